"""The administrator's side menu and colours. The links are written out; the names come from the models."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

GROUPS = (
    (_("账户与单位"), ("common.User", "common.Party", "common.Place")),
    (_("计划"), ("plans.Plan", "plans.Clause", "plans.ProgressNote")),
    (_("监测"), ("deliveries.Delivery", "samples.Point", "samples.Sample", "samples.Result")),
    (_("留痕"), ("common.AuditRecord", "common.StoredFile")),
)
ICONS = {  # names of Material symbols
    "common.User": "person",
    "common.Party": "apartment",
    "common.Place": "map",
    "common.AuditRecord": "history",
    "common.StoredFile": "description",
    "plans.Plan": "assignment",
    "plans.Clause": "list_alt",
    "plans.ProgressNote": "edit_note",
    "deliveries.Delivery": "inbox",
    "samples.Point": "location_on",
    "samples.Sample": "science",
    "samples.Result": "table_rows",
}
GREENS = {
    "50": "oklch(97% .02 160)",
    "100": "oklch(94% .035 160)",
    "200": "oklch(88% .055 160)",
    "300": "oklch(79% .08 160)",
    "400": "oklch(67% .1 160)",
    "500": "oklch(56% .1 160)",
    "600": "oklch(48% .09 160)",
    "700": "oklch(41% .08 160)",
    "800": "oklch(34% .065 160)",
    "900": "oklch(28% .05 160)",
    "950": "oklch(20% .04 160)",
}


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Groups of links to the models' pages; a model without a page is left out."""
    return [
        {"title": title, "separator": True, "items": [link for label in labels for link in _links(label)]}
        for title, labels in GROUPS
    ]


def _links(label: str) -> list[dict[str, Any]]:
    try:
        model = apps.get_model(label)
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    except (LookupError, NoReverseMatch):
        return []
    return [{"title": model._meta.verbose_name_plural, "icon": ICONS[label], "link": address}]
