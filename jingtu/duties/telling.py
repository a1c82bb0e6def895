"""What is owed, as rows of a table and as JSON, in Chinese and English."""

from __future__ import annotations

import csv
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from jingtu.duties.consequences import Penalty, Range
from jingtu.duties.duty import Owed, Segment
from jingtu.duties.facts.shape import paths
from jingtu.duties.law import DATA, Citation
from jingtu.duties.parameters import DECLARED
from jingtu.problems import Language

WORDS = Path(__file__).with_name("words.toml")


def word(group: str, key: str, language: Language = "zh") -> str:
    """The word for a state, label or choice."""
    return _words()[group][key][language]


@cache
def _words() -> dict[str, dict[str, dict[Language, str]]]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def to_json(one: Owed) -> dict[str, Any]:
    """Everything that is to be shown of an occurrence; the keys stand in ``docs/cli.md``."""
    found, text = one.occurrence, one.duty.text
    return {
        "subject": one.subject.id,
        "kind": type(one.subject).__name__,
        "name": one.subject.name,
        "place": one.subject.place,
        "duty": one.duty.id,
        "must_zh": text.zh,
        "must_en": text.en,
        "about": found.about,
        "about_zh": about_in_words(found.about, "zh"),
        "about_en": about_in_words(found.about, "en"),
        "state": found.state.value,
        "trigger": text.trigger,
        "since": found.since and found.since.isoformat(),
        "who": text.who,
        "supervised_by": text.supervised_by,
        "due_nominal": found.nominal and found.nominal.isoformat(),
        "due": found.effective and found.effective.isoformat(),
        "done": found.done and found.done.isoformat(),
        "late": found.late if one.late else None,
        "late_unit": found.unit.value if one.late else None,
        "open": found.open,
        "label": one.label.value,
        "basis": found.basis.value,
        "soft": found.soft,
        "historical": one.historical,
        "citations": [_citation(cite) for cite in one.citations],
        "segments": [_segment(part) for part in one.segments],
        "consequence": _consequence(one),
        "evidence": text.evidence,
        "missing": list(found.missing),
        "remark": found.remark.text("zh") if found.remark else None,
    }


def _citation(cite: Citation) -> dict[str, Any]:
    return {
        "zh": cite.text("zh"),
        "en": cite.text("en"),
        "kind": cite.instrument.kind.value,
        "place": cite.instrument.place,
        "valid_from": cite.period.start.isoformat(),
        "valid_before": cite.period.before and cite.period.before.isoformat(),
        "text_read": cite.text_read,
    }


def _segment(part: Segment) -> dict[str, Any]:
    return {
        "start": part.days.start.isoformat(),
        "before": part.days.before and part.days.before.isoformat(),
        "citations": [cite.text("zh") for cite in part.citations],
    }


def _consequence(one: Owed) -> dict[str, Any]:
    found = one.consequence
    return {
        "choice": found.choice.value,
        "why": found.why,
        **_penalty(found.penalty),
        "later": _penalty(found.later) if found.later else None,
    }


def _penalty(penalty: Penalty) -> dict[str, Any]:
    return {
        "text": penalty.zh,
        "fine": _range(penalty.fine),
        "refusal": _range(penalty.refusal),
        "grave": _range(penalty.grave),
        "persons": _range(penalty.persons),
    }


def _range(amount: Range | None) -> list[int] | None:
    return [amount.least, amount.most] if amount else None


def about_in_words(about: str, language: Language) -> str:
    """The object or part in words: ``罐区 miit`` is ``罐区 工信部门``; what the facts call by a name keeps it."""
    return _part_pattern().sub(lambda found: _parts()[found[0]][language], about)


def missing_in_words(one: Owed, language: Language) -> str:
    """The facts that are not known, by what they mean and by name, so that they can be filled in."""
    form, join = ("{}（{}）", "、") if language == "zh" else ("{} ({})", ", ")
    meanings = [(name, _meaning(name, type(one.subject))) for name in one.occurrence.missing]
    return join.join(form.format(words[language == "en"], name) if words else name for name, words in meanings)


def _meaning(name: str, kind: Any) -> tuple[str, str] | None:
    """What a missing fact means: a field (``emissions.2020`` is one of its years), a parameter, a calendar."""
    field, _, part = name.partition(".")
    known = _meanings(kind)
    if name in DECLARED:
        return DECLARED[name].zh, DECLARED[name].en
    if field == "calendar":
        return f"{part}年节假日安排", f"holidays of {part}"
    if field in known:
        return f"{known[field][0]} {part}".strip(), f"{known[field][1]} {part}".strip()
    return OTHERS.get(name)


@cache
def _meanings(kind: Any) -> dict[str, tuple[str, str]]:
    """What the fields of a kind of subject mean; of two of one name, the outer one."""
    found: dict[str, tuple[str, str]] = {}
    for _, shape in sorted(paths(kind), key=lambda one: one[0].count(".")):
        found.setdefault(shape.name, (shape.zh, shape.en))
    return found


OTHERS = {
    "records": ("是否做过、何时做的记录", "records of whether and when it was done"),
    "event_day": ("触发事件的日期", "the day of the event"),
    "due_day": ("期限", "the due day"),
}


@cache
def _parts() -> dict[str, dict[Language, str]]:
    with (DATA / "parts.csv").open(encoding="utf-8", newline="") as lines:
        return {row["key"]: {"zh": row["zh"], "en": row["en"]} for row in csv.DictReader(lines)}


@cache
def _part_pattern() -> re.Pattern[str]:
    """Whole words only, the longest name of a part first."""
    names = sorted(_parts(), key=len, reverse=True)
    return re.compile(r"(?<!\S)(?:" + "|".join(map(re.escape, names)) + r")(?!\S)")


def due_in_words(one: Owed, language: Language) -> str:
    """Due day, day done and lateness on one line."""
    found = one.occurrence
    parts = []
    if found.nominal or found.effective:
        due = word("line", "due", language).format(due=found.effective or found.nominal)
        moved = found.effective is not None and found.effective != found.nominal
        parts.append(due + (word("line", "moved", language).format(nominal=found.nominal) if moved else ""))
    if found.done:
        parts.append(word("line", "done", language).format(done=found.done))
    if one.late:
        open_ = word("line", "open", language) if found.open else ""
        unit = word("unit", found.unit.value, language)
        parts.append(word("line", "late", language).format(number=found.late, unit=unit, open=open_))
    return ("，" if language == "zh" else ", ").join(parts)


def cites_in_words(one: Owed, language: Language) -> str:
    """The articles, by stretch of days where the conduct is split."""
    join = "、" if language == "zh" else "; "
    if len(one.segments) < 2:
        return join.join(cite.text(language) for cite in one.citations)
    return "； ".join(
        f"{part.days.start}–{part.days.before}: {join.join(cite.text(language) for cite in part.citations)}"
        for part in one.segments
    )
