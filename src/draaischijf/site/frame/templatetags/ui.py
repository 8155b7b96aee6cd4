"""Tags and filters that every template may use."""

from __future__ import annotations

from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select, Textarea
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from draaischijf.site.frame import words
from draaischijf.site.frame.engine import Named, named

register = template.Library()
MILLION = 1_000_000


@register.filter
def percent(millionths: int | None) -> str:
    """Return a share in whole per cents."""
    return "–" if millionths is None else f"{(millionths + 5000) // 10_000}%"


@register.filter
def points(millionths: int) -> str:
    """Return a share in points of a hundred, with one decimal."""
    text = f"{millionths / 10_000:.1f}"
    return text.replace(".", ",") if (get_language() or "nl").startswith("nl") else text


@register.filter
def level_words(level: int) -> Any:
    """Return what a level is called."""
    return words.LEVELS.get(level, "")


@register.filter
def kind_words(kind: str) -> Any:
    """Return what a kind of concept is called."""
    return words.KINDS.get(kind, kind)


@register.filter
def road_words(road: str) -> Any:
    """Return what a road of nearness is called."""
    return words.ROADS.get(road, road)


@register.filter
def evidence_words(kind: Any) -> Any:
    """Return what a kind of evidence is called."""
    return words.EVIDENCE.get(str(kind), str(kind))


@register.filter
def importance_words(importance: Any) -> Any:
    """Return what an importance is called."""
    return words.IMPORTANCE.get(str(importance), str(importance))


@register.filter
def skill(uri: str | Named) -> SafeString:
    """Return the name of a concept, marked with its language where that is not the page's."""
    one = uri if isinstance(uri, Named) else named(uri)
    if not one.foreign:
        return format_html("{}", one.name)
    return format_html('<span lang="{}">{}</span>', one.foreign, one.name)


@register.simple_tag
def bar(value: int, start: int = 0, below: int = 0, label: str = "") -> SafeString:
    """Return a bar: a picture beside a number that says the same, so it is hidden from who listens.

    Args:
        value: Length in millionths.
        start: Where it begins, in millionths.
        below: Length of a lighter bar under it, in millionths.
        label: Name of a colour: `fit` unless said.
    """
    under = format_html('<rect class="bar__below" width="{}" height="8"/>', _unit(below)) if below else ""
    return format_html(
        '<svg class="bar bar--{}" viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect class="bar__ground" width="1000" height="8"/>{}<rect class="bar__fill" x="{}" width="{}" height="8"/>'
        "</svg>",
        label or "fit",
        under,
        _unit(start),
        _unit(value),
    )


def _unit(millionths: int) -> int:
    return max(0, min(1000, round(millionths / 1000)))


@register.inclusion_tag("frame/field.html")
def field(bound: BoundField, rows: int = 0) -> dict[str, Any]:
    """Render a field with its label, help and errors tied to it."""
    widget = bound.field.widget
    several = isinstance(widget, CheckboxSelectMultiple | RadioSelect)
    single = isinstance(widget, CheckboxInput)
    classes = {Textarea: "utrecht-textarea", Select: "utrecht-select", CheckboxInput: "utrecht-checkbox"}
    name = next((css for kind, css in classes.items() if isinstance(widget, kind)), "utrecht-textbox")
    describes = [f"{bound.auto_id}-help"] * bool(bound.help_text) + [f"{bound.auto_id}-error"] * bool(bound.errors)
    attrs: dict[str, Any] = {"class": "" if several else name}
    if describes:
        attrs["aria-describedby"] = " ".join(describes)
    if bound.errors:
        attrs["aria-invalid"] = "true"
    if rows:
        attrs["rows"] = rows
    control = "" if several else bound.as_widget(attrs=attrs)
    kind = "radio" if isinstance(widget, RadioSelect) else "checkbox"
    return {"field": bound, "control": control, "several": several, "single": single, "kind": kind}


@register.simple_tag
def optional_mark(bound: BoundField) -> str:
    """Return a word for a field that may stay empty."""
    return "" if bound.field.required else _("(not required)")
