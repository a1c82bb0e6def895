"""Search hits as the page shows them."""

from django import template
from django.utils.safestring import SafeString

from jingtu_web.desk.templatetags.plan_words import marked

register = template.Library()
AROUND = 40


@register.simple_tag
def hit(text: str, wanted: str) -> SafeString:
    """The text with the words searched for highlighted."""
    return marked(text, [_as_written(text, wanted)])


@register.simple_tag
def excerpt(text: str, wanted: str) -> SafeString:
    """A little of the text around the first place of the words; its beginning where they stand elsewhere."""
    found = max(text.casefold().find(wanted.casefold()), 0)
    start, end = max(found - AROUND, 0), found + len(wanted) + AROUND
    cut = ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
    return hit(cut, wanted)


def _as_written(text: str, wanted: str) -> str:
    at = text.casefold().find(wanted.casefold())
    return text[at : at + len(wanted)] if at >= 0 else ""
