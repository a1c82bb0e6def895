"""Every kind of calculation, written out. Each declares its settings and calls ``jingtu``; none computes by itself."""

from collections.abc import Mapping

from jingtu_web.runs.declared import Kind
from jingtu_web.runs.kinds.farmland import FARMLAND
from jingtu_web.runs.kinds.indices import INDICES
from jingtu_web.runs.kinds.mean import MEAN
from jingtu_web.runs.kinds.risk import RISK
from jingtu_web.runs.kinds.risk_draws import RISK_DRAWS
from jingtu_web.runs.kinds.sources import SOURCES
from jingtu_web.runs.kinds.statistics import STATISTICS
from jingtu_web.runs.kinds.surface import SURFACE

KINDS: tuple[Kind, ...] = (STATISTICS, INDICES, FARMLAND, MEAN, SURFACE, SOURCES, RISK, RISK_DRAWS)
BY_KEY: Mapping[str, Kind] = {kind.key: kind for kind in KINDS}
