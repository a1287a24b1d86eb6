"""What the desk asks to screen a name: the name, and what else the officer has before him or her."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext, gettext_lazy

from acordo.facts import PartialDate, Sex, UnreadableDate, country_code
from acordo.matching import Query
from acordo.names import LONGEST, UnreadableName, analyse, mrz
from acordo.screening.passports import query_of
from acordo.wording import say_error

_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")


class QueryForm(forms.Form):
    """One name is asked; everything but the name may be left empty."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy(
            "In any script and any order, as it stands in the document. "
            "Or paste the lines with the signs < from the foot of a passport, whole."
        ),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"class": "whole", "autocomplete": "off", "spellcheck": "false", "dir": "auto"}),
        error_messages={
            "required": gettext_lazy("Enter a name"),
            "max_length": gettext_lazy("The name is longer than %(limit_value)d characters: enter one name only"),
        },
    )
    born = forms.CharField(
        label=gettext_lazy("Date of birth"),
        help_text=gettext_lazy("15/06/1988, or only 06/1988 or 1988; 1988~ for about 1988."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    nationality = forms.CharField(
        label=gettext_lazy("Nationality"),
        help_text=gettext_lazy("A country, or its code: MZ."),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    sex = forms.ChoiceField(label=gettext_lazy("Sex"), required=False)
    document = forms.CharField(
        label=gettext_lazy("Document number"),
        help_text=gettext_lazy("Passport or identity card."),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self.fields["name"].widget.attrs["autofocus"] = not self.is_bound
        sex = self.fields["sex"]
        assert isinstance(sex, forms.ChoiceField)
        sex.choices = [("", gettext("not known")), (Sex.MALE, gettext("male")), (Sex.FEMALE, gettext("female"))]

    @property
    def says_more_than_a_name(self) -> bool:
        """Something beside the name was given, so the second row is shown open."""
        return any(self[field].value() for field in ("born", "nationality", "sex", "document"))

    def clean_name(self) -> str:
        """The name as given, or passport lines; it must hold something that can be compared."""
        given: str = self.cleaned_data["name"]
        if mrz.looks_like_mrz(given):
            return given
        try:
            analyse(given)
        except UnreadableName as error:
            raise ValidationError(gettext("Enter a name with its letters; this holds none to compare")) from error
        return given

    def clean_born(self) -> PartialDate | None:
        """The date as far as it is known; the day may stand first, as documents print it."""
        given = self.cleaned_data["born"].strip()
        if not given:
            return None
        try:
            return PartialDate.parse(_year_first(given))
        except UnreadableDate as error:
            raise ValidationError(
                gettext("Enter the date of birth as 15/06/1988, 06/1988 or 1988; “%(given)s” is not a date")
                % {"given": given}
            ) from error

    def clean_nationality(self) -> str:
        """The country's code."""
        given = self.cleaned_data["nationality"].strip()
        code = (country_code(given) if given else "") or ""
        if given and not code:
            raise ValidationError(
                gettext("Enter a country or its two-letter code; “%(given)s” is not known") % {"given": given}
            )
        return code

    def clean(self) -> dict[str, Any]:
        """All that was given as one question; passport lines are read here, where what stands beside them is known."""
        given: dict[str, Any] = self.cleaned_data
        if not self.errors:
            try:
                self.query = _query(given)
            except (mrz.MrzError, UnreadableName) as error:
                self.add_error("name", say_error(error, get_language() or "en"))
        return given


def _query(given: dict[str, Any]) -> Query:
    name: str = given["name"]
    lines = mrz.looks_like_mrz(name)
    beside = Query(
        names=() if lines else (name,),
        born=given["born"],
        nationality=given["nationality"] or None,
        sex=Sex(given["sex"]) if given["sex"] else None,
        document=given["document"] or None,
    )
    return query_of(name, beside) if lines else beside


def _year_first(given: str) -> str:
    """15/06/1988 and 06/1988 as 1988-06-15 and 1988-06; other forms unchanged."""
    full = _DAY_FIRST.fullmatch(given)
    if full:
        day, month, year = full.groups()
        return f"{year}-{int(month):02d}-{int(day):02d}"
    month = re.fullmatch(r"(\d{1,2})[./-](\d{4})", given)
    return f"{month[2]}-{int(month[1]):02d}" if month and int(month[1]) <= 12 else given
