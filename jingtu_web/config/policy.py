"""The content-security policy of every answer: strict everywhere, wider only where the admin's Alpine needs it."""

from typing import Any

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

ADMIN_ONLY = {"script-src": ["'unsafe-eval'"], "style-src": ["'unsafe-inline'"]}


class PolicyMiddleware(CSPMiddleware):
    """django-csp, with the additions that the admin pages alone may have."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path.startswith(reverse("admin:index")):
            directives: dict[str, list[Any]] = dict(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"])  # type: ignore[arg-type]
            # An inline style is only allowed where no nonce stands beside it.
            directives["script-src"] = [*directives["script-src"], *ADMIN_ONLY["script-src"]]
            directives["style-src"] = ["'self'", *ADMIN_ONLY["style-src"]]
            response._csp_replace = directives  # type: ignore[attr-defined]
        return super().process_response(request, response)
