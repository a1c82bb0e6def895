from django.contrib import admin

from jingtu_web.common.admin import ReadOnly
from jingtu_web.registers.samples.models import Point, Result, Sample


@admin.register(Point)
class PointAdmin(ReadOnly):
    list_display = ["code", "place", "county"]
    list_filter = ["place"]
    list_select_related = ["place", "county"]
    search_fields = ["code"]


@admin.register(Sample)
class SampleAdmin(ReadOnly):
    list_display = ["code", "point", "medium", "sampled_on", "land_use", "ph", "laboratory", "withdrawn_at"]
    list_filter = ["medium", "land_use"]
    list_select_related = ["point"]
    search_fields = ["code", "point__code"]


@admin.register(Result)
class ResultAdmin(ReadOnly):
    list_display = ["sample", "substance_text", "text", "unit", "method"]
    list_filter = ["substance"]
    list_select_related = ["sample"]
    search_fields = ["sample__code", "substance_text"]
