"""A form's fields and its errors, in one pattern: label, hint, error, control; and a summary that leads to each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms, template

if TYPE_CHECKING:
    from django.forms import BaseForm, BoundField

register = template.Library()


@register.inclusion_tag("desk/field.html")
def field(bound: BoundField, class_: str = "") -> dict[str, Any]:
    """One field; a choice of few is shown as a group of radio buttons with its question as the legend."""
    control = bound.field.widget
    group = isinstance(control, forms.RadioSelect)
    return {"field": bound, "group": group, "class": class_}


@register.inclusion_tag("desk/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """What is wrong in the form, each line leading to its field; nothing where nothing is wrong."""
    wrong = [(_first_control(form[name]), error) for name in form.fields for error in form.errors.get(name, [])]
    return {"general": form.non_field_errors(), "wrong": wrong}


def _first_control(bound: BoundField) -> str:
    return f"{bound.auto_id}_0" if isinstance(bound.field.widget, forms.RadioSelect) else str(bound.id_for_label)
