"""Learn every table of the matcher anew from ``../shared/data``: letters, words, and the coefficients of the score.

Run ``python -m benchmarks.learn letters words score`` (any of them). The tables are written where they are shipped;
the coefficients are printed as ``matching/policy.py`` holds them, to be read before they are taken over. About four
minutes. Only the half of the people that ``learn_words.half`` names is learnt from.
"""

from __future__ import annotations

import sys

import numpy as np

from acordo.facts import Kind
from acordo.matching import Index
from acordo.matching.alignment import FEATURES
from benchmarks import (
    innocents,
    learn_letters,
    learn_score,
    learn_words,
    lists,
    nationalities,
    organisations,
    persons,
    perturbed,
)
from benchmarks.asking import ask
from benchmarks.sources import TABLES, present

_NEAR_MISSES = 0.7
_FALSE_HITS = 0.0033
_CULTURES = {"arabic": 3.0, "russian": 1.5}
"""What a wrong pair of a culture weighs, where it is not 1: theirs are the false hits that stand out."""
_WRONG_ORGANISATION = 0.4

LETTERS_HEAD = """# What one run of letters costs for another, in nats above the best. Learnt by benchmarks/learn.py.
# Sources: single names in two scripts from Wikidata (CC0){more}.
# source\ttarget\tcost
"""
WORDS_HEAD = """# The share of people who bear each single word, per million. Learnt by benchmarks/learn.py.
# Sources: single words of names in Wikipedia titles (CC BY-SA), invented travellers (yente, MIT), US census 2020
# surnames (public domain), Portuguese given names 2017 (public), Wikidata single names (CC0), UN, OFAC and EU lists
# (public).
# No person's whole name stands here.
# word\tper million\tculture=per million of its people, where that is at least 1.5 times as many
"""


def learn_letters_tables() -> None:
    """Write the letter costs."""
    by_id = {entry.entry_id: entry for entry in lists.all_entries()}
    reported = {
        persons.key(name.text)
        for cluster in persons.clusters()
        if not persons.learnt_from(cluster)
        for entry_id in cluster
        for name in by_id[entry_id].names
    }

    def kept(latin: str) -> bool:
        return persons.key(latin) not in reported and learn_words.half(latin)

    more = ", and words of listed names beside their original script (public lists)"
    for name, pairs, most, dearest, least, source in (
        ("letters-arabic.tsv", learn_letters.arabic_pairs(kept), 3, 6.0, 0.0, more),
        ("letters-latin.tsv", learn_letters.latin_pairs(), 2, 4.6, 0.3, ""),
    ):
        rows = learn_letters.table(learn_letters.learn(pairs, most, 9), dearest, least)
        text = "".join(f"{source_run}\t{target}\t{cost}\n" for source_run, target, cost in rows)
        (TABLES / name).write_text(LETTERS_HEAD.format(more=source) + text, "utf-8")
        print(f"{name}: {len(rows)} rows from {len(pairs):,} pairs")


def learn_words_table() -> None:
    """Write the shares of words."""
    entries = lists.all_entries()
    by_id = {entry.entry_id: entry for entry in entries}
    people = [
        name.text
        for cluster in persons.clusters()
        if persons.learnt_from(cluster)
        for entry_id in cluster
        for name in by_id[entry_id].names
    ]
    organisations = [
        name.text
        for entry in entries
        if entry.kind is not Kind.PERSON and learn_words.half(entry.entry_id)
        for name in entry.names
    ]
    shares = learn_words.shares(people, organisations)
    apart = learn_words.cultures(shares)
    text = "".join(
        "\t".join([word, f"{share * 1e6:.1f}", *(f"{name}={own * 1e6:.0f}" for name, own in apart[word].items())])
        + "\n"
        for word, share in shares.items()
    )
    (TABLES / "words.tsv").write_text(WORDS_HEAD + text, "utf-8")
    print(f"words.tsv: {len(shares):,} words")


def learn_coefficients() -> None:
    """Print the coefficients for people and organisations, each shifted so that 0.5 is the shipped threshold."""
    entries = lists.all_entries()
    left, questions, cluster_of = persons.hide(entries)
    left, organised, more = learn_score.hide_of_organisations(left)
    cluster_of |= more
    index = Index.build(left)
    rows = persons.clusters()
    learnt = [question for question in questions if persons.learnt_from(rows[question.cluster])]
    learnt += perturbed.perturbed(left, cluster_of, learn=True, many=1_000, seed=3)
    innocent = persons.innocents(entries, learn=True, many=12_000)
    near = learn_score.near_misses(left, learn_words.half, 6_000, seed=1)
    right = ask(index, learnt, cluster_of, Kind.PERSON)
    clean = ask(index, innocent, cluster_of, Kind.PERSON)
    some = innocents.by_culture(entries, 3_000, learn=True, seed=4)
    some = [question for question in some if not question.column.startswith(innocents.NAMESAKES)]
    missed = ask(index, near, cluster_of, Kind.PERSON)
    wrong = [(clean, 1.0), (missed, _NEAR_MISSES)]
    for culture in nationalities.CULTURES:
        asked = [question for question in some if question.column.startswith(culture)]
        wrong.append((ask(index, asked, cluster_of, Kind.PERSON), _CULTURES.get(culture, 1.0)))
    person = learn_score.learn_score(right, wrong, learn_score.PERSON, wrong_people=0.15)
    best = clean.best(learn_score.score(clean, person, learn_score.PERSON))
    person[0] -= np.quantile(best, 1 - _FALSE_HITS)
    known = ask(index, [question for question, flag in organised if flag], cluster_of, Kind.COMPANY)
    people = ask(index, innocent[::4], cluster_of, Kind.COMPANY)
    firms = ask(index, organisations.firms(entries, 3_000, learn=True, seed=6), cluster_of, Kind.COMPANY)
    wrong = [(people, 0.5), (firms, 0.5)]
    firm = learn_score.learn_score(known, wrong, learn_score.ORGANISATION, wrong_people=_WRONG_ORGANISATION)
    best = np.concatenate([one.best(learn_score.score(one, firm, learn_score.ORGANISATION)) for one in (people, firms)])
    firm[0] -= np.quantile(best, 1 - _FALSE_HITS)
    told = {feature: [0.0, 0.0] for feature in FEATURES}
    for side, model, chosen in ((0, person, learn_score.PERSON), (1, firm, learn_score.ORGANISATION)):
        for i, value in zip(chosen, model, strict=True):
            told[FEATURES[i]][side] = float(value)
    print("COEFFICIENTS: dict[str, tuple[float, float]] = {")
    for feature, (one, other) in told.items():
        print(f'    "{feature}": ({one:.3f}, {other:.3f}),')
    print("}")


STEPS = {"letters": learn_letters_tables, "words": learn_words_table, "score": learn_coefficients}


def main() -> None:
    if not present():
        print("skipped: ../shared/data is absent")
        return
    for step in sys.argv[1:] or STEPS:
        STEPS[step]()


if __name__ == "__main__":
    main()
