"""What every form of the desk begins with."""

from __future__ import annotations

from uuid import uuid4

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

from gongkai.shell.sent_once import FIELD

register = template.Library()


@register.simple_tag(takes_context=True)
def sent_once(context: template.Context) -> SafeString:
    """Return the hidden fields that show a form to be ours, and to be sent once."""
    ours = CsrfTokenNode().render(context)
    return format_html('{}<input type="hidden" name="{}" value="{}">', ours, FIELD, uuid4().hex)
