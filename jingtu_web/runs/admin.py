from django.contrib import admin
from django_tasks_db.models import DBTaskResult

from jingtu_web.common.admin import ReadOnly
from jingtu_web.runs.models import Run

# People look at runs; the tasks that carry them to the worker say nothing more.
admin.site.unregister(DBTaskResult)


@admin.register(Run)
class RunAdmin(ReadOnly):
    """To look at; runs change by ``runs.actions`` alone."""

    list_display = ["kind", "note", "county", "state", "progress", "asked_by", "asked_at"]
    list_filter = ["state", "kind"]
    list_select_related = ["county", "asked_by"]
    search_fields = ["note"]
