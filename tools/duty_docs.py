#!/usr/bin/env python3
"""duty_docs.py [--check]: writes what can be told from the duties themselves: docs/schema, docs/facts-map.csv and the
table of duties in docs/coverage.md. With --check nothing is written; the exit status is 1 where a file is out of step.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from pathlib import Path

from jingtu.duties import law
from jingtu.duties.catalogue import DUTIES
from jingtu.duties.facts.schema import facts_map, json_schema
from jingtu.duties.facts.subjects import SUBJECTS

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
TESTS = ROOT / "jingtu" / "duties" / "tests"
COVERAGE = DOCS / "coverage.md"
START, END = "<!-- duties: written by tools/duty_docs.py -->", "<!-- end of duties -->"


def kinds() -> dict[str, frozenset[str]]:
    """Duty -> keys of the kinds of subjects that it is asked of."""
    keys = {kind: key for key, kind in SUBJECTS.items()}
    found: dict[str, set[str]] = {}
    for duty in DUTIES:
        found.setdefault(duty.id, set()).add(keys[duty.subject])
    return {duty: frozenset(one) for duty, one in found.items()}


def pages() -> dict[Path, str]:
    """Every written file with its content."""
    found = {DOCS / "schema" / f"{key}.json": _json(json_schema(key)) for key in SUBJECTS}
    found[DOCS / "facts-map.csv"] = _facts_map()
    found[COVERAGE] = _coverage()
    return found


def _json(schema: dict[str, object]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _facts_map() -> str:
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n")
    write.writerow(("name", "duties", "subject", "fields"))
    write.writerows(facts_map({duty: text.needs for duty, text in law.TEXTS.items()}, kinds()))
    return out.getvalue()


def _coverage() -> str:
    text = COVERAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(START)
    after = rest.partition(END)[2]
    return f"{before}{START}\n{_table()}\n{END}{after}"


def _table() -> str:
    tested = _tested()
    asked = kinds()
    lines = ["| duty | what it asks | asked of | rests on | mark | clause test |", "|---|---|---|---|---|---|"]
    for id_, text in law.TEXTS.items():
        papers = list(dict.fromkeys(cite.instrument.title for cite in law.CITATIONS[id_]))
        cells = (
            id_,
            text.zh,
            ", ".join(sorted(asked.get(id_, ()))),
            "、".join(papers),
            _mark(text),
            tested.get(id_, ""),
        )
        lines.append("| " + " | ".join(cell or "—" for cell in cells) + " |")
    return "\n".join(lines)


def _mark(text: law.Text) -> str:
    marks = [] if text.verified else ["not verified"]
    marks += ["parameter"] if "PARAM" in text.deadline else []
    marks += ["default"] if "default" in text.deadline else []
    return ", ".join(marks) or "verified"


def _tested() -> dict[str, str]:
    found = {}
    for path in sorted(TESTS.glob("test_*.py")):
        for letters, number in re.findall(r"^class Test([A-Z]{2})(\d{3})\b", path.read_text(encoding="utf-8"), re.M):
            found[f"{letters}-{number}"] = path.name
    return found


def main(arguments: list[str]) -> int:
    stale = {path: text for path, text in pages().items() if not path.exists() or path.read_text("utf-8") != text}
    for path, text in stale.items():
        print(path.relative_to(ROOT))
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return int(bool(stale) and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
