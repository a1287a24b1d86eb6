"""The matching policy: every number by which a pair becomes a hit, in one table a lawyer can read.

``POLICY_VERSION`` names this table together with the learnt tables beside it; any change to either changes it. None of
these numbers is read from the loaded list, so a score does not move with an edition (decision 21).
"""

from __future__ import annotations

from typing import NamedTuple

POLICY_VERSION = 1

THRESHOLD = 0.5
"""A name at or above is a hit: chosen so that about 0.5 % of innocents have one."""


class Slips(NamedTuple):
    """What a plain slip of the pen costs, in nats: soft letters are vowels and letters often left unwritten."""

    soft_lost: float
    hard_lost: float
    doubled: float
    soft_changed: float
    hard_changed: float
    crossed: float
    figure: float


LATIN_SLIPS = Slips(2.6, 3.8, 1.2, 3.2, 4.4, 5.0, 6.0)
ARABIC_SLIPS = Slips(1.9, 3.8, 1.2, 2.6, 4.4, 5.0, 6.0)
SWAPPED = 3.5
"""What two neighbouring letters in each other's place cost."""

SAME_NAME = 0.6
"""What it costs to write one form of a name for another of the same row of ``tables/same-names.tsv``."""

COST_WEIGHT = 0.6
"""The worth of an agreement is the word's information less this share of the cost."""
SMOOTHING = 0.7
"""How fast a near spelling stops lending its frequency: share times e^(-SMOOTHING * cost)."""
MOST_INFORMATION = 12.0
"""The most a single word can say, in nats: one person in 160,000."""
NEAR_WORD = 7.0
"""The highest cost at which two words are still looked at together."""
NEAR_LETTER = 1.15
"""… and the highest cost for each letter of the shorter one."""
BEYOND = 0.3
"""In choosing candidates, what the listed name holds beyond the query counts against it with this weight."""
CANDIDATES = 24
"""How many names are compared in full."""

ROLE_WEIGHT = {"base": 1.0, "kunya": 0.5, "title": 0.3, "initial": 0.25, "number": 0.7, "legal_form": 0.15}
"""What a word weighs by its role; a particle weighs nothing."""

CONTRADICTIONS = {
    "born.near": 0.7,
    "born.swapped": 0.7,
    "sex.differs": 3.0,
    "nationality.differs": 0.4,
    "document.differs": 0.4,
}
"""What speaks against a hit, in nats off the name's own score. Another document lowers a hit a little: people have
several, and lists rarely name them all. Another birth year: ``born_apart``."""

BORN_NEAR_YEARS = 1.5


def born_apart(years: float) -> float:
    """What birth dates that lie this many years apart say against a hit, in nats."""
    return min(8.0, 1.0 + 0.7 * years)


AGREEMENTS = {
    "born.same": 0.5,
    "born.compatible": 0.25,
    "born.swapped": 0.2,
    "sex.same": 0.05,
    "nationality.same": 0.1,
    "document.same": 0.6,
}
"""How far an agreement moves a hit towards the top; it never makes one."""

BEST_WITHOUT_ALL = 0.99
"""The highest score of what is not the same in every part."""

COEFFICIENTS: dict[str, tuple[float, float]] = {
    "constant": (-3.315, -3.487),
    "agreement": (4.094, 1.966),
    "residue": (1.654, 0.313),
    "cost": (-1.560, 1.184),
    "left_asked": (-1.717, 0.506),
    "left_listed": (-1.602, -1.114),
    "left_both": (0.748, -0.969),
    "covered_asked": (-0.575, -0.269),
    "covered_listed": (-3.158, -1.426),
    "covered_both": (0.203, 1.485),
    "exact_words": (0.040, 0.072),
    "highest_cost": (-0.805, -0.165),
    "initials": (0.000, 0.000),
    "weak": (-0.396, -0.800),
    "arabic": (0.943, -1.151),
    "cyrillic": (-0.396, -0.536),
    "one_word": (-0.009, -0.150),
    "numbers": (-2.000, -2.000),
    "organisation": (0.000, 0.000),
    "cost_share": (-1.742, -2.091),
    "left_words_both": (0.093, -0.002),
    "two_exact": (-0.078, -0.533),
    "agreement_log": (-0.040, 0.287),
    "contradiction": (0.693, -0.516),
    "contradicted": (-1.252, 0.914),
    "all_asked": (2.124, 1.635),
    "all_listed": (1.896, 0.099),
    "whole": (0.000, 0.000),
}
"""The score of a name is the logistic function of the sum of these; ``alignment.FEATURES`` says what each reads."""

LEAST_WHOLE = (0.97, 0.6, 0.9999)
"""What a name counts for at least when every word of both is the same: a name, a weak alias, a name in the same script.
The last stands above all others, so that an entry is shown by the very name that was asked."""
RISE = 0.6
"""How far agreements may lift a hit towards the top."""
