"""The board: clauses with their state for a day. The number of queries does not grow with the plan."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Count, Prefetch, Q, QuerySet

from jingtu_web.common.models import Party, User
from jingtu_web.plans import access, facts, states
from jingtu_web.plans.models import Clause, ClauseBody, Deadline, Plan, ProgressNote, Target
from jingtu_web.plans.states import State

RELATED = (
    Prefetch("bodies", ClauseBody.objects.select_related("party")),
    "deadlines",
    "targets",
    Prefetch("notes", ProgressNote.objects.select_related("target", "evidence")),
)


LARGE = ("plan__reading", "plan__source", "plan__place__outline")


@dataclass(frozen=True)
class Item:
    """A clause on the board, for a day."""

    clause: Clause
    facts: states.Facts
    standing: states.Standing

    @property
    def state(self) -> State:
        return self.standing.state

    @property
    def due(self) -> date | None:
        return self.standing.due

    def bodies(self, *roles: str) -> list[ClauseBody]:
        return [body for body in self.clause.bodies.all() if body.role in roles]

    @property
    def contradicted(self) -> bool:
        """Recorded as fulfilled while a recorded value misses its number: the clause stays open."""
        told = any(
            note.kind == ProgressNote.Kind.FULFILLED and not note.withdrawn_at for note in self.clause.notes.all()
        )
        return told and any(seen.met is states.Met.NOT_MET for seen in self.standing.measured)

    @property
    def lead(self) -> list[ClauseBody]:
        """Who answers for the clause: the lead, or where none is named those who share it."""
        return self.bodies("lead") or self.bodies("joint")

    @property
    def others(self) -> list[ClauseBody]:
        answering = {body.pk for body in self.lead}
        return [body for body in self.clause.bodies.all() if body.pk not in answering]

    @property
    def others_by_role(self) -> list[tuple[str, list[str]]]:
        """Role and names, in the order printed."""
        by_role: dict[str, list[str]] = {}
        for body in self.others:
            by_role.setdefault(str(body.get_role_display()), []).append(body.name)
        return list(by_role.items())

    @property
    def goals(self) -> list[tuple[Target, states.Measured]]:
        return list(zip(self.clause.targets.all(), self.standing.measured, strict=True))


@dataclass(frozen=True)
class Wanted:
    """What the board is narrowed down to. Empty: everything."""

    body: int | None = None
    role: str = ""
    chapter: str = ""
    state: str = ""
    before: date | None = None
    text: str = ""


def items(clauses: QuerySet[Clause], *, on: date) -> list[Item]:
    """Clauses with their state, in the order of the query."""
    found = list(clauses.select_related("plan__place").defer(*LARGE).prefetch_related(*RELATED))
    last = last_printed({clause.plan_id for clause in found})
    return [_item(clause, last.get(clause.plan_id), on) for clause in found]


def last_printed(plans: Collection[int]) -> dict[int, date]:
    """The last day each plan prints, in deadlines or targets."""
    days = [
        *Deadline.objects.filter(clause__plan__in=plans, date__isnull=False).values_list("clause__plan", "date"),
        *Target.objects.filter(clause__plan__in=plans, by__isnull=False).values_list("clause__plan", "by"),
    ]
    return dict(sorted((plan, day) for plan, day in days if day))


def board(plan: Plan, user: User, *, on: date) -> list[Item]:
    """Every clause of the plan that the account may see."""
    return items(access.visible(user).filter(plan=plan).order_by("order"), on=on)


def narrowed(found: Iterable[Item], wanted: Wanted) -> list[Item]:
    return [item for item in found if _wanted(item, wanted)]


def counts(found: Iterable[Item]) -> dict[State, int]:
    """Clauses by state, every state named."""
    counted = Counter(item.state for item in found)
    return {state: counted[state] for state in State}


def by_urgency(found: Iterable[Item]) -> list[Item]:
    """By day, what has no day last; fulfilled ones behind everything."""
    return sorted(
        found,
        key=lambda item: (item.state is State.FULFILLED, item.due or date.max, item.clause.plan_id, item.clause.order),
    )


def one(pk: int, user: User, *, on: date) -> Item | None:
    """One clause for a day; None where there is none that the account may see."""
    return next(iter(items(access.visible(user).filter(pk=pk), on=on)), None)


def tasks_of(party: Party, user: User, *, year: int, on: date) -> list[Item]:
    """Everything one body must do under the plans of a year, most urgent first."""
    clauses = access.visible(user).filter(
        plan__year=year, pk__in=ClauseBody.objects.filter(party=party).values("clause")
    )
    return by_urgency(items(clauses.order_by("plan", "order"), on=on))


@dataclass(frozen=True)
class Load:
    """How much one body has to do."""

    party: Party
    by_role: dict[str, int]
    total: int
    overdue: int
    soon: int

    @property
    def role_counts(self) -> list[int]:
        return [self.by_role.get(role, 0) for role in ClauseBody.Role.values]


def loads(user: User, *, year: int, on: date) -> list[Load]:
    """Every body with tasks in the plans of a year, the busiest first."""
    found: dict[Party, list[tuple[str, State]]] = defaultdict(list)
    for item in items(access.visible(user).filter(plan__year=year).order_by("plan", "order"), on=on):
        for body in item.clause.bodies.all():
            found[body.party].append((body.role, item.state))
    return sorted(
        (_load(party, tasks) for party, tasks in found.items()), key=lambda load: (-load.total, load.party.name)
    )


def years(party: Party | None = None) -> list[int]:
    """Years with a plan (that names the body), newest first."""
    named = Plan.objects.filter(clauses__bodies__party=party) if party else Plan.objects.all()
    return list(named.order_by("-year").values_list("year", flat=True).distinct())


def bodies_seen_by(user: User) -> QuerySet[ClauseBody, int]:
    """The ids of the bodies of clauses that the account may see."""
    return ClauseBody.objects.filter(clause__in=access.visible(user)).values_list("party", flat=True)


def search_clauses(text: str, user: User) -> QuerySet[Clause]:
    """Clauses with the words in title, text or responsibility line."""
    found = access.visible(user).filter(_contains(text, "title", "text", "responsibility"))
    return found.select_related("plan").defer(*LARGE[:2]).order_by("-plan__year", "plan", "order")


def search_bodies(text: str) -> QuerySet[Party]:
    """Bodies with tasks, by any name a plan calls them."""
    return Party.objects.filter(_contains(text, "name", "short_name", "tasks__name"), tasks__isnull=False).distinct()


def plans() -> QuerySet[Plan]:
    """Every plan, newest first, without the large columns that lists do not show."""
    found = Plan.objects.select_related("place").defer("reading", "source", "place__outline")
    return found.annotate(clause_count=Count("clauses")).order_by("-year", "place", "-pk")


def _item(clause: Clause, last: date | None, on: date) -> Item:
    start, end = facts.runs(clause.plan, last)
    asked = facts.facts(clause, start=start, end=end)
    return Item(clause, asked, states.standing(asked, facts.notes(clause), on=on))


def _load(party: Party, tasks: list[tuple[str, State]]) -> Load:
    states_seen = Counter(state for _, state in tasks)
    by_role = dict(Counter(role for role, _ in tasks))
    return Load(party, by_role, len(tasks), states_seen[State.OVERDUE], states_seen[State.DUE_30])


def _wanted(item: Item, wanted: Wanted) -> bool:
    clause = item.clause
    return all(
        (
            not (wanted.body or wanted.role) or _names_body(clause, wanted),
            not wanted.chapter or wanted.chapter in (clause.chapter, clause.section),
            not wanted.state or item.state == wanted.state,
            not wanted.before or (item.due is not None and item.due <= wanted.before),
            not wanted.text or wanted.text.casefold() in _words(clause).casefold(),
        )
    )


def _names_body(clause: Clause, wanted: Wanted) -> bool:
    return any(wanted.body in (None, body.party_id) and wanted.role in ("", body.role) for body in clause.bodies.all())


def _words(clause: Clause) -> str:
    names = (body.name for body in clause.bodies.all())
    return "\n".join((clause.label, clause.chapter, clause.section, clause.title, clause.text, *names))


def _contains(text: str, *fields: str) -> Q:
    text = text.replace("\x00", "")  # PostgreSQL knows no such character
    return reduce(or_, (Q(**{f"{field}__icontains": text}) for field in fields))
