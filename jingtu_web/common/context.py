from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """What every page may show."""
    return {"language_choices": settings.LANGUAGES}
