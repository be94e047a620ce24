"""Quotes as people paste them: the words, who said them, and lines that can't be read."""

import pytest

from events.typed_quotes import LONGEST_WORDS, MOST, Attributed, in_short, read_quotes

NO_WORDS = "Line 1: no words in quotation marks. Write “the words” - Name, post, body; or delete the line."
VASILENKO = Attributed(
    "Stanislav Vasilenko, Ambassador, Ministry of Foreign Affairs of Kazakhstan",
    name="Stanislav Vasilenko",
    post="Ambassador",
    body="Ministry of Foreign Affairs of Kazakhstan",
)
POST = "Stanislav Vasilenko, Ambassador, Ministry of Foreign Affairs of Kazakhstan"
OF_TAJIKISTAN = Attributed(
    "A representative of the Ministry of Internal Affairs of the Republic of Tajikistan",
    body="Ministry of Internal Affairs of the Republic of Tajikistan",
)


# “…” stands for the words.
FORMS = {
    f"… - {POST}": VASILENKO,
    f"…\n\n— {POST}": VASILENKO,
    f"… ({POST})": VASILENKO,
    f"{POST}: …": VASILENKO,
    "Stanislav Vasilenko (Ambassador, Ministry of Foreign Affairs of Kazakhstan): …": VASILENKO,
    "First, H.E. Ambassador Stanislav Vasilenko of the Ministry of Foreign Affairs of Kazakhstan said: …": VASILENKO,
    "A representative of the Ministry of Internal Affairs of the Republic of Tajikistan stressed that …": OF_TAJIKISTAN,
    "… – a representative of the Ministry of Internal Affairs of the Republic of Tajikistan": OF_TAJIKISTAN,
    "… said Vladimir Voronkov, Under-Secretary-General of UNOCT, in Ashgabat.": Attributed(
        "Vladimir Voronkov, Under-Secretary-General, UNOCT", "Vladimir Voronkov", "Under-Secretary-General", "UNOCT"
    ),
    "… Mr. Koen Marquering added.": Attributed("Koen Marquering", "Koen Marquering"),
    "UNODC: …": Attributed("UNODC", "UNODC", "", "UNODC"),
    "Рашид Мередов (МИД Туркменистана): …": Attributed(
        "Рашид Мередов, МИД Туркменистана", "Рашид Мередов", "", "МИД Туркменистана"
    ),
}  # fmt: skip


@pytest.mark.parametrize("words", ["“We share what we know.”", '"We share what we know."', "«We share what we know.»"])
@pytest.mark.parametrize(("form", "said_by"), FORMS.items())
def test_who_said_it_is_read_from_every_usual_form(form: str, said_by: Attributed, words: str):
    read = read_quotes(form.replace("…", words))

    assert [(quote.text, quote.said_by) for quote in read.quotes] == [("We share what we know.", said_by)]
    assert read.problems == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('UNODC: “The operations "Zhusan" and "Rusafa" went well.”', 'The operations "Zhusan" and "Rusafa" went well.'),
        ('UNODC: "The operations "Zhusan" and "Rusafa" went well."', 'The operations "Zhusan" and "Rusafa" went well.'),
        ("UNODC: “They told us “come back soon” twice.”", "They told us “come back soon” twice."),
        ("“We share what we know,” said Koen Marquering.", "We share what we know"),
        ("UNODC: „Wir teilen, was wir wissen.”", "Wir teilen, was wir wissen."),
        ("UNODC: “<script>alert(1)</script> =HYPERLINK(1) is text”", "<script>alert(1)</script> =HYPERLINK(1) is text"),
        ("UNODC:   “We   share\twhat we\x00 know.”", "We share what we know."),
    ],
)
def test_words_are_kept_as_they_are_printed(line: str, words: str):
    assert [quote.text for quote in read_quotes(line).quotes] == [words]


def test_quotation_that_is_not_closed_goes_on_to_the_end_and_says_so():
    read = read_quotes("UNODC: “We share what we know.", first_paragraph=6)

    assert [(quote.text, quote.locator) for quote in read.quotes] == [
        ("We share what we know.", "Paragraph 6; the page does not close the quotation mark")
    ]


def test_paragraphs_are_counted_on_over_those_that_hold_no_quotation():
    read = read_quotes("UNODC: “One two three four.”\n\nNothing said.\n\nCTED: “Five six seven eight.”", 6)

    assert [(quote.locator, quote.said_by.attribution) for quote in read.quotes] == [
        ("Paragraph 6", "UNODC"), ("Paragraph 8", "CTED"),
    ]  # fmt: skip
    assert read.lines == 3


def test_two_quotations_of_one_paragraph_are_two_quotes_and_a_title_beside_them_is_none():
    read = read_quotes("UNODC, in “Tallinn Two”, said: “One two three four” and “five six seven eight”.")

    assert [quote.text for quote in read.quotes] == ["One two three four", "five six seven eight"]


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("One. Two. Three. Four. Five.", ["One. Two.", "Three. Four.", "Five."]),
        ("We met Mr. Meredov and Dr. Voronkov of the U.S. Embassy. We agreed. It is done.",
         ["We met Mr. Meredov and Dr. Voronkov of the U.S. Embassy. We agreed.", "It is done."]),
        ("In 2016 they raised 1.5 million. It grew!", ["In 2016 they raised 1.5 million. It grew!"]),
    ],
)  # fmt: skip
def test_quote_has_at_most_two_sentences(words: str, parts: list[str]):
    assert in_short(words) == parts


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (
            "Nobody said anything.",
            "Line 1: no words in quotation marks. Write “the words” - Name, post, body; or delete the line.",
        ),
        (
            "“” - UNODC",
            "Line 1: no words in quotation marks. Write “the words” - Name, post, body; or delete the line.",
        ),
        ("“We share what we know.”", "Line 1: nobody is named who said it. Write - Name, post, body behind the words."),
    ],
)
def test_line_that_cannot_be_read_is_told_with_its_cure_and_is_left(line: str, problem: str):
    read = read_quotes(line)

    assert (read.quotes, read.problems) == ([], [problem])
    assert read.left == [" ".join(line.split())]


def test_only_the_wrong_line_is_left():
    read = read_quotes("UNODC: “One two three four.”\nNothing said.\nCTED: “Five six seven eight.”")

    assert [quote.text for quote in read.quotes] == ["One two three four.", "Five six seven eight."]
    assert read.left == ["Nothing said."]


def test_no_more_than_so_many_quotes_are_read_at_once():
    read = read_quotes("\n".join(f"UNODC: “Word number {number} it is.”" for number in range(MOST + 1)))

    assert len(read.quotes) == MOST
    assert read.problems == ["Line 61: at most 60 quotes can be pasted at once. Paste this line after saving."]


def test_longer_quotation_than_any_is_told_and_left():
    line = f"UNODC: “{'w' * (LONGEST_WORDS + 1)}”"

    read = read_quotes(line)

    assert read.problems == ["Line 1: the quotation is longer than 4000 letters. Is a quotation mark missing?"]
    assert read.left == [line]


HOPELESS = ["", "\n \n", "\x00", "-", '"', "““““", "”””” - ", "(" * 5000, "“a” - " + ", " * 5000, "A " * 9000]


@pytest.mark.parametrize("text", HOPELESS, ids=[f"{number}" for number in range(len(HOPELESS))])
def test_no_text_takes_long_or_fails(text: str):
    assert read_quotes(text).quotes == []
