"""A laboratory's file read for a county: rows for the register, problems, and what a page says of the reading."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jingtu.intake.laboratory import LabOptions, read_lab
from jingtu.problems import Problem, Severity
from jingtu_web.common.files import file_name
from jingtu_web.common.models import Place, StoredFile
from jingtu_web.common.storable import storable
from jingtu_web.registers.samples.importers import Incoming, prepare

OPTIONS = ("medium", "land_use", "unit", "xy_crs")  # what may be told beforehand, each a text of ``LabOptions``


@dataclass(frozen=True)
class Reading:
    incoming: Incoming
    problems: list[Problem]
    summary: dict[str, Any]

    def count(self, severity: Severity) -> int:
        return sum(problem.severity is severity for problem in self.problems)


def read(path: Path, *, county: Place, options: Mapping[str, str], on: date) -> Reading:
    """Read a laboratory file for a county. Raises ``jingtu.problems.Refused`` where nothing of it can be used."""
    told: dict[str, Any] = {name: options.get(name) or None for name in OPTIONS}
    lab = read_lab(path, options=LabOptions(on=on, **told))
    incoming = prepare(lab.results, county=county, file=path.name)
    summary = {
        "sheets_read": list(lab.sheets),
        "skipped": [asdict(skipped) for skipped in lab.skipped],
        "samples": lab.results.select("sample", "point", "depth_top", "depth_bottom", "sampled_on").n_unique(),
        "results": len(lab.results),
        "clean": len(incoming.results),
        "substances": incoming.results["substance"].n_unique(),
        "points": len(incoming.points),
        "located": len(incoming.points.drop_nulls(["lon", "lat"])),
    }
    return Reading(incoming, [*lab.problems, *incoming.problems], storable(summary))


@contextmanager
def named_copy(stored: StoredFile, name: str) -> Iterator[Path]:
    """The stored file under the name it came with: readers look at the extension, and messages name the file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / file_name(name)
        with stored.content.open("rb") as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)
        yield path
