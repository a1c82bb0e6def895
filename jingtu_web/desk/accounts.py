"""One's own account, and the page of a locked log-in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jingtu_web.common.accounts import change_own_password
from jingtu_web.common.scope import person


def account(request: HttpRequest) -> HttpResponse:
    """Who I am here, and a new password."""
    user = person(request)
    form = PasswordChangeForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        change_own_password(user, form.cleaned_data["new_password1"])
        update_session_auth_hash(request, user)
        messages.success(request, _("密码已修改。"))
        return redirect("home")
    return render(request, "desk/account.html", {"form": form}, status=422 if form.errors else 200)


def locked_out(request: HttpRequest, _response: Any, credentials: dict[str, str] | None) -> HttpResponse:
    """axes' answer when an account is locked: says until when."""
    context = {"until": _until(request, credentials or {}), "limit": settings.AXES_FAILURE_LIMIT}
    return render(request, "desk/lockout.html", context, status=429)


def _until(request: HttpRequest, credentials: dict[str, str]) -> datetime:
    tries = AccessAttempt.objects.filter(username=credentials.get("username", ""))
    last = tries.order_by("-attempt_time").values_list("attempt_time", flat=True).first() or timezone.now()
    return timezone.localtime(last + get_cool_off(request))
