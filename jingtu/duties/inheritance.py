"""Splitting and merging parcels: what a new outline takes over from the parcels it lies on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jingtu.duties.life_cycle import Cycle, Named, UnknownName


@dataclass(frozen=True, slots=True)
class Clearing:
    """A person's decision that a parcel made of others does not share their state."""

    state: str
    by: str
    reason: str

    def __post_init__(self) -> None:
        if not (self.by.strip() and self.reason.strip()):
            raise ValueError("A clearing needs the name of a person and a reason: nobody is cleared by default.")


@dataclass(frozen=True, slots=True)
class Inherited:
    """The state of a parcel made of others.

    ``parents`` are those it has the state from, ``unknown`` those whose state is not recorded: while there are any,
    ``state`` is the least that holds. ``open`` says that a person has to look at it.
    """

    state: Named
    parents: tuple[str, ...]
    unknown: tuple[str, ...]
    open: bool


def inherited(cycle: Cycle, parents: Mapping[str, str | None], clearing: Clearing | None = None) -> Inherited:
    """The worst state of all parents that a new parcel overlaps, until a person clears it.

    Parameters
    ----------
    parents : mapping of str to str or None
        State of each overlapping parcel by its id; None where it is not recorded. Empty: ground of no parcel.

    Raises
    ------
    UnknownName
        If a state is none of the cycle.
    """
    for state in (*parents.values(), clearing.state if clearing else None):
        if state is not None and state not in cycle.states:
            raise UnknownName(state, cycle.states)
    unknown = tuple(parent for parent, state in parents.items() if state is None)
    if clearing is not None:
        return Inherited(cycle.states[clearing.state], (), unknown, open=False)
    known = {parent: cycle.states[state] for parent, state in parents.items() if state is not None}
    worst = max(known.values(), key=lambda state: state.rank, default=cycle.start)
    from_ = tuple(parent for parent, state in known.items() if state == worst)
    return Inherited(worst, from_, unknown, open=bool(unknown) or worst != cycle.start)
