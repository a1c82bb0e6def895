"""What a file of outlines gives: rows, each with what it says, its outline, and the problems that stand at it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from jingtu.intake import outline_roles
from jingtu.intake.outline_roles import Roles
from jingtu.problems import Problem, Severity, Where, attention, error

Box = tuple[float, float, float, float]
Record = tuple[Where, Mapping[str, str], Mapping[str, str]]
"""Where a row stands, what its columns say by role, and the columns without a role."""
Shapes = NDArray[Any]
"""Shapely geometries, None where a row has no outline."""
MOVED = frozenset({"outlines.zone_wrong"})
"""Repairs that moved an outline to where it was probably meant: a person must see that it is the right place."""


@dataclass(frozen=True, slots=True)
class OutlineOptions:
    """What is known beforehand.

    Attributes
    ----------
    crs : str or None
        Projection of files and tables that name none, such as ``EPSG:4547``.
    box : (west, south, east, north) or None
        Where the outlines are expected. [degree]
    roles : mapping
        Squeezed header text -> role.
    """

    crs: str | None = None
    box: Box | None = None
    roles: Roles = field(default_factory=outline_roles.basic)


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """One row of a list of land.

    Attributes
    ----------
    values : mapping
        Role -> text as delivered; roles without text are left out.
    others : mapping
        Header -> text of the columns that have no role.
    outline : geometry or None
        Polygon or multipolygon, CGCS2000 longitude/latitude (EPSG:4490), valid.
    """

    where: Where
    values: Mapping[str, str]
    others: Mapping[str, str]
    outline: BaseGeometry | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether something in the row could not be used."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def moved(self) -> bool:
        """Whether the outline does not lie where its coordinates say."""
        return any(problem.code in MOVED for problem in self.problems)


@dataclass(frozen=True, slots=True)
class OutlineReading:
    """A file's rows in their order; ``problems`` are those of the file as a whole."""

    file: str
    sha256: str
    rows: tuple[OutlineRow, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        return (*self.problems, *(problem for row in self.rows for problem in row.problems))

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(one for one in self.all_problems if one.severity is Severity.ERROR)


@dataclass
class Batch:
    """Rows of one sheet or layer while their shapes are being placed and checked.

    ``shapes`` hold the coordinates as delivered until they are placed. ``crs`` is what the file declares.
    ``surveyed`` says that X may be the northing, as in Chinese surveying. ``labels`` names the corners of a shape.
    """

    where: Where
    rows: list[Record]
    shapes: Shapes
    crs: str | None = None
    surveyed: bool = False
    labels: dict[int, Sequence[str]] = field(default_factory=dict)
    problems: list[list[Problem]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.problems = self.problems or [[] for _ in self.rows]

    def note(self, name: str, indexes: Sequence[int] | NDArray[np.intp], **values: object) -> None:
        """An attention at each of the rows."""
        for index in indexes:
            self.problems[index].append(attention(f"outlines.{name}", self.rows[index][0], **values))

    def refuse(self, name: str, indexes: Sequence[int] | NDArray[np.intp], **values: object) -> None:
        """An error at each of the rows; their outlines are not used."""
        for index in indexes:
            self.problems[index].append(error(f"outlines.{name}", self.rows[index][0], **values))
            self.shapes[index] = None

    def finished(self) -> list[OutlineRow]:
        return [
            OutlineRow(where, values, others, shape, tuple(found))
            for (where, values, others), shape, found in zip(self.rows, self.shapes, self.problems, strict=True)
        ]


def no_shapes(count: int) -> Shapes:
    """As many rows without an outline."""
    return np.full(count, None, dtype=object)
