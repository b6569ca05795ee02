"""Reads syntax trees for writes through the ORM."""

import ast
from collections.abc import Iterator
from pathlib import Path


ALWAYS = {
    "save", "asave", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "create_user",
    "set_password",
}  # fmt: skip
ON_ROWS = {"create", "update", "delete"}
ROWS = {"objects", "filter", "all", "exclude", "get", "select_for_update", "_default_manager"}


def writes_in(source: str) -> Iterator[tuple[int, str]]:
    """Line and name of every call that writes rows, or looks as if it did."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _writes(node.func):
            yield node.lineno, node.func.attr


def _writes(called: ast.Attribute) -> bool:
    if called.attr in ALWAYS:
        return not (isinstance(called.value, ast.Attribute) and called.value.attr == "session")
    return called.attr in ON_ROWS and _is_rows(called.value)


def _is_rows(node: ast.expr) -> bool:
    """Whether an expression is a manager or a queryset: something.objects, rows.filter(…), thing.notes."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute) and node.func.attr in ROWS
    return isinstance(node, ast.Attribute) and (node.attr in ROWS or node.attr.endswith("s"))


def is_an_action(path: Path) -> bool:
    return "actions" in path.parts or path.name == "actions.py"
