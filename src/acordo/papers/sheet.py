"""What stands on a paper, in the words of its reader and in the order in which it is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """A text behind its label."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One value: what it is, the value, what stands beside it, and where it comes from.

    ``label`` is empty where the row above says it. ``source`` holds lines: the edition, the marking.
    """

    label: str
    text: str
    beside: tuple[Fact, ...]
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Values that are read together."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper.

    ``banner`` stands above and below each page, ``foot`` and the page's number under it; ``page`` holds ``{page}``
    and ``{pages}``. ``columns`` are the headings of the three columns of values. ``language`` is a BCP 47 tag.
    """

    language: str
    banner: str
    title: str
    facts: tuple[Fact, ...]
    notices: tuple[str, ...]
    columns: tuple[str, str, str]
    groups: tuple[Group, ...]
    closing: tuple[str, ...]
    foot: tuple[str, ...]
    page: str
