"""The form of one designation: a field for each column of the national list, worded for whoever fills it in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import get_language, gettext_lazy

from acordo.facts import Kind, Property, Reference, Sex
from acordo.lists.national import COLUMNS, UnfitDesignation, designation
from acordo.lists.national import Form as Written
from acordo.lists.national.designation import divided
from acordo.markings import CLEAR
from acordo.register.acts import REASON
from acordo.register.designating import SOURCE
from acordo.wording import say

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from acordo.lists.national import Column
    from acordo.lists.national.designation import Cells

_ONE_A_LINE = gettext_lazy("One a line.")
_NAMES: dict[str, tuple[StrOrPromise, StrOrPromise]] = {
    "reference": (
        gettext_lazy("Reference"),
        gettext_lazy("Your own number for it, as NL-2026-001. It stays the same for ever."),
    ),
    "kind": (gettext_lazy("Kind"), ""),
    "name": (gettext_lazy("Primary name"), gettext_lazy("As the decision writes it.")),
    "other_names": (gettext_lazy("Good-quality a.k.a."), _ONE_A_LINE),
    "weak_names": (gettext_lazy("Low-quality a.k.a."), gettext_lazy("Nicknames and names that many bear; one a line.")),
    "former_names": (gettext_lazy("Formerly known as"), _ONE_A_LINE),
    "script": (gettext_lazy("Name in original script"), _ONE_A_LINE),
    "born": (
        gettext_lazy("Date of birth"),
        gettext_lazy("15/09/1974, 09/1974, 1974; 1974~ for about, 1974/1976 for between. One a line."),
    ),
    "birth_place": (gettext_lazy("Place of birth"), _ONE_A_LINE),
    "sex": (gettext_lazy("Sex"), ""),
    "nationality": (gettext_lazy("Nationality"), _ONE_A_LINE),
    "father_name": (gettext_lazy("Father’s name"), ""),
    "mother_name": (gettext_lazy("Mother’s name"), ""),
    "documents": (gettext_lazy("Identity documents"), gettext_lazy("As passport: X0041588, MZ. One a line.")),
    "addresses": (gettext_lazy("Addresses"), _ONE_A_LINE),
    "positions": (gettext_lazy("Positions"), _ONE_A_LINE),
    "number": (gettext_lazy("Registration number"), gettext_lazy("Of a company, a vessel or an aircraft; one a line.")),
    "decision": (gettext_lazy("Decision it rests on"), gettext_lazy("As Decree 12/2026 of the Council of Ministers.")),
    "decided_on": (gettext_lazy("Decided on"), gettext_lazy("A whole day, as 01/03/2026.")),
    "measures": (gettext_lazy("Measures imposed"), gettext_lazy("As asset freeze, travel ban; one a line.")),
    "reasons": (gettext_lazy("Reasons"), gettext_lazy("Facts, in words that stand before the person concerned.")),
    "note": (gettext_lazy("Remark"), ""),
}
_KINDS = (
    (Kind.PERSON, gettext_lazy("Person")),
    (Kind.GROUP, gettext_lazy("Group")),
    (Kind.COMPANY, gettext_lazy("Company")),
    (Kind.VESSEL, gettext_lazy("Vessel")),
    (Kind.AIRCRAFT, gettext_lazy("Aircraft")),
)
_SEXES = (("", gettext_lazy("not known")), (Sex.MALE, gettext_lazy("male")), (Sex.FEMALE, gettext_lazy("female")))
_ROWS = {Written.PROSE: 5}


class DesignationForm(forms.Form):
    """One designation. ``cells`` is what it says once it is valid."""

    def __init__(self, *args: Any, fixed: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self.fixed = fixed
        for column in COLUMNS:
            if column.form is not Written.REFERENCE or not fixed:
                self.fields[column.key] = _field(column)

    @property
    def cells(self) -> Cells:
        """The values of each column."""
        held = {column: self.cleaned_data.get(column.key, "") for column in COLUMNS if column.property}
        return {column.key: values for column, text in held.items() if (values := divided(column, text))}

    @property
    def reference(self) -> Reference:
        """The reference: the one given, or the one that stays."""
        return Reference(self.fixed or " ".join(self.cleaned_data["reference"].split()))

    def clean(self) -> dict[str, Any]:
        """What the national list itself refuses, said beside the field."""
        for _ in COLUMNS:
            if self.errors:
                break
            try:
                designation(self.cells, SOURCE, self.reference, CLEAR)
            except UnfitDesignation as unfit:
                language = (get_language() or "en")[:2]
                self.add_error(
                    unfit.column, ValidationError(say(str(unfit.arguments["reason"]), language).capitalize())
                )
        return self.cleaned_data


class EndForm(forms.Form):
    """Why a designation ends."""

    reason = forms.CharField(
        label=gettext_lazy("Why it ends"),
        help_text=gettext_lazy("In words; it stays with the edition."),
        max_length=REASON - 200,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False


def initial(cells: Cells) -> dict[str, str]:
    """The cells of a designation as the form shows them."""
    return {key: "\n".join(values) for key, values in cells.items()}


def _field(column: Column) -> forms.Field:
    label, hint = _NAMES[column.key]
    told: dict[str, Any] = {"label": label, "help_text": hint, "required": column.needed}
    told["error_messages"] = {"required": format_lazy("{}: {}", label, gettext_lazy("this is needed"))}
    if column.property is Property.KIND:
        return forms.ChoiceField(choices=_KINDS, widget=forms.RadioSelect, **told)
    if column.property is Property.SEX:
        return forms.ChoiceField(choices=_SEXES, **told)
    plain: dict[str, Any] = {"autocomplete": "off", "spellcheck": "false", "dir": "auto"}
    if column.several or column.form in _ROWS:
        widget: forms.Widget = forms.Textarea(attrs={"rows": _ROWS.get(column.form, 2), **plain})
    else:
        widget = forms.TextInput(attrs={"class": "whole", **plain})
    return forms.CharField(max_length=200 if column.form is Written.REFERENCE else 20_000, widget=widget, **told)
