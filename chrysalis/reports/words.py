"""The words of a page: all that somebody who holds the paper, or looks into the file, could read."""

from html.parser import HTMLParser


SAID = {"alt", "title", "aria-label", "content", "lang"}
SILENT = {"style", "script"}


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT
        self.found += [value for name, value in attrs if value and name in SAID]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip():
            self.found.append(" ".join(data.split()))


def words_of(page: str) -> str:
    """One line for each piece of text; the name of the file and its metadata are in the page as well."""
    parser = _Words()
    parser.feed(page)
    return "\n".join(parser.found)
