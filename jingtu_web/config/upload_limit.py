"""Nothing larger than this is taken in at all. What a file may be for each purpose is said where it is read."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

MEGABYTES = 200  # four times what `jingtu.intake` reads, so that its own message is what people meet


class UploadLimitMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > MEGABYTES * 1024**2:
            return render(request, "413.html", {"limit": MEGABYTES}, status=413)
        return self.get_response(request)
