"""Verdicts, reasons, numbers and names as measurement pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from jingtu_web.desk.measured_words import FACES, SKIPPED, named, substance_name
from jingtu_web.registers.samples.models import Medium

register = template.Library()
MEDIA = dict(Medium.choices)


@register.filter
def verdict_badge(verdict: str) -> SafeString:
    return format_html('<span class="badge badge-{}">{}</span>', FACES[verdict], named("verdict")[verdict])


@register.filter
def substance(key: str | None) -> str:
    return substance_name(key) if key else _("未识别")


@register.filter
def medium(key: str | None) -> str:
    return str(MEDIA.get(key or "", "—"))


@register.filter
def land_use(row: Mapping[str, Any] | str | None) -> str:
    """The name of the land use, or as the laboratory wrote it."""
    if isinstance(row, Mapping):
        return named("land_use").get(row.get("land_use") or "", row.get("land_use_text") or "—")
    return named("land_use").get(row or "", "—")


@register.filter
def unit(key: str | None) -> str:
    """As the laboratory's unit is written; pH and the like have none."""
    return "—" if key in (None, "none") else key.replace("ug/", "μg/")


@register.filter
def depth(row: Mapping[str, Any]) -> str:
    top, bottom = row.get("depth_top"), row.get("depth_bottom")
    if top is None and bottom is None:
        return "—"
    ends = dict.fromkeys(f"{end:g}" for end in (top, bottom) if end is not None)
    return "–".join(ends) + " m"


@register.filter
def reasons(row: Mapping[str, Any]) -> str:
    """Why the verdict is what it is, and which facts are missing."""
    words, facts = named("reason"), named("fact")
    said = [words[key] for key in (row.get("reason"), *(row.get("remarks") or ())) if key]
    missing = _("、").join(facts.get(fact, substance_name(fact)) for fact in row.get("missing") or ())
    return _("；").join(dict.fromkeys(said)) + (_("：") + missing if missing else "")


@register.filter
def reason_words(key: str) -> str:
    return named("reason")[key]


@register.filter
def skip_words(key: str) -> str:
    return str(SKIPPED.get(key, ""))


@register.filter
def figure(value: float | None, digits: int = 3) -> str:
    """A number for reading, with this many significant digits; never for comparing."""
    if value is None:
        return "—"
    rounded = float(f"{value:.{digits}g}")
    return f"{rounded:.0f}" if abs(rounded) >= 10**digits else f"{rounded:g}"
