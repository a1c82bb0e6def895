"""A first password is only good for choosing another: until then every page leads to the account page."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

OPEN = ("account", "logout", "login", "set_language")


class FirstPasswordMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not getattr(request.user, "must_change_password", False) or request.path in map(reverse, OPEN):
            return self.get_response(request)
        messages.warning(request, _("您使用的是首次密码，请先修改密码，然后才能打开其他页面。"))
        return redirect("account")
