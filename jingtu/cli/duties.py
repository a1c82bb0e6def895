"""``jingtu duties FACTS --on DAY``: what each subject owes on a day, by which article, and what is not known."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import click
from xlsxwriter.exceptions import FileCreateError

from jingtu.cli.saying import say
from jingtu.duties import parameters as settings
from jingtu.duties.catalogue import DUTIES
from jingtu.duties.duty import Owed, owed_by_all
from jingtu.duties.facts import contradictions
from jingtu.duties.facts.reading import Facts, errors, read_json
from jingtu.duties.facts.sheets import read_workbook
from jingtu.duties.facts.subject import Subject
from jingtu.duties.facts.template import write_template
from jingtu.duties.occurrence import State
from jingtu.duties.parameters import NOTHING_SET, Parameters
from jingtu.duties.table import write_table
from jingtu.duties.telling import about_in_words, cites_in_words, due_in_words, missing_in_words, to_json, word
from jingtu.problems import Language, Problem, Refused, attention

# Most pressing first.
ORDER = (
    State.LATE,
    State.MISSING,
    State.INVALID,
    State.DUE,
    State.HUMAN_REVIEW,
    State.TRIGGERED,
    State.PENDING,
    State.FULFILLED,
)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, path_type=Path)


@click.command("duties")
@click.argument("file", type=FILE, required=False)
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day of reckoning. Default: today.")
@click.option("--parameters", "set_file", type=FILE, help="What province, city or plan have set (csv).")
@click.option("--all", "everything", is_flag=True, help="Show what is fulfilled, too.")
@click.option("--json", "as_json", is_flag=True, help="JSON alone on standard output.")
@click.option("-o", "--out", type=OUT, help="Write a workbook, one row per duty owed.")
@click.option("--accept-clean", is_flag=True, help="Go on with the clean subjects although others have errors.")
@click.option("--template", type=OUT, help="Write an empty workbook of facts and stop.")
@click.option("--lang", "language", type=click.Choice(["zh", "en"]), default="zh", help="Language of messages.")
def command(file: Path | None, day: datetime | None, language: Language, **given: Any) -> None:
    """What each subject in FILE (json, xlsx) owes on a day: due, late, by which article, what is not known.

    Exit status 0: done; 1: the file has errors (nothing is answered without --accept-clean); 2: wrong call.
    """
    if given["template"] is not None:
        _write(lambda: write_template(given["template"], language=language), given["template"], "--template")
        return
    if file is None:
        raise click.UsageError("Name a FILE of facts, or --template OUT for an empty one.")
    on = day.date() if day else datetime.now(UTC).astimezone().date()
    try:
        facts, known = _read(file), settings.read(given["set_file"]) if given["set_file"] else NOTHING_SET
    except Refused as refused:
        say(refused.problems, language)
        raise SystemExit(1) from refused
    say(facts.problems, language)
    refused_some = errors(facts)
    if not refused_some or given["accept_clean"]:
        found, remarks = reckon(facts.subjects, known, on=on)
        say(remarks, language)
        shown = [one for one in found if given["everything"] or one.state is not State.FULFILLED]
        _answer(shown, remarks, given["out"], (on, given["as_json"], language))
    raise SystemExit(1 if refused_some else 0)


def reckon(subjects: Sequence[Subject], known: Parameters, *, on: date) -> tuple[list[Owed], list[Problem]]:
    """What is owed, most pressing first within each subject, and what is to be said of the facts."""
    told = [one for one in subjects if one.known_since is None or one.known_since <= on]
    owing = groupby(owed_by_all(DUTIES, told, on=on, parameters=known), key=lambda one: id(one.subject))
    found = [one for _, group in owing for one in sorted(group, key=lambda one: ORDER.index(one.state))]
    return found, [remark for facts in subjects for remark in _remarks(facts, on)] + _unbounded(told)


def _unbounded(told: Sequence[Subject]) -> list[Problem]:
    """That of some subjects nothing says since when their facts were recorded: how far back years are owed."""
    count = sum(facts.known_since is None for facts in told)
    return [attention("duties.no_known_since", count=count)] if count else []


def _remarks(facts: Subject, on: date) -> Iterator[Problem]:
    if facts.known_since is not None and on < facts.known_since:
        yield attention("duties.no_data", id=facts.id, on=on, known_since=facts.known_since)
        return
    for found in contradictions.contradictions(facts, on=on):
        yield contradictions.problem(facts, found)
    if not facts.place:
        yield attention("duties.no_place", id=facts.id)


def _read(file: Path) -> Facts:
    return read_json(file) if file.suffix.lower() in (".json", ".txt") else read_workbook(file)


def _answer(shown: list[Owed], remarks: list[Problem], out: Path | None, how: tuple[date, bool, Language]) -> None:
    on, as_json, language = how
    if out is not None:
        _write(lambda: write_table(shown, out, on=on, language=language), out, "--out")
    if as_json:
        told = [{"code": one.code, "text": one.text(language)} for one in remarks]
        answer = {"on": on.isoformat(), "owed": [to_json(one) for one in shown], "remarks": told}
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2).encode("utf-8", "replace"))
    elif out is None:
        click.echo("\n".join(_page(shown, on, language)))


def _write(work: Callable[[], None], out: Path, option: str) -> None:
    try:
        work()
    except (OSError, FileCreateError) as reason:
        raise click.BadParameter(f"{out} cannot be written: {reason}.", param_hint=option) from reason


def _page(shown: list[Owed], on: date, language: Language) -> Iterator[str]:
    if not shown:
        yield word("line", "none", language).format(on=on)
        return
    for _, group in groupby(shown, key=lambda one: (type(one.subject), one.subject.id)):
        owing = list(group)
        yield f"\n{owing[0].subject.name or owing[0].subject.id}（{owing[0].subject.id}）"
        for one in owing:
            yield from _one(one, language)
    counts = Counter(one.state for one in shown)
    comma = "，" if language == "zh" else ", "
    states = comma.join(f"{word('state', state, language)} {counts[state]}" for state in ORDER if counts[state])
    subjects = len({(type(one.subject), one.subject.id) for one in shown})
    yield "\n" + word("line", "counts", language).format(on=on, subjects=subjects, owed=len(shown), states=states)


def _one(one: Owed, language: Language) -> Iterator[str]:
    about = f" [{about_in_words(one.about, language)}]" if one.about else ""
    state = word("state", one.state, language)
    yield f"  {one.duty.id}{about} 【{state}】{one.duty.text.name(language)}"
    marks = [due_in_words(one, language), word("label", one.label, language)]
    marks += [word("line", name, language) for name in ("soft",) if one.occurrence.soft]
    marks += [word("line", name, language) for name in ("historical",) if one.historical]
    yield "      " + " · ".join(mark for mark in marks if mark)
    text = one.duty.text
    yield "      " + word("line", "ground", language).format(cites=cites_in_words(one, language))
    yield "      " + word("line", "bound", language).format(who=text.who, supervised=text.supervised_by)
    if one.occurrence.missing:
        yield "      " + word("line", "lacking", language).format(names=missing_in_words(one, language))
    if one.occurrence.remark:
        yield "      " + one.occurrence.remark.text(language)
    if one.state in (State.LATE, State.MISSING, State.INVALID, State.DUE):
        yield "      " + word("line", "evidence", language).format(evidence=text.evidence)
        found = one.consequence
        choice = word("choice", found.choice, language)
        yield "      " + word("line", "consequence", language).format(text=found.penalty.zh, choice=choice)
