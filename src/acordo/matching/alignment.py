# ruff: noqa: ANN001, ANN201, ANN202, C901, D417 - kernels: their types are the compiler's
# mypy: disable-error-code="no-untyped-def, no-untyped-call"
"""Two names are laid beside each other: which words met, how, at what cost, and what is left over.

First the units that are near, the worthiest first, over disjoint words; then the residue: initials, beginnings, words
joined differently, and words that are only alike. Each meeting is one record: ``how``, mask asked, mask listed, cost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from acordo.matching import policy
from acordo.matching.candidates import mask_information
from acordo.matching.kernels import kernel
from acordo.matching.letter_costs import NEVER, Grid, word_cost
from acordo.matching.letters import LONGEST

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEAR, ALIKE, INITIAL, BEGINNING, JOINED, CUT = range(6)
"""How two words met; ``CUT``: the last word asked is the beginning of a listed one, as where a field was too short."""
MOST_RECORDS = 14
MOST_PAIRS = 512
_RESIDUE_ROUNDS = 4
_JOINING = 0.5
_MARGIN = np.float32(0.001)
"""So much further than a meeting can be of use it is looked at, so that rounding decides nothing."""
_EACH_LETTER = np.float32(policy.CUT_LETTER)
_RESIDUE_FROM = np.float32(policy.RESIDUE_FROM)
_AGREEMENT, _RESIDUE, _COST, _HIGHEST, _EXACT, _INITIALS, _MET, _CUT = range(8)

WEAK, CYRILLIC, ARABIC, OTHER_SCRIPT, ORGANISATION = 1, 2, 4, 8, 16
"""Flags of a name."""


class Chains(NamedTuple):
    """From a listed word to what is near it in the query.

    ``head[word]`` is the first link (-1: none), ``following`` the next; each has the unit of the query and the cost.
    """

    head: NDArray[np.int32]
    following: NDArray[np.int32]
    unit: NDArray[np.int32]
    cost: NDArray[np.float32]


class Scratch(NamedTuple):
    """Room for one alignment: pairs, the best residue, words still free on both sides, sums, letters, grid."""

    pairs: NDArray[np.float32]
    residue: NDArray[np.float32]
    free: NDArray[np.uint32]
    sums: NDArray[np.float32]
    joined: NDArray[np.uint8]
    grid: Grid


FEATURES = (
    "constant",
    "agreement",
    "residue",
    "cost",
    "left_asked",
    "left_listed",
    "left_both",
    "covered_asked",
    "covered_listed",
    "covered_both",
    "exact_words",
    "highest_cost",
    "initials",
    "weak",
    "arabic",
    "cyrillic",
    "one_word",
    "numbers",
    "organisation",
    "cost_share",
    "left_words_both",
    "two_exact",
    "agreement_log",
    "contradiction",
    "contradicted",
    "all_asked",
    "all_listed",
    "cut_word",
    "whole",
)
"""What the score is made of, in the order of the coefficients."""


@kernel
def _bits(mask):
    count = 0
    while mask:
        mask &= mask - np.uint32(1)
        count += 1
    return count


@kernel
def _note(records, count, how, one, other, cost):
    if count < MOST_RECORDS:
        records[count, 0] = how
        records[count, 1] = one
        records[count, 2] = other
        records[count, 3] = cost
        return count + 1
    return count


@kernel
def lay(
    query, asked, asked_codes, asked_code_at, name, listed, codes, code_at, chains, costs, cost_weight, scratch,
    records, features,
):  # fmt: skip
    """Lay name ``name`` beside the asked ``query``; fills ``records`` and ``features``, returns the records' count.

    Args:
        query, asked, asked_codes, asked_code_at: the name asked, among its names, and the letters of their words.
        name, listed, codes, code_at: the listed name likewise.
        chains: a ``Chains``: from each listed word to the units of the query that are near it.
        costs, cost_weight: a ``LetterCosts``, and from the policy.
        scratch: a ``Scratch``.
        records, features: out; see the module and ``FEATURES``.
    """
    free, sums = scratch.free, scratch.sums
    sums[:] = 0
    free[0] = (np.uint32(1) << np.uint32(asked.base_at[query + 1] - asked.base_at[query])) - np.uint32(1)
    free[1] = (np.uint32(1) << np.uint32(listed.base_at[name + 1] - listed.base_at[name])) - np.uint32(1)
    found = _near_pairs(query, asked, name, listed, chains, cost_weight, scratch.pairs)
    count = _meet_near(found, scratch.pairs, free, sums, records)
    asked_says = asked.base_information[asked.base_at[query] : asked.base_at[query + 1]].sum()
    listed_says = listed.base_information[listed.base_at[name] : listed.base_at[name + 1]].sum()
    hopeless = 0 < sums[_AGREEMENT] < _RESIDUE_FROM * min(asked_says, listed_says)
    for _ in range(0 if hopeless else _RESIDUE_ROUNDS):
        if not free[0] or not free[1]:
            break
        if not _best_residue(
            query, asked, asked_codes, asked_code_at, name, listed, codes, code_at, costs, cost_weight, scratch
        ):
            break
        count = _take_residue(scratch.residue, free, sums, records, count)
    _fill(query, asked, name, listed, free, sums, features)
    return count


@kernel
def _near_pairs(query, asked, name, listed, chains, cost_weight, pairs):
    """Every pair of near units: worth in the choice, masks, cost, worth; returns how many."""
    asked_first, listed_first = asked.base_at[query], listed.base_at[name]
    found = 0
    for unit in range(listed.unit_at[name], listed.unit_at[name + 1]):
        link = chains.head[listed.unit_word[unit]]
        if link < 0:
            continue
        mask = listed.unit_mask[unit]
        says = mask_information(mask, listed_first, listed.base_information)
        while link >= 0:
            asked_mask = asked.unit_mask[chains.unit[link]]
            asked_says = mask_information(asked_mask, asked_first, asked.base_information)
            worth = min(says, asked_says) - cost_weight * chains.cost[link]
            if worth > 0 and found < MOST_PAIRS:
                # Two words against two only where word against word does not explain them better.
                both_joined = _bits(asked_mask) > 1 and _bits(mask) > 1
                pairs[found, 0] = worth * (np.float32(0.45) if both_joined else np.float32(1.0))
                pairs[found, 1] = asked_mask
                pairs[found, 2] = mask
                pairs[found, 3] = chains.cost[link]
                pairs[found, 4] = worth
                found += 1
            link = chains.following[link]
    return found


@kernel
def _meet_near(found, pairs, free, sums, records):
    """Take pairs, the worthiest first, over words that are still free; returns the records' count."""
    count = 0
    while True:
        best = -1
        for i in range(found):
            one, other = np.uint32(pairs[i, 1]), np.uint32(pairs[i, 2])
            taken = (one & free[0]) != one or (other & free[1]) != other
            if not taken and (best < 0 or pairs[i, 0] > pairs[best, 0] + 1e-5):
                best = i
        if best < 0:
            return count
        one, other = np.uint32(pairs[best, 1]), np.uint32(pairs[best, 2])
        free[0] &= ~one
        free[1] &= ~other
        sums[_AGREEMENT] += pairs[best, 4]
        sums[_COST] += pairs[best, 3]
        sums[_HIGHEST] = max(sums[_HIGHEST], pairs[best, 3])
        sums[_MET] += 1
        if pairs[best, 3] < 0.01:
            sums[_EXACT] += min(_bits(one), _bits(other))
        count = _note(records, count, NEAR, pairs[best, 1], pairs[best, 2], pairs[best, 3])


@kernel
def _best_residue(query, asked, asked_codes, asked_code_at, name, listed, codes, code_at, costs, cost_weight, scratch):
    """Find the best meeting of leftover words and write it to ``scratch.residue``; False where there is none."""
    residue, free = scratch.residue, scratch.free
    residue[0] = 0
    asked_first, listed_first = asked.base_at[query], listed.base_at[name]
    asked_count, listed_count = asked.base_at[query + 1] - asked_first, listed.base_at[name + 1] - listed_first
    for i in range(asked_count):
        if not free[0] >> np.uint32(i) & np.uint32(1):
            continue
        word = asked.base_word[asked_first + i]
        one = asked_codes[asked_code_at[word] : asked_code_at[word + 1]]
        one_says = asked.base_information[asked_first + i]
        for j in range(listed_count):
            if not free[1] >> np.uint32(j) & np.uint32(1):
                continue
            word = listed.base_word[listed_first + j]
            other = codes[code_at[word] : code_at[word + 1]]
            other_says = listed.base_information[listed_first + j]
            says = min(one_says, other_says)
            how, price = _alike(one, other, says, residue[0], costs, scratch.grid)
            if how == BEGINNING and i == asked_count - 1 and i > 0 and len(one) < len(other):
                how = CUT
            if how >= 0:
                gain = _gain(how, price, says, len(one), len(other))
                _keep(residue, gain, how, 1 << i, 1 << j, price)
            # One word here may be two there, in either order.
            for k in range(j + 1, listed_count):
                if free[1] >> np.uint32(k) & np.uint32(1) and len(one) >= 5:
                    word = listed.base_word[listed_first + k]
                    third = codes[code_at[word] : code_at[word + 1]]
                    says = min(one_says, other_says + listed.base_information[listed_first + k])
                    bound = (says - _JOINING - residue[0]) / cost_weight + _MARGIN
                    price = _joined(one, other, third, scratch.joined, costs, bound, scratch.grid)
                    gain = says - cost_weight * price - _JOINING
                    _keep(residue, gain, JOINED, 1 << i, 1 << j | 1 << k, price)
            for k in range(i + 1, asked_count):
                if free[0] >> np.uint32(k) & np.uint32(1) and len(other) >= 5:
                    word = asked.base_word[asked_first + k]
                    third = asked_codes[asked_code_at[word] : asked_code_at[word + 1]]
                    says = min(other_says, one_says + asked.base_information[asked_first + k])
                    bound = (says - _JOINING - residue[0]) / cost_weight + _MARGIN
                    price = _joined(other, one, third, scratch.joined, costs, bound, scratch.grid)
                    gain = says - cost_weight * price - _JOINING
                    _keep(residue, gain, JOINED, 1 << i | 1 << k, 1 << j, price)
    return residue[0] > 0


@kernel
def _keep(residue, gain, how, one, other, price):
    """Keep the better meeting."""
    if gain > residue[0] and price < NEVER:
        residue[0] = gain
        residue[1] = how
        residue[2] = one
        residue[3] = other
        residue[4] = price


@kernel
def _take_residue(residue, free, sums, records, count):
    """Take the meeting that was found; returns the records' count."""
    free[0] &= ~np.uint32(residue[2])
    free[1] &= ~np.uint32(residue[3])
    sums[_RESIDUE] += residue[0]
    sums[_MET] += 1
    if residue[1] == INITIAL:
        sums[_INITIALS] += 1
    elif residue[1] == CUT:
        sums[_CUT] = 1
    else:
        sums[_COST] += residue[4]
        sums[_HIGHEST] = max(sums[_HIGHEST], residue[4])
    return _note(records, count, residue[1], residue[2], residue[3], residue[4])


@kernel
def _fill(query, asked, name, listed, free, sums, features):
    """Write what the score is made of, in the order of ``FEATURES``."""
    asked_first, listed_first = asked.base_at[query], listed.base_at[name]
    left_asked = mask_information(free[0], asked_first, asked.base_information)
    left_listed = mask_information(free[1], listed_first, listed.base_information)
    all_asked = max(asked.base_information[asked_first : asked.base_at[query + 1]].sum(), np.float32(0.1))
    all_listed = max(listed.base_information[listed_first : listed.base_at[name + 1]].sum(), np.float32(0.1))
    flags = listed.flags[name]
    either = flags ^ asked.flags[query]
    agreement, residue, cost, met = sums[_AGREEMENT], sums[_RESIDUE], sums[_COST], sums[_MET]
    covered_asked, covered_listed = 1 - left_asked / all_asked, 1 - left_listed / all_listed
    none_asked, none_listed = not _naming(free[0], asked_first, asked), not _naming(free[1], listed_first, listed)
    features[0] = 1.0
    features[1] = min(agreement, 20.0) / 10
    features[2] = min(residue, 20.0) / 10
    features[3] = min(cost, 20.0) / 10
    features[4] = min(left_asked, 30.0) / 10
    features[5] = min(left_listed, 30.0) / 10
    features[6] = min(left_asked, left_listed, np.float32(20.0)) / 10
    features[7] = covered_asked
    features[8] = covered_listed
    features[9] = covered_asked * covered_listed
    features[10] = min(sums[_EXACT], 4) / 2
    features[11] = sums[_HIGHEST] / 10
    features[12] = min(sums[_INITIALS], 2)
    features[13] = 1.0 if flags & WEAK else 0.0
    features[14] = 1.0 if either & ARABIC else 0.0
    features[15] = 1.0 if either & (CYRILLIC | OTHER_SCRIPT) else 0.0
    features[16] = 1.0 if met <= 1 else 0.0
    features[17] = _numbers_left(free[0], asked_first, asked) + _numbers_left(free[1], listed_first, listed)
    features[18] = 1.0 if flags & ORGANISATION else 0.0
    features[19] = cost / max(met, 1) / 5
    features[20] = min(_bits(free[0]), _bits(free[1]), 3)
    features[21] = 1.0 if sums[_EXACT] >= 2 else 0.0
    features[22] = np.log1p(agreement + residue)
    features[23] = min(left_asked, left_listed) / min(all_asked, all_listed)
    features[24] = 1.0 if min(left_asked, left_listed) > 4 else 0.0
    features[25] = 1.0 if none_asked else 0.0
    features[26] = 1.0 if none_listed else 0.0
    whole = none_asked and none_listed and met > 0 and cost < 0.01 and residue == 0
    same_script = not either & (ARABIC | CYRILLIC | OTHER_SCRIPT)
    features[27] = sums[_CUT]
    features[28] = (2.0 if same_script else 1.0) if whole else 0.0


@kernel
def _numbers_left(free, first, names):
    i = 0
    while free:
        if free & np.uint32(1) and names.base_role[first + i] == 1:
            return 1.0
        free >>= np.uint32(1)
        i += 1
    return 0.0


@kernel
def _naming(free, first, names):
    """Whether any of the words of a mask is more than a legal form."""
    i = 0
    while free:
        if free & np.uint32(1) and names.base_role[first + i] != 2:
            return True
        free >>= np.uint32(1)
        i += 1
    return False


@kernel
def _alike(one, other, says, least, costs, grid):
    """How two leftover words may meet, and at what cost; -1: not at all, or for a gain of no more than ``least``."""
    n, m = len(one), len(other)
    if n == 0 or m == 0:
        return -1, NEVER
    if n == 1 or m == 1:
        return (INITIAL, np.float32(0.0)) if one[0] == other[0] and n != m else (-1, NEVER)
    shorter, longer = min(n, m), max(n, m)
    if shorter >= 3 and longer > shorter:
        same = 0
        while same < shorter and one[same] == other[same]:
            same += 1
        if same == shorter:
            return BEGINNING, np.float32(longer - shorter)
    # Beyond this the gain, as ``_gain`` has it, is not more than the least.
    bound = np.float32((says - least) / (says / (0.9 * (n + m)) + 0.6)) + _MARGIN
    price = word_cost(one, other, costs, min(np.float32(1.5) * shorter, bound), grid)
    return (ALIKE, price) if price < NEVER else (-1, NEVER)


@kernel
def _gain(how, price, says, n, m):
    """What a meeting of leftovers is worth."""
    if how == INITIAL:
        return np.float32(0.8)
    if how == CUT:
        return np.float32(min(says, _EACH_LETTER * n))
    if how == BEGINNING:
        return np.float32(says * 0.7 * min(n, m) / max(n, m))
    return np.float32(says * (1.0 - price / (0.9 * (n + m))) - 0.6 * price)


@kernel
def _joined(whole, first, second, joined, costs, most, grid):
    """The cost of one word against two, in the better order; ``NEVER`` where it is more than ``most``."""
    n, m = len(first), len(second)
    if n + m > LONGEST or abs(n + m - len(whole)) > 3 or most < 0:
        return NEVER
    joined[:n] = first
    joined[n : n + m] = second
    bound = np.float32(min(len(whole), n + m, np.float32(7.0), most))
    price = word_cost(whole, joined[: n + m], costs, bound, grid)
    joined[:m] = second
    joined[m : n + m] = first
    return min(price, word_cost(whole, joined[: n + m], costs, bound, grid))
