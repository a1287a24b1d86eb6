"""The matching policy: every number by which a pair becomes a hit, in one table a lawyer can read.

``POLICY_VERSION`` names this table together with the learnt tables beside it; any change to either changes it. None of
these numbers is read from the loaded list, so a score does not move with an edition (decision 21).
"""

from __future__ import annotations

from typing import NamedTuple

POLICY_VERSION = 4

THRESHOLD = 0.5
"""A name at or above is a hit: chosen so that about 0.3 % of innocents have one."""


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

VOWEL_LEFT_OUT = 0.5
"""What each vowel costs that a word written without any vowels leaves out."""

CLOSING_VOWEL = 0.9
"""What a vowel costs that a Latin form adds behind the last consonant of an Arabic one (Portuguese, Swahili)."""

SAME_NAME, SAME_NAME_ACROSS = 0.6, 1.5
"""What it costs at most to write one form of a name for another: of one name in ``tables/spellings.tsv``, or made one
by the rules of ``names.spelling``; and the same where one of them is written in Arabic script."""

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
OF_A_CULTURE = 2.0
"""What it takes, in nats a name, to read all its words as those of one culture."""
BEYOND = 0.3
"""In choosing candidates, what the listed name holds beyond the query counts against it with this weight."""
RESIDUE_FROM = 0.25
"""Near words must account for this share of the lesser name before what is left over is looked at."""
CUT_LETTER = 1.8
"""What each letter of the beginning of a word says, in nats, where the last word asked was cut."""
LITTLE = 9.0
"""What agrees and says less than this in all, in nats, counts against a pair."""
INITIAL = 0.8
"""What an initial says that begins a word of the other name, in nats."""
CANDIDATES = 24
"""How many names are compared in full."""

ROLE_WEIGHT = {"base": 1.0, "kunya": 0.5, "title": 0.3, "initial": 0.25, "number": 0.7, "legal_form": 0.15}
"""What a word weighs by its role; a particle weighs nothing."""

PATRONYMIC = 0.4
"""What a Slavic patronymic of a name of three words or more weighs, times its role: it is often left out."""

CONTRADICTIONS = {
    "born.near": 0.1,
    "born.swapped": 0.1,
    "sex.differs": 3.0,
    "nationality.differs": 1.0,
    "document.differs": 0.4,
}
"""What speaks against a hit, in nats off the name's own score. Another document lowers a hit a little: people have
several, and lists rarely name them all. Another birth year: ``born_apart``."""

BORN_NEAR_YEARS = 1.5


def born_apart(years: float) -> float:
    """What birth dates that lie this many years apart say against a hit, in nats.

    Up to ten years little: dates are estimated, misread by one figure and misheard, and a hit is a question. Then ever
    more.
    """
    return min(8.0, 0.3 * years + 0.6 * max(0.0, years - 10.5))


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
    "constant": (-1.579, -3.164),
    "agreement": (2.780, 2.971),
    "residue": (1.933, 0.532),
    "cost": (-0.102, 1.454),
    "left_asked": (-1.032, 0.725),
    "left_listed": (-1.610, -0.520),
    "left_both": (1.021, -0.512),
    "covered_asked": (2.276, 0.791),
    "covered_listed": (-2.726, -1.111),
    "covered_both": (1.033, 2.487),
    "exact_words": (0.484, 0.179),
    "highest_cost": (-1.671, -0.472),
    "initials": (0.382, 0.000),
    "weak": (-0.740, -0.656),
    "arabic": (0.864, -0.254),
    "cyrillic": (0.272, 0.174),
    "one_word": (0.218, 0.207),
    "numbers": (-2.000, -2.000),
    "organisation": (0.000, 0.000),
    "cost_share": (-1.447, -1.450),
    "left_words_both": (0.415, -0.032),
    "two_exact": (0.706, -0.476),
    "agreement_log": (-1.873, -1.079),
    "contradiction": (-0.683, -1.426),
    "contradicted": (-0.410, 0.655),
    "all_asked": (1.251, 1.145),
    "all_listed": (0.644, -0.158),
    "cut_word": (-0.220, -0.049),
    "cut_in_place": (2.008, -0.001),
    "cut_left": (1.433, -0.000),
    "says_little": (-1.818, -3.241),
    "doubt": (-2.534, -1.180),
    "asked_worth": (1.369, 0.371),
    "listed_worth": (1.407, 0.359),
    "likeness": (0.000, 0.000),
    "whole": (0.000, 0.000),
}
"""The score of a name is the logistic function of the sum of these; ``alignment.FEATURES`` says what each reads."""

LEAST_WHOLE = (0.97, 0.6, 0.9999)
"""What a name counts for at least when every word of both is the same: a name, a weak alias, a name in the same script.
The last stands above all others, so that an entry is shown by the very name that was asked."""
NOTHING_NEAR = 0.01
"""The highest score of a pair of which no words are near: it is never a hit, and only put in order."""
RISE = 0.6
"""How far agreements may lift a hit towards the top."""
