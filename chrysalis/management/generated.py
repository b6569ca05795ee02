"""The pages of `chrysalis/docs/`, printed from the code they describe."""

from collections.abc import Callable, Iterable

from chrysalis.access.permissions import Permission
from chrysalis.access.roles import ROLES
from chrysalis.audit.words import WORDS
from chrysalis.decided import pages
from chrysalis.environment import REQUIRED, SETTINGS
from chrysalis.events.event import EVENTS, shapes_of
from chrysalis.events.hearing import HANDLERS, listeners, side_of
from chrysalis.events.scheduled import DUES
from chrysalis.who_may.tables import sections
from chrysalis.workflow import WORKFLOWS


NOTE = "<!-- Written by `python3 manage.py docs`; do not edit. -->"


def access() -> str:
    """Every page, and who may open it, in English."""
    rows = [(page.name, f"`{page.address}`", page.who, page.why) for page in pages() if _is_ours(page.name)]
    return _page("Who may open which page", _table(["page", "address", "who", "why"], sorted(rows)))


def _is_ours(name: str) -> bool:
    return not name.startswith(("demo:", "ui:"))  # pages of the demonstration, which nobody else has


def roles() -> str:
    """Every role, and what it may do, as a data-protection officer reads it."""
    return _page("Roles", "\n".join(_role(role) for role in ROLES))


def _role(role) -> str:
    permissions = sorted(role.permissions, key=list(Permission).index)
    may = "\n".join(f"- may {permission.english} (`{permission.slug}`)" for permission in permissions)
    appoints = ", ".join(sorted(ROLES[slug].name for slug in role.may_appoint)) or "nobody"
    facts = (
        f"Side: {role.side}. Gives roles to colleagues: {appoints}. Idle limit: {role.idle_minutes} minutes."
    )
    return f"## {role.name}\n\n{role.description} {facts}\n\n{may}\n"


def workflow() -> str:
    return _page("Workflows", "\n".join(_diagram(found) for found in WORKFLOWS))


def _diagram(found) -> str:
    return f"## The life of a {found.noun}\n\n```mermaid\n{found.diagram()}\n```\n"


def settings() -> str:
    rows = [(f"`{s.name}`", s.shape, _default(s.default), s.why) for s in SETTINGS]
    return _page("Settings, from the environment", _table(["name", "shape", "without it", "what for"], rows))


def _default(default: object) -> str:
    if default is REQUIRED:
        return "refuses to start"
    return (
        "nothing" if default in ("", []) else "a folder of its own" if "/" in str(default) else f"`{default}`"
    )


def events() -> str:
    """Who announces what, who hears it, and on which side; and what is done when it falls due."""
    heard = _table(
        ["what happened", "whose secret", "told by", "told of it", "heard by"], sorted(_announced())
    )
    due = [(f"`{each.slug}`", side_of(each.act), ", ".join(each.shapes)) for each in DUES]
    later = _table(["what falls due", "side", "told of it"], sorted(due))
    return _page(
        "Who announces, and who listens", f"{_HEARD}\n\n{heard}\n## What falls due\n\n{_LATER}\n\n{later}"
    )


_HEARD = (
    "Handlers run in the worker, after the commit, as the `courier`. No handler of the change side may hear "
    "what is the secret of the safety side."
)
_LATER = "Rows with a moment, done once, as soon after it as there is a worker."


def _announced() -> Iterable[tuple[object, ...]]:
    for event in EVENTS:
        told_by = event.__module__.removeprefix("chrysalis.").partition(".")[0]
        heard = ", ".join(_listener(handler.slug) for handler in listeners(event.slug)) or "nobody yet"
        yield f"`{event.slug}`", event.side, told_by, ", ".join(shapes_of(event)), heard


def _listener(slug: str) -> str:
    handler = HANDLERS[slug]
    return f"`{slug}` ({handler.side}{f', in line {handler.line}' if handler.line else ''})"


def log() -> str:
    rows = [(f"`{word.slug}`", word.side, word.operation, word.english) for word in WORDS]
    return _page(
        "The words of the log", _table(["word", "side", "operation", "who it names …"], sorted(rows))
    )


def matrix() -> str:
    """The page "Who may see what", for those who read the code and not the screen."""
    return _page("Who may see which records", "\n".join(_records(section) for section in sections()))


def _records(section) -> str:
    rows = [(line.what, line.sees, line.adds, line.changes) for line in section.lines]
    met = _table(["records", "may see", "may add", "may change"], rows) if rows else "No records of people.\n"
    return f"## {section.role.name}\n\nSide: {section.side}.\n\n{met}"


DOCUMENTS: dict[str, Callable[[], str]] = {
    "access.md": access,
    "events.md": events,
    "log.md": log,
    "matrix.md": matrix,
    "roles.md": roles,
    "settings.md": settings,
    "workflow.md": workflow,
}


def _page(title: str, body: str) -> str:
    return f"# {title}\n\n{NOTE}\n\n{body.rstrip()}\n"


def _table(headings: list[str], rows: Iterable[tuple[object, ...]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines) + "\n"
