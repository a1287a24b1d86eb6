"""Names as the list prints them, "FAMILY, Given", turned into the order in which people read them.

What follows a comma and is a generation's mark (Jr., Sr., III) goes to the end, behind the family name.
"""

from __future__ import annotations

from dataclasses import dataclass

from acordo.lists.xml import collapsed

_GENERATIONS = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


@dataclass(frozen=True, slots=True)
class ReadName:
    """A name as it is read, its parts where the publisher divides it, and what was printed where that differs."""

    text: str
    given: str = ""
    family: str = ""
    generation: str = ""
    printed: str = ""

    @property
    def content(self) -> dict[str, str]:
        """The fields of a statement of a name: given names, family name, generation."""
        parts = [part for part in (self.given, self.family, self.generation) if part]
        if len(parts) < 2:
            return {"text": self.text}
        return {"text": self.text, **{f"part{number}": part for number, part in enumerate(parts, start=1)}}


def of_person(family: str, given: str) -> ReadName:
    """A person's name from its two halves; either may bear a generation's mark, and the given names may be absent.

    Where only a family name is given, it may be a whole name that nobody divided, "FAMILY, Given".
    """
    return _of_halves(family, given) if given else turned(family)


def _of_halves(family: str, given: str) -> ReadName:
    families, generation = _without_generation(family)
    givens, other = _without_generation(given)
    generation = generation or other
    text = " ".join(part for part in (givens, families, generation) if part)
    printed = ", ".join(part for part in (family, given) if part)
    return ReadName(text, givens, families, generation, printed if printed != text else "")


def turned(printed: str) -> ReadName:
    """A person's name printed in one cell, "FAMILY, Given"; one without a comma is read as it stands."""
    family, comma, rest = map(collapsed, printed.partition(","))
    if comma and rest:
        first, further, given = map(collapsed, rest.partition(","))
        if further and first.lower() in _GENERATIONS:
            return _of_halves(f"{family}, {first}", given)
        return _of_halves(family, rest)
    return ReadName(collapsed(printed))


def _without_generation(half: str) -> tuple[str, str]:
    bare, comma, last = half.rpartition(",")
    if comma and last.strip().lower() in _GENERATIONS:
        return collapsed(bare), collapsed(last)
    return collapsed(half), ""
