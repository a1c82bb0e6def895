"""The page ``docs/life-cycles.md``, written from the tables: ``python -m jingtu.duties.life_cycle_page > PAGE``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from jingtu.duties.life_cycle import CYCLES, Cycle, Move, Named, cycle

HEAD = """\
# Life cycles

What may happen to a parcel, a key unit, a waste site or source of heavy metals, a project and a case for the police:
in which state which event leads where, what must hold first, who acts. This page is written from the tables in
`jingtu/duties/life_cycles/` (`python -m jingtu.duties.life_cycle_page`); a test keeps it so.

- An event that a state does not know is refused with its reason and the way on (`refusals.csv`); for every pair of
  state and event there is a move or a reason.
- A condition that does not hold, or is not recorded, refuses the move and is named. Not recorded is never *no*.
- The articles are those of the duties named, in force on the day: the tables hold no article numbers.
- The mark says how well the move was confirmed, in the words of the standards. `memory_only` and `single_source` moves
  order the work of the platform; they are no ground for calling anything unlawful or late.
- Time limits are written in the deadline language of the duties and are counted there, not here.
- Splitting or merging parcels: the new parcel has the worst state of all it lies on (column *rank*, highest is worst)
  until a named person clears it with a reason. The order of the ranks is the platform's own. A parent without a
  recorded state keeps the question open.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *(line for name in CYCLES for line in _cycle(cycle(name)))])


def _cycle(one: Cycle) -> Iterator[str]:
    ranked = any(state.rank for state in one.states.values())
    yield f"## {_words(one.name)} (`{one.name.code}`)\n"
    yield "| state | name |" + (" stage | rank |" if ranked else "")
    yield "|---|---|" + ("---|---|" if ranked else "")
    for state in one.states.values():
        yield f"| {state.code} | {_words(state)} |" + (f" {state.stage} | {state.rank} |" if ranked else "")
    yield "\n| from | event | to | must hold | documents | who acts / reviews | duties | time limit | mark |"
    yield "|---|---|---|---|---|---|---|---|---|"
    yield from (_move(move) for move in one.moves.values())
    yield ""


def _move(move: Move) -> str:
    acting = " / ".join(_words(one) for one in (move.actor, move.reviewer) if one)
    cells = (
        move.state.code,
        f"{_words(move.event)} `{move.event.code}`",
        move.next_state.code,
        _listed(move.guards),
        _listed(move.documents),
        acting,
        ", ".join(move.duties),
        f"`{move.time_limit}`" if move.time_limit else "",
        move.verification,
    )
    return f"| {' | '.join(cells)} |"


def _listed(names: Iterable[Named]) -> str:
    return "<br>".join(_words(one) for one in names)


def _words(one: Named) -> str:
    return f"{one.name.zh} · {one.name.en}"


if __name__ == "__main__":
    sys.stdout.write(page())
