"""Whether what was measured in a lot or product lies above its limits. A value equal to the limit is within it."""

from __future__ import annotations

from collections.abc import Sequence

from jingtu.duties.facts.farming_place import Measurement


def above_limit(results: Sequence[Measurement]) -> bool | None:
    """Whether any result lies above its limit; None where none does and something is not known."""
    if any(one.value is not None and one.limit is not None and one.value > one.limit for one in results):
        return True
    return None if not_measured(results) else False


def not_measured(results: Sequence[Measurement]) -> tuple[str, ...]:
    """What is not known of the results, by name."""
    if not results:
        return ("results",)
    return tuple(name for name in ("value", "limit") if any(getattr(one, name) is None for one in results))
