"""Questions about runs. Their rows and results hold exact points: only those who see these see runs."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import QuerySet

from jingtu_web.common.models import User
from jingtu_web.common.scope import sees_exact_points
from jingtu_web.runs.container import Kept, unpacked
from jingtu_web.runs.models import Run


def runs(user: User) -> QuerySet[Run]:
    """Those this person may see, newest first, without what only a run's own page shows."""
    if not sees_exact_points(user):
        return Run.objects.none()
    return Run.objects.select_related("asked_by", "county").defer("origin", "failure", "code", "settings")


def one(user: User) -> QuerySet[Run]:
    """The same with everything that a run's own page shows."""
    related = ("asked_by", "county", "rows", "result", "again_of", "again_of__result")
    return Run.objects.select_related(*related) if sees_exact_points(user) else Run.objects.none()


def result_of(run: Run) -> Kept | None:
    if run.result is None:
        return None
    with run.result.content.open("rb") as file:
        return unpacked(file.read())


def compared(run: Run) -> Mapping[str, object] | None:
    """A repeated run beside the one it repeats: whether the bytes are the same, and what of the program is not."""
    earlier = run.again_of
    if earlier is None or run.result is None or earlier.result is None:
        return None
    names = {*run.code, *earlier.code}
    changed = {name: (earlier.code.get(name), run.code.get(name)) for name in sorted(names)}
    differing = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
    return {"same": run.result_id == earlier.result_id, "earlier": earlier, "changed": differing}
