"""All duties, written out subject by subject."""

from __future__ import annotations

from typing import Any

from jingtu.duties import key_units
from jingtu.duties.duty import Duty

DUTIES: tuple[Duty[Any], ...] = (*key_units.DUTIES,)
