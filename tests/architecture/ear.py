"""An ear for canaries, while everybody asks for everything.

What each role hears on which page is committed in `canaries.txt`. Some things need no table: nobody hears a
canary of another scheme, nobody who is not signed in hears any, the change side none of the safety side,
and none sings in an address, a title or a header.
"""

import os
import re
from collections import defaultdict
from pathlib import Path

from chrysalis.access.barriers import Side
from tests.architecture.canaries import ANY, heard_in
from tests.architecture.crawl import FAR, Heard, ahead_of, body_of, follow
from tests.architecture.stage import Stage
from tests.world import Person


TABLE = Path(__file__).with_name("canaries.txt")
TITLE = re.compile(rb"<title>.*?</title>", re.DOTALL)
# Of the stranger's own visit to the public door, and of the link that was sent to them.
OWN_WORDS = {"near visitor", "near agencyelsewhere"}
HEADING = """\
Where each word that somebody typed is shown. Written by CHRYSALIS_MATRIX=write pytest
tests/architecture/test_matrix.py: one line a page and role, with whose the words are (`near` is the own
scheme, `hidden` a restricted case of the own agency, `leads` what is written about restrictions, `safety`
the safety side, a role its own drafts) and in which field they were typed. Nobody has a line with `hidden`.
"""


class Ear:
    def __init__(self) -> None:
        self.count = 0
        self._heard: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._asked: dict[str, set[str]] = defaultdict(set)
        self._ahead: dict[str, dict[str, None]] = defaultdict(dict)

    def hear(self, answer: Heard, person: Person | None) -> None:
        self.count += 1
        self._heard[answer.page, _name(person)] |= _listen(answer, person)
        self._asked[_name(person)].add(answer.url)
        if answer.method == "GET":
            self._ahead[_name(person)] |= dict.fromkeys(ahead_of(answer.url, answer.response))

    def follow(self, stage: Stage) -> None:
        """The links on the pages of each, as far as they were not asked for themselves."""
        for person in (None, *stage.everybody()):
            new = [link for link in self._ahead[_name(person)] if link not in self._asked[_name(person)]]
            for answer in follow(stage, person, new[:FAR]):
                self.hear(answer, person)

    def compare(self) -> None:
        lines = [
            f"{page} | {who} | {', '.join(sorted(songs))}"
            for (page, who), songs in sorted(self._heard.items())
        ]
        lines = [line for line in lines if not line.endswith("| ")]
        text = f"{HEADING}\n" + "\n".join(lines) + "\n"
        if os.environ.get("CHRYSALIS_MATRIX") == "write":
            TABLE.write_text(text)
        differing = sorted(set(text.splitlines()) ^ set(TABLE.read_text().splitlines()))
        assert not differing, "What is shown to whom has changed. Read it, then write it:\n" + "\n".join(
            differing
        )
        assert lines


def _name(person: Person | None) -> str:
    return person.role.slug if person else "not signed in"


def _listen(answer: Heard, person: Person | None) -> set[str]:
    """What is heard in the body; anywhere else is a leak whoever hears it."""
    body, response = body_of(answer.response), answer.response
    around = f"{answer.url}\n{dict(response.headers)}\n{response.cookies.output()}".encode()
    for text in (around, *TITLE.findall(body)):
        assert not ANY.search(text), f"{answer.page} sings to {_name(person)} in an address, header or title"
    heard = heard_in(body)
    whose = {song.split()[0] for song in heard}
    assert person or heard <= OWN_WORDS, f"{answer.page} tells a stranger {heard - OWN_WORDS}"
    assert not any(name.endswith("far") for name in whose), (
        f"{answer.page} tells {_name(person)} of another scheme"
    )
    of_safety = {song for song in whose if song.startswith("safety")}
    assert person is None or person.role.side is Side.SAFETY or not of_safety, (
        f"{answer.page} tells {_name(person)} of the safety side: {heard}"
    )
    return heard
