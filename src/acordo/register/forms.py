"""What the register asks of a reader: as of which day."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy


class DayForm(forms.Form):
    """An entry as it was stated on a day."""

    as_of = forms.DateField(
        label=gettext_lazy("As stated on"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Enter a day"),
            "invalid": gettext_lazy("Enter a day as 2025-09-01 or 01/09/2025"),
        },
    )
