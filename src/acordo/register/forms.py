"""What the register asks of a reader and of a keeper: as of which day, what to find, which file, which word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from acordo.register.acts import REASON
from acordo.register.search import LONGEST
from acordo.register.updating import SOURCE_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable

    from acordo.lists import Publisher
    from acordo.register.words import SourceView


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


class SearchForm(forms.Form):
    """What to find in the register, and where."""

    text = forms.CharField(
        label=gettext_lazy("Name, reference or document number"),
        help_text=gettext_lazy("One word is enough, in any script. Order, case and marks do not matter."),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"class": "whole", "autocomplete": "off", "spellcheck": "false", "dir": "auto"}),
        error_messages={
            "required": gettext_lazy("Enter a name, a part of one, a reference or a document number"),
            "max_length": gettext_lazy("Enter at most %(limit_value)d characters"),
        },
    )
    source = forms.ChoiceField(label=gettext_lazy("In which list"), required=False)
    delisted = forms.BooleanField(label=gettext_lazy("Also entries that were delisted"), required=False)

    def __init__(self, *args: Any, sources: Iterable[SourceView], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        every = [("", gettext_lazy("All lists"))]
        self.fields["source"].choices = [*every, *((one.name, one.title) for one in sources)]  # type: ignore[attr-defined]


_FILE = {
    "required": gettext_lazy("Choose a file"),
    "invalid": gettext_lazy("Choose a file"),
    "missing": gettext_lazy("Choose a file"),
    "empty": gettext_lazy("The file is empty: choose the one that the publisher gave out"),
}


class BroughtForm(forms.Form):
    """A list's file that somebody brought."""

    file = forms.FileField(
        label=gettext_lazy("File of the list"),
        help_text=gettext_lazy("As its publisher gives it out, not unpacked and not changed."),
        error_messages=_FILE,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False


class NewListForm(BroughtForm):
    """A list that is not loaded yet: which, whose it is, under which marking; from a file, or fetched without one."""

    list = forms.ChoiceField(label=gettext_lazy("Which list"))
    source = forms.RegexField(
        SOURCE_NAME,
        label=gettext_lazy("Name of the source"),
        help_text=gettext_lazy("Only where the list comes from many sources: small letters, digits, _ or -."),
        required=False,
        error_messages={"invalid": gettext_lazy("Use 2 to 64 small letters, digits, _ or -, beginning with a letter")},
    )
    marking = forms.CharField(
        label=gettext_lazy("Marking"),
        help_text=gettext_lazy("As TLP:CLEAR. Left empty: that of the list, else for officers of this service alone."),
        required=False,
        max_length=200,
    )
    field_order = ("list", "source", "marking", "file")

    def __init__(self, *args: Any, publishers: Iterable[Publisher], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["list"].choices = [(one.name, one.title) for one in publishers]  # type: ignore[attr-defined]
        self.fields["file"].required = False
        self.fields["file"].help_text = gettext_lazy("Left empty: fetched from the publisher, where that is possible.")


_DROP = ("no", gettext_lazy("Drop it; the edition before it stays"))


class DecisionForm(forms.Form):
    """An officer's word on an edition that was held back; who prepared it can only drop it."""

    accept = forms.ChoiceField(
        label=gettext_lazy("What shall become of this edition?"),
        choices=(
            ("yes", gettext_lazy("Put it in force")),
            _DROP,
        ),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say what shall become of this edition")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("In words; it stays with the edition and in the journal."),
        max_length=REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False

    def offer_to_drop_alone(self) -> None:
        """Offer the preparer of the edition what he or she may do."""
        self.fields["accept"].choices = [_DROP]  # type: ignore[attr-defined]
