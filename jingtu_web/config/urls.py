"""Every address of the desk, one file of pages per subject."""

from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from jingtu_web.desk import urls as desk

urlpatterns = [
    path("admin/", admin.site.urls),
    path("language/", set_language, name="set_language"),
    path("", include(desk)),
]
