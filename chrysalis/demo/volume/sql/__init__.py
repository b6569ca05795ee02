"""The statements that are too long for a line of Python, one file each."""

from pathlib import Path


def script(name: str) -> str:
    return (Path(__file__).parent / f"{name}.sql").read_text()
