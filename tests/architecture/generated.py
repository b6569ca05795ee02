"""Values that no tester would think of, for the forms that are there: drawn from one seed, so that what broke
once can be drawn again."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import quote_plus


# The first and last letter of the alphabets that names are drawn from.
ALPHABETS = (
    ("a", "z"), ("À", "ž"), ("Α", "ώ"), ("А", "я"), ("א", "ת"), ("ء", "ي"), ("ऄ", "ह"), ("ก", "ฮ"),
    ("ა", "ჰ"), ("ሀ", "ፐ"), ("Ꭰ", "Ᏼ"), ("ぁ", "ゖ"), ("가", "힣"), ("一", "龥"), ("𐐀", "𐑏"), ("Ạ", "ỹ"),
)  # fmt: skip
MARKS = "\u0300\u0301\u0323\u20dd\u0e47\u05b8"
EMOJI = ("👩‍👩‍👧‍👦", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "🦋", "☠️", "👍🏿", "1️⃣")
TURNED = ("\u202e", "\u2066", "\u200f", "\u202c", "\u2069", "\ufeff", "\u200b", "\u00ad", "\u2028")
BROKEN = ("\x00", "\ud800", "\udfff\udfff", "a\x00b", "\x1b[2J", "\x08", "\uffff", "\x7f")
SEEMING = (
    "07700 900123", "someone@example.org", "1991", "31/02/2026", "tomorrow", "14/11/2026 15:20", "-0",
    "٣", "Ⅻ", "1e309", "0x41", "²", "½", "true", "None", "<b>bold</b>", "'; --", "{{ 7 }}", "${7}", "../..",
    "%s%n", "\\",
)  # fmt: skip
PARTS = {
    "_day": ("", "1", "31", "32", "0", "-1", "07", "٣", "first"),
    "_month": ("", "2", "13", "March", "mar", "0", "☃"),
    "_year": ("", "1991", "2026", "0000", "9999", "26", "١٩٩١", "20261"),
}
MOST = 400
HUGE = 10_000_000


def name_in_an_alphabet(dice: random.Random) -> str:
    first, last = dice.choice(ALPHABETS)
    letters = [chr(dice.randint(ord(first), ord(last))) for _ in range(dice.choice((1, 2, 7, 30, MOST)))]
    for _ in range(dice.choice((0, 0, 1, 12))):
        letters.insert(
            dice.randrange(len(letters) + 1), dice.choice((*MARKS, *EMOJI, *TURNED, " ", "’", "-"))
        )
    return "".join(letters)


def text(dice: random.Random) -> str:
    kind = dice.random()
    if kind < 0.5:
        return name_in_an_alphabet(dice)
    if kind < 0.6:
        return dice.choice(EMOJI) * dice.choice((1, 90))
    if kind < 0.68:
        return dice.choice(TURNED) + name_in_an_alphabet(dice)
    if kind < 0.76:
        return name_in_an_alphabet(dice)[:9] + dice.choice(BROKEN)
    if kind < 0.8:
        return name_in_an_alphabet(dice) * 40
    if kind < 0.84:
        return "\r\n".join(name_in_an_alphabet(dice) for _ in range(3))
    return dice.choice(("", " ", *SEEMING))


@dataclass
class Drawn:
    """A form of a page: where it goes, and what stands in it."""

    action: str
    fields: list[tuple[str, str, str]] = field(default_factory=list)  # name, kind, value as it stands
    options: dict[str, list[str]] = field(default_factory=dict)

    def fill(self, dice: random.Random) -> list[tuple[str, str]]:
        filled = []
        for name, kind, value in self.fields:
            if kind == "hidden":
                filled.append((name, value if dice.random() < 0.97 else text(dice)))
            elif kind == "checkbox":
                filled += [(name, value)] if dice.random() < 0.4 else []
            elif kind != "choice":
                filled.append((name, self._typed(name, kind, dice)))
        for name, offered in self.options.items():
            is_ours = offered and dice.random() < 0.9
            filled.append((name, dice.choice(offered) if is_ours else text(dice)))
        return filled

    def _typed(self, name: str, kind: str, dice: random.Random) -> str:
        of_date = next((values for part, values in PARTS.items() if name.endswith(part)), None)
        if of_date and dice.random() < 0.9:
            return dice.choice(of_date)
        if kind == "email" and dice.random() < 0.5:
            return "someone@example.org"
        return text(dice)


class Forms(HTMLParser):
    """The forms of a page that are sent."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Drawn] = []
        self.now: Drawn | None = None
        self.select = self.area = ""
        self.written: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("method") == "post":
            self.now = Drawn(given.get("action", ""))
            self.found.append(self.now)
        elif (
            self.now and (name := given.get("name", "")) and tag in ("input", "textarea", "select", "button")
        ):
            self._keep(self.now, tag, name, given)
        elif self.now and tag == "option" and self.select and "disabled" not in given:
            self.now.options[self.select].append(given.get("value", ""))

    def _keep(self, form: Drawn, tag: str, name: str, given: dict[str, str]) -> None:
        kind, value = given.get("type", "text"), given.get("value", "")
        if tag == "select":
            self.select = name
            form.options.setdefault(name, [])
        elif tag == "textarea":
            self.area = name
            form.fields.append((name, "textarea", ""))
        elif kind == "radio":
            form.options.setdefault(name, []).append(value)
        elif tag == "input" and kind not in ("submit", "file"):
            form.fields.append((name, kind, value or ("on" if kind == "checkbox" else "")))
            if kind not in ("hidden", "checkbox", "password"):
                self.written[name] = value

    def handle_data(self, data: str) -> None:
        if self.area:
            self.written[self.area] = self.written.get(self.area, "") + data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.now = None
        elif tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""


def body_of(filled: list[tuple[str, str]]) -> bytes:
    """As a browser would send it, and as none would: with what is no letter at all."""
    written = (quote_plus(part.encode("utf-8", "surrogatepass")) for pair in filled for part in pair)
    pairs = zip(*[iter(written)] * 2, strict=True)
    return "&".join("=".join(pair) for pair in pairs).encode()


def shapes(filled: list[tuple[str, str]], dice: random.Random) -> Iterator[tuple[str, bytes]]:
    """The form, mostly as it is; else with everything twice, a thousand fields more, ten million letters."""
    kind = dice.random()
    if kind < 0.03:
        yield "a thousand fields more", body_of(filled + [(f"field-{n}", "x") for n in range(1_000)])
    elif kind < 0.035:
        yield "ten million letters", body_of([*filled, ("words", "x" * HUGE)])
    elif kind < 0.08:
        yield "everything twice", body_of(filled + filled[::-1])
    elif kind < 0.1:
        yield "a part of it", body_of(filled)[: dice.randrange(1, 60)]
    else:
        yield "as it is", body_of(filled)


def comes_back(typed: str) -> bool:
    """Whether a page can give it back letter for letter: HTML has no NUL and no half of a letter, and ends
    its lines otherwise."""
    return not any(
        ord(letter) < 32 or 0xD800 <= ord(letter) < 0xE000 or ord(letter) == 0x7F for letter in typed
    )
