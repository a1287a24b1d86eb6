"""What the gate asks at the door: a name, a password and a purpose."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from acordo.journal.words import PURPOSE_LABELS, Purpose


def _purposes() -> list[tuple[str, str]]:
    return [(purpose.value, gettext(PURPOSE_LABELS[purpose])) for purpose in Purpose]


class PurposeForm(forms.Form):
    """The one question: what for?"""

    purpose = forms.ChoiceField(
        label=gettext_lazy("What are you working on now?"),
        help_text=gettext_lazy("It is written beside every question you ask."),
        choices=_purposes,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose a purpose"),
            "invalid_choice": gettext_lazy("Choose a purpose from the list"),
        },
    )


class SignInForm(PurposeForm):
    """Who are you, and what for? Which of name and password was wrong is never told."""

    username = forms.CharField(
        label=gettext_lazy("Sign-in name"),
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Enter your sign-in name")},
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        max_length=1024,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": gettext_lazy("Enter your password")},
    )

    field_order = ("username", "password", "purpose")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
