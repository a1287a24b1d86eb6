"""Which words are forms of one name: rows of ``tables/spellings.tsv``, else the rules of ``acordo.names.spelling``.

A class is a number. Words of one class cost ``policy.SAME_NAME`` at most to write for each other, and so lend each
other their frequency. A row stands above a rule; a word that a rule brings to a form of a row is of that row.
"""

from __future__ import annotations

from functools import cache, lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

from acordo.matching.letter_costs import table_rows
from acordo.names import analyse, plain
from acordo.names.spelling import LEAST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

NONE = -1


@cache
def rows() -> dict[str, int]:
    """The letters of each form of the table, and the number of its class."""
    numbers: dict[str, int] = {}
    return {
        analyse(form).tokens[0].letters: numbers.setdefault(name, len(numbers))
        for form, name, *_ in table_rows("spellings.tsv")
    }


@cache
def _plain_rows() -> dict[str, int]:
    """The plain forms of the table that belong to one class only."""
    held: dict[str, set[int]] = {}
    for letters, number in rows().items():
        if letters.isascii() and len(plain(letters)) >= LEAST:
            held.setdefault(plain(letters), set()).add(number)
    return {form: numbers.pop() for form, numbers in held.items() if len(numbers) == 1}


@lru_cache(maxsize=131_072)
def class_of(letters: str) -> int:
    """The class of a word; ``NONE`` where it is too short, or holds what no rule reads."""
    if (row := rows().get(letters)) is not None:
        return row
    if not (letters.isascii() and letters.isalpha()):
        return NONE
    said = plain(letters)
    if len(said) < LEAST:
        return NONE
    if (row := _plain_rows().get(said)) is not None:
        return row
    return int.from_bytes(blake2b(said.encode(), digest_size=7).digest(), "big") | 1 << 60


def classes_of(words: Sequence[str], whole: int) -> NDArray[np.int64]:
    """The class of each word; words from ``whole`` on were only joined and have none but of a row."""
    table = rows()
    classes = [class_of(word) for word in words[:whole]]
    classes += [table.get(word, NONE) for word in words[whole:]]
    return np.array(classes, np.int64)
