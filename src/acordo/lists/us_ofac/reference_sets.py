"""The reference sets of the Advanced layout: what each number that stands in the rest of the file means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acordo.lists.xml import collapsed

if TYPE_CHECKING:
    from lxml.etree import _Element

    from acordo.lists.stating import Tally

_NOT_TOLD = frozenset({"Unknown", "undetermined"})


class ReferenceSets:
    """Values by the name of their set and their number. A number that no set holds is an alarm, and told as such."""

    def __init__(self, element: _Element, tally: Tally) -> None:
        self.tally = tally
        self._values = {
            (str(value.tag), str(value.get("ID"))): (
                collapsed(value.text),
                {str(name): str(said) for name, said in value.attrib.items()},
            )
            for one in element
            for value in one
        }

    def value(self, name: str, number: str, reference: str = "") -> str:
        """What ``number`` means in the set called ``name``, which may be "Unknown"; empty where none is given."""
        if not number:
            return ""
        found = self._values.get((name, number))
        if found is None:
            self.tally.alarm(f"/Sanctions/ReferenceValueSets/{name}", number, reference)
            return f"{name} {number}"
        return found[0]

    def told(self, name: str, number: str, reference: str = "") -> str:
        """As ``value``, but empty where the publisher says that it does not know."""
        value = self.value(name, number, reference)
        return "" if value in _NOT_TOLD else value

    def attribute(self, name: str, number: str, attribute: str) -> str:
        """An attribute of a value; empty where there is none, or no such value."""
        found = self._values.get((name, number))
        return found[1].get(attribute, "") if found else ""
