from django.contrib import admin

from jingtu_web.common.admin import ReadOnly
from jingtu_web.runs.models import Run


@admin.register(Run)
class RunAdmin(ReadOnly):
    """To look at; runs change by ``runs.actions`` alone."""

    list_display = ["kind", "note", "county", "state", "progress", "asked_by", "asked_at"]
    list_filter = ["state", "kind"]
    list_select_related = ["county", "asked_by"]
    search_fields = ["note"]
