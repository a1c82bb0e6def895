"""A file to numbered lines of text: txt, docx, pdf with a text layer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jingtu.intake.encodings import decode
from jingtu.intake.opening import Kind, check, remarks
from jingtu.plans import docx, pdf
from jingtu.plans.lines import Line
from jingtu.problems import Problem

KINDS = (Kind.TEXT, Kind.DOCX, Kind.PDF)


@dataclass(frozen=True)
class Document:
    """The lines of one file, in reading order, and what there is to say about the file itself."""

    name: str
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...] = ()


def load(path: Path | str) -> Document:
    """The lines of a file.

    Raises
    ------
    Refused
        If the file cannot be opened safely or holds no text. The problems name the remedy.
    """
    path = Path(path)
    kind = check(path, kinds=KINDS)
    found = tuple(remarks(path, kind))
    if kind is Kind.DOCX:
        return Document(path.name, docx.lines(path), found)
    if kind is Kind.PDF:
        return Document(path.name, pdf.lines(path), found)
    decoded = decode(path.read_bytes(), file=path.name)
    return Document(path.name, text_lines(decoded.text), (*found, *decoded.problems))


def text_lines(text: str) -> tuple[Line, ...]:
    """Lines of a plain text, counted from 1."""
    ends_made_equal = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return tuple(Line(number, line) for number, line in enumerate(ends_made_equal.split("\n"), 1))
