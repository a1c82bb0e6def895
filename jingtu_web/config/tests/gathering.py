"""Every text of the pages that has to be translated, found in templates and code without gettext's programs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import template

WEB = Path(__file__).resolve().parents[2]
FUNCTIONS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "npgettext"}
PLURAL = {"ngettext", "ngettext_lazy", "npgettext"}
CONTEXT = {"pgettext", "npgettext"}
Message = tuple[str, str, str]  # context, singular, plural


def messages() -> dict[Message, str]:
    """Each message with the first file it stands in."""
    found: dict[Message, str] = {}
    for path in sorted([*WEB.rglob("*.py"), *WEB.rglob("*.html")]):
        if "tests" in path.parts or "migrations" in path.parts:
            continue
        for message in _of_file(path):
            found.setdefault(message, path.relative_to(WEB).as_posix())
    return found


def _of_file(path: Path) -> Iterator[Message]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        yield from _of_template(text)
    else:
        yield from _of_code(ast.parse(text))


def _of_template(text: str) -> Iterator[Message]:
    """Django turns a template into lines of calls among filler; each call is then read as code."""
    source = template.templatize(text)
    for call in re.finditer(r"\b(?:n?p?gettext|_)\((?:[^()'\"]|u?'(?:\\.|[^'\\])*'|u?\"(?:\\.|[^\"\\])*\")*\)", source):
        yield from _of_code(ast.parse(call[0]))


def _of_code(tree: ast.AST) -> Iterator[Message]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (name := _name(node.func)) in FUNCTIONS:
            texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            context = texts.pop(0) if name in CONTEXT and texts else ""
            if texts:
                yield context, texts[0], texts[1] if name in PLURAL and len(texts) > 1 else ""


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
