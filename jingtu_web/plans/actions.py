"""Every way to change a plan. Each is one transaction and leaves one record in the audit trail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils import timezone

from jingtu.problems import Refused, error
from jingtu_web.common import audit, files
from jingtu_web.common.models import Place, StoredFile, User
from jingtu_web.plans import projection
from jingtu_web.plans.bodies import BodyList
from jingtu_web.plans.models import Clause, ClauseBody, Correction, Deadline, Plan, ProgressNote, Target
from jingtu_web.plans.reading import Document

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Recorded:
    """What somebody records about a clause. ``value`` is decimal text and needs a ``target``."""

    kind: str
    on: date
    text: str
    due: date | None = None
    target: Target | None = None
    value: str = ""
    evidence: tuple[str, bytes] | None = None  # file name, content


@transaction.atomic
def load_plan(document: Document, *, place: Place, year: int, by: User | str, title: str = "") -> tuple[Plan, bool]:
    """Store a plan with all its clauses; the same file again changes nothing. Answers whether it was new.

    ``title`` is what people call it where the reader found none or a wrong one; the reading stays as it was made.
    """
    stored = files.keep(document.name, document.content)
    if known := Plan.objects.filter(place=place, file=stored).first():
        return known, False
    plan = _plan(document, stored, title=title, place=place, year=year, loaded_by=_name(by))
    units = document.reading["units"]
    clauses = Clause.objects.bulk_create([_clause(plan, order, unit) for order, unit in enumerate(units)])
    _write_rows([(clause, projection.as_read(unit)) for clause, unit in zip(clauses, units, strict=True)], place)
    audit.record("plan.load", f"{plan.pk} {plan.title}", by=by, place=place.code, year=year, sha256=stored.sha256)
    return plan, True


@transaction.atomic
def remove_plan(plan: Plan, *, by: User | str, reason: str) -> None:
    """Take a plan out with everything recorded about it. For the example county and for a file loaded by mistake."""
    audit.record("plan.remove", f"{plan.pk} {plan.title}", by=by, reason=reason)
    ProgressNote.objects.filter(clause__plan=plan).delete()
    plan.delete()


@transaction.atomic
def correct(clause: Clause, field: str, after: Any, *, by: User | str, reason: str) -> Correction:
    """Say what the reader should have found. The reading itself stays as it was made."""
    before = standing_values(clause)[field]
    if field in projection.LISTS:
        after = projection.numbered(after, taken=_numbers_used(clause, field))
    if field == Correction.Field.TARGETS:
        _refuse_removal_of_measured(clause, after)
    entry = Correction.objects.create(
        clause=clause, field=field, before=before, after=after, reason=reason, by=_name(by)
    )
    _rewrite_rows(clause, standing_values(clause))
    audit.record("plan.correct", str(clause), by=by, clause=clause.pk, field=field, after=after, reason=reason)
    return entry


@transaction.atomic
def relink_bodies(place: Place, *, by: User | str) -> int:
    """Look every printed body up again in the list of bodies, after names or aliases were added to it."""
    bodies = BodyList(place)
    changed = []
    for row in ClauseBody.objects.filter(clause__plan__place=place):
        party = bodies.find_or_add(row.canonical, row.name)
        if party.pk != row.party_id:
            row.party = party
            changed.append(row)
    ClauseBody.objects.bulk_update(changed, ["party"])
    if changed:
        audit.record("plan.relink", place.name, by=by, rows=len(changed), names=sorted({row.name for row in changed}))
    return len(changed)


@transaction.atomic
def record_progress(clause: Clause, recorded: Recorded, *, by: User | str) -> ProgressNote:
    """Add a note to a clause, with the file that proves it where there is one."""
    evidence = files.keep(*recorded.evidence) if recorded.evidence else None
    note = ProgressNote.objects.create(
        clause=clause,
        on=recorded.on,
        kind=recorded.kind,
        text=recorded.text,
        due=recorded.due,
        target=recorded.target,
        value=recorded.value,
        evidence=evidence,
        by=_name(by),
    )
    audit.record("plan.note", str(clause), by=by, note=note.pk, kind=note.kind, on=note.on, value=note.value)
    return note


@transaction.atomic
def withdraw_note(note: ProgressNote, *, by: User | str, reason: str) -> None:
    """Take a mistaken note back. It stays readable and no longer counts."""
    note.withdrawn_at = timezone.now()
    note.withdrawn_by = _name(by)
    note.withdrawn_because = reason
    note.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    audit.record("plan.note.withdraw", str(note.clause), by=by, note=note.pk, reason=reason)


def unit_of(clause: Clause) -> Entry:
    """The clause's unit in the reading as it was made."""
    unit: Entry = clause.plan.reading["units"][clause.order]
    return unit


def standing_values(clause: Clause) -> dict[str, Any]:
    """Reading and corrections together: what counts for the clause now."""
    said = [(entry.field, entry.after) for entry in clause.corrections.order_by("id")]
    return projection.effective(unit_of(clause), said)


def title_of(document: Document) -> str:
    """As read; where the document prints none, the name of the file."""
    return document.reading["title"] or PurePath(document.name).stem


def _plan(document: Document, stored: StoredFile, *, title: str, **given: Any) -> Plan:
    reading = document.reading
    return Plan.objects.create(
        title=title or title_of(document),
        number=reading["doc_number"] or "",
        issuer=reading["issuer"] or "",
        issued_on=_day(reading["date"]),
        file=stored,
        reading=reading,
        source=document.source,
        reader=document.reader,
        **given,
    )


def _clause(plan: Plan, order: int, unit: Entry) -> Clause:
    chapter, section = [*unit["path"], "", ""][:2]
    return Clause(
        plan=plan,
        order=order,
        unit=unit["id"],
        number=unit["number"] or "",
        part=unit["part"] or "",
        kind=unit["kind"],
        chapter=chapter or "",
        section=section or "",
        title=unit["title"] or "",
        text=unit["text"] or "",
        responsibility=unit["responsibility_text"] or "",
        lines=unit["lines"],
    )


def _write_rows(read: Sequence[tuple[Clause, Entry]], place: Place) -> None:
    """The rows of clauses just stored, all at once."""
    bodies = BodyList(place)
    named = [_names(entry) for _, values in read for entry in values["bodies"]]
    for names in sorted(named, key=lambda names: -len(names[-1])):  # a name in full before the same name cut short
        bodies.find_or_add(*names)
    ClauseBody.objects.bulk_create(
        ClauseBody(clause=clause, **_body(entry, bodies)) for clause, values in read for entry in values["bodies"]
    )
    Deadline.objects.bulk_create(
        Deadline(clause=clause, **_deadline(entry)) for clause, values in read for entry in values["deadlines"]
    )
    Target.objects.bulk_create(
        Target(clause=clause, **_target(entry)) for clause, values in read for entry in values["targets"]
    )


def _rewrite_rows(clause: Clause, values: Entry) -> None:
    """Make the clause's rows say what counts now. A row keeps its number, so that notes keep their target."""
    clause.title = values["title"]
    clause.save(update_fields=["title"])
    bodies = BodyList(clause.plan.place)
    _replace(ClauseBody, clause, [_body(entry, bodies) for entry in values["bodies"]])
    _replace(Deadline, clause, [_deadline(entry) for entry in values["deadlines"]])
    _replace(Target, clause, [_target(entry) for entry in values["targets"]])


def _replace(model: type[ClauseBody | Deadline | Target], clause: Clause, rows: Iterable[dict[str, Any]]) -> None:
    kept = []
    for row in rows:
        model.objects.update_or_create(clause=clause, no=row["no"], defaults=row)
        kept.append(row["no"])
    model.objects.filter(clause=clause).exclude(no__in=kept).delete()


def _body(entry: Entry, bodies: BodyList) -> dict[str, Any]:
    canonical, printed = _names(entry)
    return {
        "no": entry["no"],
        "name": printed,
        "role": entry["role"],
        "canonical": canonical,
        "party": bodies.find_or_add(canonical, printed),
        "inherited_from": entry.get("inherited_from") or "",
        "townships": projection.means_every_township(printed),
    }


def _names(entry: Entry) -> tuple[str, str]:
    """The looked-up name, empty where none is known, and the printed one."""
    return entry.get("canonical") or "", entry["name"]


def _deadline(entry: Entry) -> dict[str, Any]:
    words = {key: entry.get(key) or "" for key in ("period", "event", "phrase")}
    return {"no": entry["no"], "kind": entry["kind"], "date": _day(entry.get("date")), **words}


def _target(entry: Entry) -> dict[str, Any]:
    words = {key: entry.get(key) or "" for key in ("comparator", "value", "unit", "reference", "phrase")}
    return {"no": entry["no"], "quantity": entry["quantity"], "by": _day(entry.get("by")), **words}


def _numbers_used(clause: Clause, field: str) -> list[int]:
    """Every number an entry of this list ever had, so that none is given twice."""
    lists: list[Sequence[Entry]] = [projection.as_read(unit_of(clause))[field]]
    lists += [entry.after for entry in clause.corrections.filter(field=field)]
    return [entry["no"] for entries in lists for entry in entries]


def _refuse_removal_of_measured(clause: Clause, after: Sequence[Entry]) -> None:
    kept = [entry["no"] for entry in after]
    for target in clause.targets.exclude(no__in=kept):
        if count := target.progressnote_set.count():
            raise Refused(error("plan_board.target_has_notes", quantity=target.quantity, count=count))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _name(by: User | str) -> str:
    return by if isinstance(by, str) else by.get_username()
