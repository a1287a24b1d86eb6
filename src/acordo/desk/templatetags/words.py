"""Values in the words of the reader's language: names, dates, numbers, findings, stated values."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from acordo.register import dates, labels, telling
from acordo.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from django.core.paginator import Page
    from django.template import RequestContext

    from acordo.facts import Kind, PartialDate, Property, Sex
    from acordo.matching import Finding
    from acordo.register.words import EditionView, SourceView, Value

register = template.Library()

_SCRIPTS = {"ARABIC": "und-Arab", "CYRILLIC": "und-Cyrl", "CJK": "und-Hani", "HANGUL": "ko", "GREEK": "el"}
_SCRIPTS |= {"HIRAGANA": "ja", "KATAKANA": "ja", "HEBREW": "he", "DEVANAGARI": "und-Deva"}


def _language_of(text: str) -> str:
    """The BCP 47 tag that the script of a text suggests: Latin letters tell nothing, so ``und``."""
    for letter in text:
        if letter.isalpha():
            return _SCRIPTS.get(unicodedata.name(letter, "").split(" ")[0], "und")
    return "und"


@register.filter
def name(text: str, language: str = "") -> SafeString:
    """A name, or a text as printed, kept apart from the direction and the language of the page."""
    return format_html('<bdi lang="{}">{}</bdi>', language or _language_of(text), text)


@register.filter
def day(given: date | None) -> SafeString | str:
    """A day in words."""
    if given is None:
        return gettext("date not stated")
    return format_html('<time datetime="{}">{}</time>', given.isoformat(), dates.day_in_words(given))


@register.filter
def moment(given: datetime) -> SafeString:
    """A moment in the service's time zone."""
    local = timezone.localtime(given)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), date_format(local, "DATETIME_FORMAT"))


@register.filter
def ago(given: datetime) -> str:
    """How long ago a moment was."""
    return dates.age_in_words(given)


@register.filter
def partial(given: PartialDate) -> str:
    """A partial date in words."""
    return dates.in_words(given)


@register.filter
def number(given: float) -> str:
    """A number with the separators of the reader's language."""
    return number_format(given, use_l10n=True, force_grouping=True)


@register.filter
def country(code: str) -> str:
    """A country in words."""
    return labels.country_name(code)


@register.filter
def property_label(property_: Property) -> str:
    """What a property is called."""
    return gettext(labels.PROPERTIES[property_])


@register.simple_tag
def kind(given: Kind) -> str:
    """What a party is."""
    return gettext(labels.KINDS[given])


@register.filter
def said(sentence: str, arguments: Mapping[str, object] | None = None) -> str:
    """A message of the catalogue with its fields filled in."""
    if not arguments:
        return gettext(sentence) if sentence else ""
    return say(sentence, get_language() or "en", **arguments)


@register.simple_tag
def sex(given: Sex) -> str:
    """A sex in words."""
    return gettext(labels.SEXES[given])


@register.simple_tag
def finding(found: Finding) -> SafeString:
    """What one feature saw, as a sentence; names keep their own direction, dates and countries are put into words."""
    told = {name: _argument(found, text) for name, text in found.arguments.items()}
    sentence = gettext(found.sentence)
    return format_html(sentence, **told) if told else SafeString(escape(sentence))


def _argument(found: Finding, text: str) -> SafeString | str:
    """Several listed dates or countries come divided by commas; names come whole."""
    if found.feature == "born":
        return "; ".join(telling.date_told(part) for part in text.split(", "))
    if found.feature == "nationality":
        return "; ".join(labels.country_name(part) for part in text.split(", "))
    return name(text)


@register.inclusion_tag("desk/value.html")
def value(stated: Value) -> dict[str, Any]:
    """A stated value: in words, with the text as printed beside it where that differs."""
    told = telling.told(stated.property, stated.content)
    printed = stated.original if stated.original not in {told.text, ""} else ""
    return {"told": told, "language": stated.language, "printed": printed}


@register.inclusion_tag("desk/document.html")
def document(edition: EditionView) -> dict[str, Any]:
    """The document an edition was read from: its name, SHA-256, and when it was received."""
    by_hand = labels.by_hand(edition.origin, get_language() or "en")
    return {"edition": edition, "name": by_hand or edition.origin.rstrip("/").rsplit("/", 1)[-1]}


@register.simple_tag
def freshness(state: str) -> SafeString:
    """How long ago a source was looked at: a word, then its colour."""
    return format_html('<span class="tag {}">{}</span>', state, gettext(labels.FRESHNESS[state]))


@register.inclusion_tag("desk/stale.html")
def stale(sources: Iterable[SourceView]) -> dict[str, Any]:
    """What an officer must know of sources that were not looked at lately (rule 19); nothing where all are fresh."""
    aged = [source for source in sources if source.edition and source.freshness != "fresh"]
    return {"sources": aged, "worst": "red" if any(source.freshness == "red" for source in aged) else "amber"}


@register.inclusion_tag("desk/pages.html", takes_context=True)
def pages(context: RequestContext, page: Page[Any]) -> dict[str, Any]:
    """The way to the page before and the page after, where there is more than one."""
    return {"page_shown": page, "request": context["request"]}
