"""Accounts, bodies and places for the administrator; files and the audit trail to read."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from jingtu_web.common import accounts, audit
from jingtu_web.common.models import AuditRecord, Party, Place, StoredFile, User
from jingtu_web.common.scope import person

admin.site.unregister(Group)


class Kept(ModelAdmin):  # type: ignore[misc]
    """Entries are added and corrected, each with a trace; nothing is deleted."""

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: models.Model, form: forms.ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        act = f"{obj._meta.model_name}.{'change' if change else 'create'}"
        changed = {name: str(form.cleaned_data[name]) for name in form.changed_data if "password" not in name}
        audit.record(act, str(obj), by=person(request), **changed)


class ReadOnly(ModelAdmin):  # type: ignore[misc]
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(User)
class AccountAdmin(Kept, UserAdmin):
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ("username", "role", "party", "place", "is_active", "last_login")
    list_filter = ("role", "is_active")
    search_fields = ("username", "party__name", "place__name")
    list_select_related = ("party", "place")
    filter_horizontal = ()
    autocomplete_fields = ("party", "place")
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("角色与范围"), {"fields": ("role", "party", "place")}),
        (_("状态"), {"fields": ("is_active", "must_change_password", "last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("username", "role", "party", "place", "password1", "password2")}),)

    def save_model(self, request: HttpRequest, obj: models.Model, form: forms.ModelForm, change: bool) -> None:
        if not change:
            obj.must_change_password = True  # type: ignore[attr-defined]
        super().save_model(request, obj, form, change)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302 and response["Location"] != request.get_full_path():
            accounts.password_was_reset(User.objects.get(pk=id), by=person(request))
        return response


@admin.register(Party)
class PartyAdmin(Kept):
    list_display = ("name", "short_name", "place")
    list_select_related = ("place",)
    search_fields = ("name", "short_name")
    autocomplete_fields = ("place",)


@admin.register(Place)
class PlaceAdmin(Kept):
    list_display = ("code", "name", "level", "parent")
    list_filter = ("level",)
    list_select_related = ("parent",)
    search_fields = ("code", "name")
    autocomplete_fields = ("parent",)


@admin.register(StoredFile)
class StoredFileAdmin(ReadOnly):
    list_display = ("name", "size", "received_at", "sha256")
    fields = ("name", "size", "received_at", "sha256")
    search_fields = ("name", "sha256")


@admin.register(AuditRecord)
class AuditRecordAdmin(ReadOnly):
    list_display = ("at", "by", "action", "subject")
    list_filter = ("action",)
    search_fields = ("by", "subject")
    date_hierarchy = "at"
    ordering = ("-id",)
