"""The stored plans, to look at. Changes go through ``actions``, from the pages of the desk."""

from __future__ import annotations

from django.contrib import admin

from jingtu_web.common.admin import ReadOnly
from jingtu_web.plans.models import Clause, Correction, Plan, ProgressNote


@admin.register(Plan)
class PlanAdmin(ReadOnly):
    list_display = ("title", "year", "place", "number", "issued_on", "loaded_at", "loaded_by")
    list_filter = ("year",)
    list_select_related = ("place",)
    search_fields = ("title", "number")


@admin.register(Clause)
class ClauseAdmin(ReadOnly):
    list_display = ("label", "title", "kind", "chapter", "plan")
    list_filter = ("kind", "plan__year")
    list_select_related = ("plan",)
    search_fields = ("title", "text")


@admin.register(Correction)
class CorrectionAdmin(ReadOnly):
    list_display = ("clause", "field", "reason", "by", "at")
    list_select_related = ("clause",)
    search_fields = ("reason", "by")


@admin.register(ProgressNote)
class ProgressNoteAdmin(ReadOnly):
    list_display = ("on", "kind", "clause", "by", "at", "withdrawn_at")
    list_filter = ("kind",)
    list_select_related = ("clause",)
    search_fields = ("text", "by")
