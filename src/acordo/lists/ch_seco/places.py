"""The places, which stand once in the file and are named by their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acordo.facts import country_code
from acordo.lists.ch_seco.categories import NOTHING

if TYPE_CHECKING:
    from acordo.lists.stating import Stating, Tally
    from acordo.lists.xml import Taker

_VARIANT_REASON = "another spelling of the place that is said"
_NOTHING_REASON = "a dash, written where there is nothing to say"
_CODE_REASON = "the name of the country whose code stands beside it"


class Places:
    """Town, area and country by the number of a place."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._places: dict[str, dict[str, str]] = {}

    def take(self, block: Taker) -> None:
        """Take one ``place``."""
        number = block.attribute("ssid")
        if not number or number in self._places:
            self._tally.alarm(f"{block.path}/@ssid", number or "absent")
        self._places[number] = place_in(block, self._tally)
        for tag in ("location-variant", "area-variant"):
            block.ignore(tag, _VARIANT_REASON)
        block.close()

    def of(self, block: Taker, stating: Stating) -> dict[str, str]:
        """The place that an element names by its number, with what the element itself says of it above that."""
        number = block.attribute("place-id")
        found = self._places.get(number, {})
        if number and not found:
            stating.alarm(f"{block.path}/@place-id", number)
        own = {name: text for name, text in place_in(block, self._tally).items() if text}
        return {"city": "", "region": "", "country": ""} | found | own


def place_in(block: Taker, tally: Tally) -> dict[str, str]:
    """Town, area and country that stand in an element."""
    countries = [country_of(one, tally) for one in block.many("country")]
    return {
        "city": worded(block, "location", tally),
        "region": worded(block, "area", tally),
        "country": ", ".join(country for country in countries if country),
    }


def country_of(block: Taker, tally: Tally, code_name: str = "iso-code") -> str:
    """The country of an element: its code where that names one, else as printed."""
    code, printed = block.attribute(code_name), block.own_text()
    block.close()
    if not code or country_code(code) is None:
        if code:
            tally.alarm(f"{block.path}/@{code_name}", f"{code} {printed}".strip(), block.reference)
        return printed or code
    if printed:
        tally.ignore(f"{block.path}/text()", _CODE_REASON)
    return code.upper()


def worded(block: Taker, tag: str, tally: Tally) -> str:
    """The texts of a child as one; empty where a dash stands for nothing."""
    texts = block.texts(tag)
    kept = [text for text in texts if text != NOTHING]
    if len(kept) != len(texts):
        tally.ignore(f"{block.path}/{tag}", _NOTHING_REASON, len(texts) - len(kept))
    return "; ".join(kept)
