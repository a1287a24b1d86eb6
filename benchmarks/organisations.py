"""Organisations: one name of each hidden and asked, beside invented firms that are on no list.

The innocents are half people, half invented firms: a family name, one or two words of trade as the lists' own
organisations use them, a legal form. Also told: how often an organisation finds another one than itself (branches and
sister firms among them, so this is no false-hit rate).
"""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

from acordo.facts import Kind
from acordo.names import Role, Script, analyse
from benchmarks.learn_score import hide_of_organisations
from benchmarks.learn_words import half, wikipedia
from benchmarks.persons import Question, key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from acordo.matching import Listed

_COMMON = 12


def questions(entries: Sequence[Listed]) -> tuple[list[Listed], list[Question], dict[str, int]]:
    """The entries with one name of each organisation hidden, the questions of the reported half, and the clusters.

    The column says the script: ``latin`` or ``other``.
    """
    left, asked, cluster_of = hide_of_organisations(entries)
    told = []
    for question, learnt in asked:
        if not learnt and key(question.text):
            latin = analyse(question.text).scripts == {Script.LATIN}
            told.append(Question(question.text, question.cluster, "latin" if latin else "other"))
    return left, told, cluster_of


def firms(entries: Sequence[Listed], many: int, *, learn: bool = False, seed: int = 23) -> list[Question]:
    """Invented firms."""
    draw = random.Random(seed)
    listed = {key(name.text) for entry in entries for name in entry.names}
    words: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    for entry in entries:
        if entry.kind is Kind.COMPANY and entry.names and half(entry.entry_id) is learn:
            for token in analyse(entry.names[0].text).tokens if key(entry.names[0].text) else ():
                if token.script is Script.LATIN:
                    (forms if token.role is Role.LEGAL_FORM else words)[token.letters] += token.role in _NAMING
    common = [word for word, count in words.items() if count >= _COMMON and len(word) > 3]
    weights = [words[word] for word in common]
    people = [text for text in wikipedia(lambda line: half(line) is learn) if text.isascii() and " " in text]
    found: list[Question] = []
    while len(found) < many:
        trade = dict.fromkeys(draw.choices(common, weights, k=draw.randint(1, 2)))
        form = draw.choice(sorted(forms))
        text = " ".join([draw.choice(people).split()[-1].lower(), *trade, form]).title()
        if key(text) not in listed:
            found.append(Question(text, -1, "firm"))
    return found


_NAMING = {Role.BASE, Role.LEGAL_FORM}
