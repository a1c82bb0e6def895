from django.contrib import admin

from jingtu_web.common.admin import ReadOnly
from jingtu_web.deliveries.models import Delivery


@admin.register(Delivery)
class DeliveryAdmin(ReadOnly):
    """To look at; deliveries change by ``deliveries.actions`` alone."""

    list_display = ["name", "county", "state", "results", "errors", "received_by", "received_at"]
    list_filter = ["state", "county"]
    list_select_related = ["county", "received_by"]
    search_fields = ["name"]
