"""Every address of the desk, one file of pages per subject."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from jingtu_web.desk import urls as desk

urlpatterns = [
    # One log-in and one password page for everyone: the admin's own lead there.
    path("admin/login/", login_not_required(RedirectView.as_view(pattern_name="login", query_string=True))),
    path("admin/password_change/", RedirectView.as_view(pattern_name="account")),
    path("admin/", admin.site.urls),
    path("language/", login_not_required(set_language), name="set_language"),
    path("", include(desk)),
]
handler500 = "jingtu_web.config.faults.server_error"
