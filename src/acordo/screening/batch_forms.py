"""What the desk asks to screen a file: the file, and which of its columns holds what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from acordo.screening.mapping import BIRTHS, FIELDS, NAME_PARTS, guess

if TYPE_CHECKING:
    from django.http import QueryDict

    from acordo.screening.incoming import Look

_SHOWN = 30
_ORDERS = {
    "born": gettext_lazy("Year first or only the year: 1988-06-15, 1988"),
    "born_day_first": gettext_lazy("Day first: 15/06/1988"),
    "born_month_first": gettext_lazy("Month first: 06/15/1988"),
}
ASKED = ("name", *NAME_PARTS, "born", "nationality", "sex", "document", "kind", "id")
"""The fields of the form that name a column, in their order."""

_TOLD = ("name", "born", "nationality", "sex", "document", "kind", "id")
_LABELS = {"born": gettext_lazy("Date of birth"), "kind": gettext_lazy("Kind (person, group, company …)")}
_HINTS = {
    "name": gettext_lazy("In one column, or given name and family name in columns of their own."),
    "born": gettext_lazy("1988-06-15, 15/06/1988 or only 1988."),
    "nationality": gettext_lazy("A country’s name or code: MZ, Moçambique."),
    "sex": gettext_lazy("m or f, male or female, masculino or feminino, м or ж."),
    "document": gettext_lazy("Passport or identity card."),
    "kind": gettext_lazy("person, group, company, vessel or aircraft. Without it every kind is searched."),
    "id": gettext_lazy("What you call the row: it stands beside each hit. Without it the rows are counted."),
}


COLUMNS = tuple((_LABELS.get(column) or gettext_lazy(FIELDS[column]), _HINTS.get(column, "")) for column in _TOLD)
"""What a file may say of each name, for the page that asks for it."""


class FileForm(forms.Form):
    """The file itself."""

    file = forms.FileField(
        label=gettext_lazy("File of names"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.parquet"}),
        error_messages={
            "required": gettext_lazy("Choose a file"),
            "invalid": gettext_lazy("Choose a file"),
            "missing": gettext_lazy("Choose a file"),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False


class ColumnsForm(forms.Form):
    """Which column of the file holds what: guessed by its headings, confirmed by the officer."""

    born_order = forms.ChoiceField(
        label=gettext_lazy("How the date of birth is written"), choices=list(_ORDERS.items()), required=False
    )

    def __init__(self, look: Look, given: QueryDict | None) -> None:
        self._look = look
        super().__init__(given, initial=_guessed(look))
        self.use_required_attribute = False
        choices = [("", gettext("– not in the file –")), *((str(at), _called(look, at)) for at in _columns(look))]
        for column in ASKED:
            label = _LABELS.get(column) or gettext(FIELDS[column])
            self.fields[column] = forms.ChoiceField(
                label=label, help_text=_HINTS.get(column, ""), choices=choices, required=False
            )
        self.order_fields([*ASKED[:5], "born_order", *ASKED[5:]])

    @property
    def has_parts(self) -> bool:
        """The name stands in several columns, or it is wrong where it stands, so that they are shown."""
        return any(self.errors.get(part) or self[part].value() for part in NAME_PARTS) or "name" in self.errors

    @property
    def mapping(self) -> dict[str, str]:
        """Our column to the file's heading; of a form that is sound."""
        chosen = {name: self.cleaned_data[name] for name in ASKED if self.cleaned_data[name]}
        born = chosen.pop("born", "")
        if born:
            chosen[self.cleaned_data["born_order"] or BIRTHS[0]] = born
        return {column: self._look.headings[int(at)] for column, at in chosen.items()}

    def clean(self) -> dict[str, Any]:
        """A name must be known, in one way; and a column means one thing."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        parts = [part for part in NAME_PARTS if given.get(part)]
        if not given.get("name") and not parts and "name" not in self.errors:
            self.add_error("name", gettext("Choose the column that holds the name"))
        elif given.get("name") and parts:
            self.add_error(
                "name", gettext("Choose the whole name or its parts, not both: leave one of them “not in the file”")
            )
        self._require_one_meaning(given)
        return given

    def _require_one_meaning(self, given: dict[str, Any]) -> None:
        meant: dict[str, str] = {}
        for column in ASKED:
            at = given.get(column)
            if at and at in meant:
                self.add_error(column, self._twice(self._look.headings[int(at)], meant[at]))
            elif at:
                meant[at] = column

    def _twice(self, heading: str, first: str) -> ValidationError:
        said = gettext("The column “%(heading)s” is chosen already for “%(first)s”: choose another, or none")
        return ValidationError(said % {"heading": heading, "first": self[first].label})


def _columns(look: Look) -> range:
    return range(len(look.headings))


def _called(look: Look, at: int) -> str:
    """A column by its heading, with its first value, so that the officer sees what lies in it."""
    heading = look.headings[at].strip() or gettext("column {number}").format(number=at + 1)
    value = next((row[at].strip() for row in look.first if at < len(row) and row[at].strip()), "")
    return f"{heading} ({value[:_SHOWN]}{'…' if len(value) > _SHOWN else ''})" if value else heading


def _guessed(look: Look) -> dict[str, str]:
    """The form as the guess would fill it in."""
    at = {heading: str(number) for number, heading in reversed(list(enumerate(look.headings)))}
    found = {column: at[heading] for column, heading in guess(look.headings, look.first).columns.items()}
    for order in BIRTHS:
        if order in found:
            return found | {"born": found[order], "born_order": order}
    return found
