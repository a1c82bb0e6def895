"""What may happen to a delivery: received, accepted, sent back, undone. Each act leaves its trace."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from jingtu.problems import Problem, Refused, Severity, error
from jingtu_web.common.audit import record
from jingtu_web.common.files import keep
from jingtu_web.common.models import Place, User
from jingtu_web.deliveries.models import Delivery
from jingtu_web.deliveries.reading import Reading, named_copy, read
from jingtu_web.deliveries.told import as_json
from jingtu_web.registers.samples import actions as samples

State = Delivery.State


class NotAllowed(Exception):  # noqa: N818 - the act does not fit the state of the delivery; the program is not in error
    """Carries the problem to show."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text())
        self.problem = problem


@dataclass(frozen=True)
class Receipt:
    """``known``: the same file had been delivered before and still stands; nothing was changed."""

    delivery: Delivery
    known: bool


def receive(path: Path, *, county: Place, options: Mapping[str, str], by: User | str) -> Receipt:
    """Read a file and keep it with its problems; where it cannot be read at all, ``Refused``, and nothing is kept."""
    given = {name: value for name, value in options.items() if value}
    if known := _known(path, county, given):
        return Receipt(known, known=True)
    reading = read(path, county=county, options=given, on=timezone.localdate())
    with transaction.atomic():
        delivery = _kept(path, county)
        delivery.options, delivery.received_by, delivery.received_at = given, _account(by), timezone.now()
        _note(delivery, reading)
        delivery.save()
        record("deliveries.receive", str(delivery.id), by=by, name=delivery.name, sha256=delivery.file.sha256, **given)
    return Receipt(delivery, known=False)


def accept(delivery: Delivery, *, clean_only: bool, by: User | str) -> Delivery:
    """Store the results: all of them, or, where the deliverer accepts that, those without an error."""
    with transaction.atomic():
        delivery = _locked(delivery, State.RECEIVED)
        Place.objects.select_for_update().get(pk=delivery.county_id)  # one acceptance at a time: they are compared
        with named_copy(delivery.file, delivery.name) as path:
            reading = read(path, county=delivery.county, options=delivery.options, on=timezone.localdate())
        _note(delivery, reading)
        _refuse_errors(delivery, reading, clean_only)
        batch = samples.Batch(delivery.id, delivery.file.sha256)
        delivery.samples = samples.store(reading.incoming, county=delivery.county, batch=batch, by=by)
        delivery.results = len(reading.incoming.results)
        delivery.clean_only = clean_only and delivery.errors > 0
        _decide(delivery, State.ACCEPTED, by)
        record("deliveries.accept", str(delivery.id), by=by, results=delivery.results, clean_only=delivery.clean_only)
    return delivery


def refuse(delivery: Delivery, *, reason: str, by: User | str) -> Delivery:
    """Send a delivery back. Nothing of it was stored in the register."""
    with transaction.atomic():
        delivery = _locked(delivery, State.RECEIVED)
        delivery.reason = reason
        _decide(delivery, State.REFUSED, by)
        record("deliveries.refuse", str(delivery.id), by=by, reason=reason)
    return delivery


def undo(delivery: Delivery, *, reason: str, by: User | str) -> Delivery:
    """Withdraw an accepted delivery as a whole: its samples are closed, its file and its trace stay."""
    with transaction.atomic():
        delivery = _locked(delivery, State.ACCEPTED)
        samples.withdraw(delivery.id, at=timezone.now(), by=by, reason=reason)
        delivery.reason = reason
        _decide(delivery, State.WITHDRAWN, by)
        record("deliveries.undo", str(delivery.id), by=by, reason=reason)
    return delivery


def _known(path: Path, county: Place, options: Mapping[str, str]) -> Delivery | None:
    """An earlier delivery of this content that still stands. One that waits is read anew where the options differ."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    earlier = Delivery.objects.filter(county=county, file__sha256=sha256, state__in=Delivery.OPEN)
    return next((one for one in earlier if one.state == State.ACCEPTED or one.options == options), None)


def _kept(path: Path, county: Place) -> Delivery:
    file = keep(path.name, path.read_bytes())
    waiting = Delivery.objects.filter(county=county, file=file, state=State.RECEIVED).first()
    return waiting or Delivery(county=county, file=file, name=path.name)


def _note(delivery: Delivery, reading: Reading) -> None:
    delivery.reading = reading.summary
    delivery.problems = [as_json(problem) for problem in reading.problems]
    delivery.errors = reading.count(Severity.ERROR)
    delivery.attentions = reading.count(Severity.ATTENTION)
    delivery.samples = reading.summary["samples"]
    delivery.results = reading.summary["results"]


def _refuse_errors(delivery: Delivery, reading: Reading, clean_only: bool) -> None:
    if delivery.errors and not clean_only:
        raise NotAllowed(error("deliveries.has_errors", name=delivery.name, count=delivery.errors))
    if reading.incoming.results.is_empty():
        raise Refused(error("deliveries.nothing_clean", name=delivery.name))


def _locked(delivery: Delivery, state: str) -> Delivery:
    """The delivery as it is now, held against a second decision at the same moment."""
    current = Delivery.objects.select_for_update(of=("self",)).select_related("file", "county").get(pk=delivery.pk)
    if current.state != state:
        wanted = State(state).label
        raise NotAllowed(
            error("deliveries.wrong_state", name=current.name, state=current.get_state_display(), wanted=wanted)
        )
    return current


def _decide(delivery: Delivery, state: str, by: User | str) -> None:
    delivery.state, delivery.decided_by, delivery.decided_at = state, _account(by), timezone.now()
    delivery.save()


def _account(by: User | str) -> User | None:
    """The account that acted; None for a command, whose name stands on the trail."""
    return by if isinstance(by, User) else None
