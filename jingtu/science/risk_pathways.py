"""The nine pathways of HJ 25.3: which medium each starts from and by which route it is taken in.

Dermal contact with groundwater is none of them: provincial rules have it, the national guideline does not.
"""

from __future__ import annotations

from enum import StrEnum

from jingtu.science.risk_options import table


class Medium(StrEnum):
    """Where a concentration is measured: Csur, Csub, Cgw."""

    SURFACE = "surface"
    SUBSURFACE = "subsurface"
    GROUNDWATER = "groundwater"


class Source(StrEnum):
    """What risks are summed over: soil (C.7, C.14) or groundwater (C.18, C.22)."""

    SOIL = "soil"
    GROUNDWATER = "groundwater"


class Route(StrEnum):
    """How it is taken in; each has one intake per effect, whatever the substance."""

    OIS = "ois"
    DCS = "dcs"
    PIS = "pis"
    OUTDOOR = "outdoor"
    INDOOR = "indoor"
    WATER = "water"

    @property
    def inhaled(self) -> bool:
        return self in INHALED

    @property
    def vapour(self) -> bool:
        return self in VAPOUR


INHALED = frozenset({Route.PIS, Route.OUTDOOR, Route.INDOOR})
VAPOUR = frozenset({Route.OUTDOOR, Route.INDOOR})


class Pathway(StrEnum):
    """A way from a medium into people; names in words stand in ``data/hj25_3/pathways.csv``."""

    OIS = "ois"
    DCS = "dcs"
    PIS = "pis"
    IOV1 = "iov1"
    IOV2 = "iov2"
    IIV1 = "iiv1"
    IOV3 = "iov3"
    IIV2 = "iiv2"
    CGW = "cgw"

    @property
    def medium(self) -> Medium:
        return MEDIA[self]

    @property
    def route(self) -> Route:
        return ROUTES[self]

    @property
    def source(self) -> Source:
        return Source.GROUNDWATER if self.medium is Medium.GROUNDWATER else Source.SOIL


MEDIA = {Pathway(row["key"]): Medium(row["medium"]) for row in table("pathways")}
ROUTES = {Pathway(row["key"]): Route(row["route"]) for row in table("pathways")}
