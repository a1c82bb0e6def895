"""``jingtu access LIST --register FILE …``: may this land be supplied, permitted, built on; or a look back at cases."""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import orjson
from xlsxwriter.exceptions import FileCreateError

from jingtu.access import (
    answers,
    asked,
    geopackage,
    land_uses,
    list_json,
    lists,
    papers,
    register_files,
    register_template,
    reverse,
    reverse_workbook,
    shown,
    workbook,
)
from jingtu.access.asked import Defaults
from jingtu.access.lists import Answered, Answers
from jingtu.access.model import Kind, Scheme, Step, Use
from jingtu.access.register_files import RegisterReading
from jingtu.access.reverse import LookBack
from jingtu.access.space import Register
from jingtu.cli.saying import say
from jingtu.codes import divisions
from jingtu.intake import outline_places
from jingtu.intake.outlines import OutlineReading, OutlineRow
from jingtu.problems import Language, Refused, Where

FORMATS = (".xlsx", ".gpkg")
READABLE = {".xlsx", ".xls", ".xlsm", ".csv", ".tsv", ".txt", ".parquet", ".zip", ".shp", ".gpkg", ".geojson", ".json"}
READABLE |= {".kml", ".kmz"}
DAY = click.DateTime(["%Y-%m-%d"])
OUT = click.Path(dir_okay=False, path_type=Path)
MOST_LINES = 20
SAY: dict[Language, dict[str, str]] = {
    "zh": {
        "rows": "共 {count} 行",
        "more": "……其余 {count} 行见结果文件",
        "letters": "复函 {count} 份，写入 {folder}",
        "errors": "输入有错误，未写出结果；改正后重试，或加 --accept-clean 只处理无误的行",
        "partly": "输入有错误，有错误的行未判断",
        "since": "{since} 以来的案件 {count} 件",
    },
    "en": {
        "rows": "{count} rows",
        "more": "… {count} more rows stand in the results",
        "letters": "{count} letters written to {folder}",
        "errors": "The input has errors, nothing was written; correct it, or add --accept-clean to take the clean rows",
        "partly": "The input has errors; the rows with errors were not decided",
        "since": "{count} cases since {since}",
    },
}


@dataclass(frozen=True, slots=True)
class Outputs:
    """What to write where."""

    files: tuple[Path, ...]
    letters: Path | None
    every_letter: bool
    issuer: str
    as_json: bool
    language: Language


@click.command("access")
@click.argument("land", required=False, metavar="[LIST]")
@click.option(
    "--register",
    "registers",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="FILE",
    help="A register, or a folder of registers; may be given several times.",
)
@click.option(
    "--register-kind",
    type=click.Choice([kind.value for kind in Kind]),
    help="Kind of registers of which nothing tells it.",
)
@click.option("--use", "use", default="", metavar="USE", help="Intended use: R2, 0701, 住宅 …, of rows that name none.")
@click.option("--current-use", default="", metavar="USE", help="Present use of rows that name none.")
@click.option(
    "--scheme",
    type=click.Choice([scheme.value for scheme in Scheme]),
    help="Classification that codes of land uses are from.",
)
@click.option("--step", default="", metavar="STEP", help="supply, planning_permit, start_of_works, 供应, 开工 …")
@click.option("--on", "day", type=DAY, help="The day whose law and registers apply. Default: today.")
@click.option("--place", default="", metavar="CODE", help="Division code of the land, for local rules.")
@click.option("--crs", default="", metavar="EPSG", help="Projection of metres without a zone, such as EPSG:4547.")
@click.option("-o", "--out", "outs", multiple=True, type=OUT, help="Write .xlsx or .gpkg; may be given several times.")
@click.option(
    "--letters", type=click.Path(file_okay=False, path_type=Path), help="Folder for a letter (docx) per case."
)
@click.option(
    "--letters-for",
    type=click.Choice(["needed", "all"]),
    default="needed",
    help="Cases that get a letter; needed: all but those with no restriction known.",
)
@click.option("--issuer", default="", help="The body that signs the letters.")
@click.option(
    "--reverse",
    "cases",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Look back: a file of land cases, each with its day.",
)
@click.option("--since", type=DAY, help="First day of the look back. Default: 2021-01-01.")
@click.option("--template", type=OUT, help="Write an empty workbook of registers and stop.")
@click.option("--json", "as_json", is_flag=True, help="JSON alone on standard output.")
@click.option("--accept-clean", is_flag=True, help="Go on with the clean rows although others have errors.")
@click.option("--lang", "language", type=click.Choice(["zh", "en"]), default="zh", help="Language of messages.")
def command(land: str | None, language: Language, **given: Any) -> None:
    """May land be planned, supplied, permitted, built on, put to use: LIST is a file of parcels, or one parcel's code.

    Exit status 0: done; 1: the input has errors (nothing is written without --accept-clean); 2: wrong call.
    """
    if given["template"] is not None:
        _write(given["template"], lambda path: register_template.write(path, language))
        return
    _check_call(land, given)
    defaults = _defaults(given)
    try:
        known = _registers(given, defaults)
        register = Register(known.entries, known.coverage)
        reading = _land(land, given, register)
    except Refused as refused:
        say(refused.problems, language)
        sys.exit(1)
    outputs = _outputs(given, language)
    if given["cases"] is not None:
        since = given["since"].date() if given["since"] else reverse.SINCE
        back = reverse.look_back(reading, register, defaults, since=since)
        failed = bool(known.errors or back.answers.errors)
        _finish_look_back(back, known, outputs, write=not failed or given["accept_clean"])
    else:
        found = lists.answer(reading, register, defaults)
        failed = bool(known.errors or found.errors)
        _finish(found, known, outputs, write=not failed or given["accept_clean"])
    if failed:
        click.echo(SAY[language]["partly" if given["accept_clean"] else "errors"], err=True)
        sys.exit(1)


# ---------------------------------------------------------------- what was asked


def _check_call(land: str | None, given: dict[str, Any]) -> None:
    if (land is None) == (given["cases"] is None):
        raise click.UsageError("说明 LIST 或 --reverse 之一 (give either LIST or --reverse).")
    if not given["registers"]:
        raise click.UsageError("至少说明一个 --register (give at least one --register).")
    if given["crs"] and outline_places.refusal(given["crs"]):
        raise click.BadParameter(f"“{given['crs']}”: 不能使用的坐标系 (cannot be used)", param_hint="--crs")
    _check_outputs(given)


def _check_outputs(given: dict[str, Any]) -> None:
    for out in given["outs"]:
        if out.suffix.lower() not in FORMATS:
            raise click.BadParameter(
                f"{out.name}: 只能是 {'、'.join(FORMATS)} (write one of these)", param_hint="--out"
            )
        if not out.parent.is_dir():
            raise click.BadParameter(f"文件夹不存在 / no such folder: {out.parent}", param_hint="--out")
    if given["cases"] is not None and (given["letters"] or any(out.suffix.lower() == ".gpkg" for out in given["outs"])):
        raise click.UsageError("--reverse 只写 .xlsx (--reverse writes .xlsx only).")
    if given["letters"] is not None and given["letters"].is_dir() and any(given["letters"].iterdir()):
        raise click.BadParameter(f"文件夹不是空的 / folder is not empty: {given['letters']}", param_hint="--letters")


def _defaults(given: dict[str, Any]) -> Defaults:
    on = given["day"].date() if given["day"] else datetime.now(UTC).astimezone().date()
    scheme = Scheme(given["scheme"]) if given["scheme"] else None
    use, current = (_use(given[name], scheme, f"--{name.replace('_', '-')}") for name in ("use", "current_use"))
    return Defaults(on, use, _step(given["step"]), scheme, _place(given["place"]), current)


def _use(text: str, scheme: Scheme | None, option: str) -> Use | None:
    try:
        return land_uses.find(text, scheme) if text else None
    except Refused as refused:
        told = "\n".join(problem.text() for problem in refused.problems)
        raise click.BadParameter(told, param_hint=option) from refused


def _step(text: str) -> Step | None:
    found = asked.find_step(text) if text else None
    if text and found is None:
        known = "、".join(f"{step} {answers.word('step', step)}" for step in Step)
        raise click.BadParameter(f"“{text}”: 不认识的环节，可用 (use one of) {known}", param_hint="--step")
    return found


def _place(text: str) -> str:
    checked = divisions.division_code(text) if text else None
    if checked is not None and not checked.ok:
        raise click.BadParameter("\n".join(one.text() for one in checked.problems), param_hint="--place")
    return checked.code if checked is not None else ""


def _outputs(given: dict[str, Any], language: Language) -> Outputs:
    return Outputs(
        given["outs"], given["letters"], given["letters_for"] == "all", given["issuer"], given["as_json"], language
    )


def _registers(given: dict[str, Any], defaults: Defaults) -> RegisterReading:
    files = [file for path in given["registers"] for file in _files(path)]
    kind = Kind(given["register_kind"]) if given["register_kind"] else None
    return register_files.read_registers(files, place=defaults.place, crs=given["crs"] or None, kind=kind)


def _files(path: Path) -> Iterator[Path]:
    """The file, or every readable file of a folder."""
    if not path.is_dir():
        yield path
        return
    yield from sorted(file for file in path.iterdir() if file.suffix.lower() in READABLE and file.name[:2] != "~$")


def _land(land: str | None, given: dict[str, Any], register: Register) -> OutlineReading:
    """The rows of a file; a text that is no file is the code (or name) of one parcel."""
    file = given["cases"] or Path(str(land))
    if given["cases"] is not None or file.is_file():
        return lists.read_list(file, register, crs=given["crs"] or None)
    if file.suffix.lower() in READABLE:
        raise click.BadParameter(f"没有这个文件 / no such file: {land}", param_hint="LIST")
    role = "code" if any(sign.isdigit() for sign in str(land)) else "name"
    return OutlineReading("", "", (OutlineRow(Where(), {role: str(land)}, {}),))


# ---------------------------------------------------------------- what is answered


def _finish(found: Answers, known: RegisterReading, outputs: Outputs, *, write: bool) -> None:
    language = outputs.language
    problems = (*known.problems, *found.problems, *(one for row in found.rows for one in row.problems))
    say(problems, language)
    if write:
        for out in outputs.files:
            if out.suffix.lower() == ".xlsx":
                _write(out, lambda path: workbook.write(path, found, known.problems, language))
            else:
                _write(out, lambda path: geopackage.write(path, found, language))
        if outputs.letters is not None:
            _write_letters(found, outputs.letters, outputs)
    if outputs.as_json:
        _print_json(list_json.of_answers(found, known.problems, language))
    else:
        click.echo("\n".join(_page(found, language)))


def _finish_look_back(found: LookBack, known: RegisterReading, outputs: Outputs, *, write: bool) -> None:
    language = outputs.language
    rows = found.answers.rows
    say((*known.problems, *found.answers.problems, *(one for row in rows for one in row.problems)), language)
    if write:
        for out in outputs.files:
            _write(out, lambda path: reverse_workbook.write(path, found, known.problems, language))
    if outputs.as_json:
        _print_json(list_json.of_look_back(found, known.problems, language))
    else:
        click.echo("\n".join(_look_back_page(found, language)))


def _print_json(document: dict[str, object]) -> None:
    sys.stdout.buffer.write(orjson.dumps(document, option=orjson.OPT_APPEND_NEWLINE))


def _write(out: Path, work: Callable[[Path], None]) -> None:
    """All or nothing: written beside the target, then moved over it."""
    unfinished = out.with_name(f".{out.name}.unfinished{out.suffix}")
    try:
        work(unfinished)
        os.replace(unfinished, out)
    except (OSError, FileCreateError) as reason:
        raise click.BadParameter(f"{out}: 无法写入 / cannot be written: {reason}", param_hint="--out") from reason
    finally:
        unfinished.unlink(missing_ok=True)


def _write_letters(found: Answers, folder: Path, outputs: Outputs) -> None:
    """All letters or none: into a folder of their own, which then takes the place of the target."""
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    chosen = [row for row in found.rows if outputs.every_letter or papers.wanted(row)]
    try:
        unfinished.mkdir(parents=True)
        for row in chosen:
            letter = papers.letter(row, issuer=outputs.issuer, language=outputs.language)
            (unfinished / papers.file_name(row)).write_bytes(letter)
        if folder.is_dir():
            folder.rmdir()
        os.replace(unfinished, folder)
    except OSError as reason:
        raise click.BadParameter(
            f"{folder}: 无法写入 / cannot be written: {reason}", param_hint="--letters"
        ) from reason
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    click.echo(SAY[outputs.language]["letters"].format(count=len(chosen), folder=folder), err=True)


def _page(found: Answers, language: Language) -> Iterator[str]:
    """One case in full; of several the counts, and those with something to say."""
    if len(found.rows) == 1:
        yield from _one(found.rows[0], language)
        return
    yield SAY[language]["rows"].format(count=len(found.rows))
    words = Counter(shown.answer_of(row, language) for row in found.rows)
    yield from (f"  {count:>7}  {text}" for text, count in words.most_common())
    told = [row for row in found.rows if papers.wanted(row)]
    yield from (_line(row, language) for row in told[:MOST_LINES])
    if len(told) > MOST_LINES:
        yield SAY[language]["more"].format(count=len(told) - MOST_LINES)


def _line(row: Answered, language: Language) -> str:
    entries = shown.STOP[language].join(match.entry.name or match.entry.code for match in (*row.taken, *row.doubtful))
    return f"{row.number:>6}  {shown.answer_of(row, language)}  {shown.name_of(row)}  {entries}".rstrip()


def _one(row: Answered, language: Language) -> Iterator[str]:
    """A single verdict with all its grounds."""
    yield f"{shown.name_of(row)}：{shown.answer_of(row, language)}"
    verdict = row.verdict
    if verdict is None:
        return
    yield answers.headline(verdict, language)
    yield from (f"  · {shown.ground(one, language)}" for one in verdict.grounds)
    yield from (f"  + {answers.missing(one, language)}" for one in verdict.missing)
    yield from (f"  ? {shown.reasons(match, language)}" for match in row.doubtful)
    yield from (f"  – {answers.evidence(theme, language)}" for theme in verdict.themes)
    yield answers.closing(verdict, language)


def _look_back_page(found: LookBack, language: Language) -> Iterator[str]:
    yield SAY[language]["since"].format(since=found.since, count=len(found.cases))
    states = Counter(case.state for case in found.cases)
    yield from (
        f"  {n:>7}  {reverse_workbook.word('case_state', state, language)}" for state, n in states.most_common()
    )
    counted: Sequence[tuple[str, int]] = list(reverse.counted(found.cases).items())
    yield from (f"  {n:>7}  {reverse_workbook.word('offence', offence, language)}" for offence, n in counted)
