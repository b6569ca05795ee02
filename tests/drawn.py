"""Every part of every template is drawn by some test: a part that no test draws is one nobody has seen.

`pytest --drawn` asks for it, as a whole run does. Each node of a template that is drawn is noted, in every
process of the run and of the web servers that browsers look at; at the end the nodes left over are named, and
the run fails.
"""

import contextlib
import json
import os
import shutil
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.template import engines
from django.template.base import Node, TextNode
from django.template.defaulttags import CommentNode, LoadNode
from django.template.loader_tags import BlockNode, ExtendsNode


TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
# What has no ink of its own: it only says where other parts go.
INKLESS = (BlockNode, CommentNode, ExtendsNode, LoadNode)
FOLDER = "CHRYSALIS_DRAWN"  # where live stacks leave what they drew


class Part(NamedTuple):
    template: str
    line: int
    begins: int


class Drawn:
    """A plugin of pytest that notes what is drawn in this process, and at the end adds up all processes."""

    def __init__(self) -> None:
        self.parts: set[Part] = set()
        self.fresh: deque[Part] = deque()  # drawn since the last time that it was left
        self.missing: list[Part] = []
        self.folder = ""  # of the run as a whole, where this process began it

    def pytest_configure(self) -> None:
        """Live stacks begin with a folder in their environment, and leave there what they drew."""
        if FOLDER not in os.environ:  # a process of this run, or a run inside a test, is given it
            self.folder = os.environ[FOLDER] = tempfile.mkdtemp(prefix="drawn-")
        self.listen()

    def listen(self) -> None:
        for kind in (Node, TextNode):
            kind.render_annotated = self._noting(kind.render_annotated)

    def _noting(self, draw: Callable[[Node, Any], str]) -> Callable[[Node, Any], str]:
        parts, fresh = self.parts, self.fresh

        def draw_and_note(node: Node, context: Any) -> str:
            if not hasattr(node, "is_drawn"):  # templates are kept: most nodes are drawn a thousand times
                node.is_drawn = True
                if node.token is not None and node.token.position:
                    part = Part(node.origin.name, node.token.lineno, node.token.position[0])
                    parts.add(part)
                    fresh.append(part)
            return draw(node, context)

        return draw_and_note

    def pytest_testnodedown(self, node: Any) -> None:
        """One of the processes side by side is done."""
        self.parts.update(Part(*part) for part in node.workeroutput["drawn"])

    def leave(self, file: Path) -> None:
        """Add what was drawn since the last time: whoever is killed has left all but a page."""
        new = []
        with contextlib.suppress(IndexError):  # one by one: other threads go on drawing, and leave theirs
            while True:
                new.append(self.fresh.popleft())
        if new:
            with file.open("a") as lines:
                lines.write(f"{json.dumps(new)}\n")

    def _gather(self, folder: Path) -> None:
        for file in folder.iterdir():
            for line in file.read_text().splitlines():
                self.parts.update(Part(*part) for part in json.loads(line))
        shutil.rmtree(folder)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput["drawn"] = [tuple(part) for part in self.parts]
            return
        if self.folder:
            self._gather(Path(os.environ.pop(FOLDER)))
        self.missing = sorted(set(all_parts()) - self.parts)
        if self.missing and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if self.missing:
            terminalreporter.section("The run fails: no test draws these", red=True)
        for part in self.missing:
            name = Path(part.template).relative_to(TEMPLATES)
            terminalreporter.write_line(f"No test draws templates/{name}, line {part.line}")


def all_parts() -> Iterator[Part]:
    for file in TEMPLATES.rglob("*.*"):
        template = engines["django"].get_template(str(file.relative_to(TEMPLATES))).template
        yield from (
            Part(template.origin.name, node.token.lineno, node.token.position[0])
            for node in template.nodelist.get_nodes_by_type(Node)
            if not isinstance(node, INKLESS) and not _is_blank(node)
        )


def _is_blank(node: Node) -> bool:
    return isinstance(node, TextNode) and not node.s.strip()
