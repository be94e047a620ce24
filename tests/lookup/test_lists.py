"""A pasted list of names taken apart."""

import pytest

from events.lookup import split_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Kazakhstan, the Kyrgyz Republic, Tajikistan and Türkiye",
            ["Kazakhstan", "the Kyrgyz Republic", "Tajikistan", "Türkiye"],
        ),
        (
            "Bosnia and Herzegovina, Trinidad and Tobago, Korea, Republic of, and Iran (Islamic Republic of)",
            ["Bosnia and Herzegovina", "Trinidad and Tobago", "Korea, Republic of", "Iran (Islamic Republic of)"],
        ),
        ("Antigua and Barbuda and Barbados", ["Antigua and Barbuda", "Barbados"]),
        (
            "Korea, Democratic People's Republic of; China; Hong Kong, China",
            ["Korea, Democratic People's Republic of", "China", "Hong Kong, China"],
        ),
        (
            "Tanzania, United Republic of, United States, United Kingdom and China",
            ["Tanzania, United Republic of", "United States", "United Kingdom", "China"],
        ),
        ("1. Kazakhstan\n2. Kyrgyzstan\n– Tajikistan", ["Kazakhstan", "Kyrgyzstan", "Tajikistan"]),
        ("Россия, Китай и Индия", ["Россия", "Китай", "Индия"]),
        ("Malta, as well as Guinea-Bissau & Mali.", ["Malta", "Guinea-Bissau", "Mali"]),
        ("Uzbekistan, Uzbekistan", ["Uzbekistan"]),
        ("Uzbekistan", ["Uzbekistan"]),
        (", ; and \x00", []),
        ("", []),
    ],
)
def test_a_list_falls_into_its_names(text, names):
    assert split_names(text) == names


def test_a_known_name_with_a_comma_stays_whole():
    body = "Ministry of Foreign Affairs, African Cooperation and Moroccan Expatriates"

    assert split_names(f"UNODC, {body} and IOM", is_name=lambda name: name == body) == ["UNODC", body, "IOM"]
