"""Reading a page as a visitor does: its words without the markup."""

import html
import re


def main_part(client, address):
    """The markup of the main part."""
    page = client.get(address).content.decode()
    return page.split('<main class="wrap" id="content" tabindex="-1">')[1].split("</main>")[0]


def words(markup):
    """The words of some markup, one space between them, none before a full stop or comma."""
    text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())
    return re.sub(r" ([.,:;])", r"\1", text)


def text_of(client, address):
    return words(main_part(client, address))


def section(client, address, heading):
    """The words from one heading of second order to the next."""
    found = re.search(rf'<h2 id="{heading}">.*?(?=<h2|</article>|<aside|$)', main_part(client, address), re.DOTALL)
    assert found, f"no section {heading}"
    return words(found[0])
