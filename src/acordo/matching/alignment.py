"""Two names are laid beside each other: which words met, how, at what cost, and what is left over.

First the units that are near, the worthiest first, over disjoint words; then the residue: initials, beginnings, words
joined differently, and words that are only alike. Each meeting is one record: ``how``, mask asked, mask listed, cost.
"""

from __future__ import annotations

import numpy as np

from acordo.matching.candidates import mask_information
from acordo.matching.kernels import kernel
from acordo.matching.letter_costs import NEVER, word_cost
from acordo.matching.letters import LONGEST

NEAR, ALIKE, INITIAL, BEGINNING, JOINED = range(5)
"""How two words met."""
MOST_RECORDS = 14
_MOST_PAIRS = 512

WEAK, CYRILLIC, ARABIC, OTHER_SCRIPT, ORGANISATION = 1, 2, 4, 8, 16
"""Flags of a name."""

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
    "whole",
)
"""What the score is made of, in the order of the coefficients."""


@kernel
def _bits(mask):  # type: ignore[no-untyped-def]
    count = 0
    while mask:
        mask &= mask - np.uint32(1)
        count += 1
    return count


@kernel
def _note(records, count, how, one, other, cost):  # type: ignore[no-untyped-def]
    if count < MOST_RECORDS:
        records[count, 0] = how
        records[count, 1] = one
        records[count, 2] = other
        records[count, 3] = cost
        return count + 1
    return count


@kernel
def lay(query, asked, asked_codes, asked_code_at, name, listed, codes, code_at, head, following, near_cost, near_unit,
        costs, cost_weight, grid, pairs, joined, records, features):  # type: ignore[no-untyped-def]  # fmt: skip
    """Lay name ``name`` beside the asked ``query``; fills ``records`` and ``features``, returns the records' count.

    ``head[word]`` begins a chain (``following``) of the near links of the query that lead to a listed word; each link
    has its unit and cost.
    """
    asked_first, listed_first = asked.base_at[query], listed.base_at[name]
    asked_count = asked.base_at[query + 1] - asked_first
    listed_count = listed.base_at[name + 1] - listed_first
    found = 0
    for unit in range(listed.unit_at[name], listed.unit_at[name + 1]):
        link = head[listed.unit_word[unit]]
        if link < 0:
            continue
        says = mask_information(listed.unit_mask[unit], listed_first, listed.base_information)
        while link >= 0:
            asked_mask = asked.unit_mask[near_unit[link]]
            asked_says = mask_information(asked_mask, asked_first, asked.base_information)
            worth = min(says, asked_says) - cost_weight * near_cost[link]
            if worth > 0 and found < _MOST_PAIRS:
                pairs[found, 0] = worth
                pairs[found, 1] = asked_mask
                pairs[found, 2] = listed.unit_mask[unit]
                pairs[found, 3] = near_cost[link]
                found += 1
            link = following[link]
    free_asked = (np.uint32(1) << np.uint32(asked_count)) - np.uint32(1)
    free_listed = (np.uint32(1) << np.uint32(listed_count)) - np.uint32(1)
    agreement = np.float32(0.0)
    residue = np.float32(0.0)
    cost = np.float32(0.0)
    highest = np.float32(0.0)
    exact = 0
    initials = 0
    met = 0
    count = 0
    while True:
        best = -1
        for i in range(found):
            one, other = np.uint32(pairs[i, 1]), np.uint32(pairs[i, 2])
            if (one & free_asked) != one or (other & free_listed) != other:
                continue
            if best < 0 or pairs[i, 0] > pairs[best, 0] + 1e-5:
                best = i
        if best < 0:
            break
        one, other = np.uint32(pairs[best, 1]), np.uint32(pairs[best, 2])
        free_asked &= ~one
        free_listed &= ~other
        agreement += pairs[best, 0]
        cost += pairs[best, 3]
        highest = max(highest, pairs[best, 3])
        met += 1
        if pairs[best, 3] < 0.01:
            exact += min(_bits(one), _bits(other))
        count = _note(records, count, NEAR, pairs[best, 1], pairs[best, 2], pairs[best, 3])
    # The residue: what is left on both sides may still meet, at less worth.
    for _ in range(4):
        if not free_asked or not free_listed:
            break
        best_gain = np.float32(0.0)
        best_how, best_one, best_other, best_cost = -1, np.uint32(0), np.uint32(0), np.float32(0.0)
        for i in range(asked_count):
            one = np.uint32(1) << np.uint32(i)
            if not free_asked & one:
                continue
            word = asked.base_word[asked_first + i]
            one_codes = asked_codes[asked_code_at[word] : asked_code_at[word + 1]]
            one_says = asked.base_information[asked_first + i]
            for j in range(listed_count):
                other = np.uint32(1) << np.uint32(j)
                if not free_listed & other:
                    continue
                word = listed.base_word[listed_first + j]
                other_codes = codes[code_at[word] : code_at[word + 1]]
                says = min(one_says, listed.base_information[listed_first + j])
                how, price = _alike(one_codes, other_codes, costs, grid)
                if how >= 0:
                    full = max(one_says, listed.base_information[listed_first + j])
                    gain = _gain(how, price, says, full, len(one_codes), len(other_codes))
                    if gain > best_gain:
                        best_gain, best_how, best_one, best_other, best_cost = gain, how, one, other, price
                # One word here is two there, in either order.
                for k in range(j + 1, listed_count):
                    third = np.uint32(1) << np.uint32(k)
                    if free_listed & third and len(one_codes) >= 5:
                        word = listed.base_word[listed_first + k]
                        third_codes = codes[code_at[word] : code_at[word + 1]]
                        price = _joined(one_codes, other_codes, third_codes, joined, costs, grid)
                        if price < NEVER:
                            both = listed.base_information[listed_first + j] + listed.base_information[listed_first + k]
                            gain = min(one_says, both) - cost_weight * price - 0.5
                            if gain > best_gain:
                                best_gain, best_how, best_one, best_other = gain, JOINED, one, other | third
                                best_cost = price
                for k in range(i + 1, asked_count):
                    third = np.uint32(1) << np.uint32(k)
                    if free_asked & third and len(other_codes) >= 5:
                        word = asked.base_word[asked_first + k]
                        third_codes = asked_codes[asked_code_at[word] : asked_code_at[word + 1]]
                        price = _joined(other_codes, one_codes, third_codes, joined, costs, grid)
                        if price < NEVER:
                            both = one_says + asked.base_information[asked_first + k]
                            gain = min(listed.base_information[listed_first + j], both) - cost_weight * price - 0.5
                            if gain > best_gain:
                                best_gain, best_how, best_one, best_other = gain, JOINED, one | third, other
                                best_cost = price
        if best_how < 0:
            break
        free_asked &= ~best_one
        free_listed &= ~best_other
        residue += best_gain
        if best_how == INITIAL:
            initials += 1
        else:
            cost += best_cost
            highest = max(highest, best_cost)
        met += 1
        count = _note(records, count, best_how, best_one, best_other, best_cost)
    left_asked = mask_information(free_asked, asked_first, asked.base_information)
    left_listed = mask_information(free_listed, listed_first, listed.base_information)
    all_asked, all_listed = np.float32(0.0), np.float32(0.0)
    for i in range(asked_count):
        all_asked += asked.base_information[asked_first + i]
    for j in range(listed_count):
        all_listed += listed.base_information[listed_first + j]
    flags = listed.flags[name]
    either = flags ^ asked.flags[query]
    covered_asked = 1 - left_asked / max(all_asked, np.float32(0.1))
    covered_listed = 1 - left_listed / max(all_listed, np.float32(0.1))
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
    features[10] = min(exact, 4) / 2
    features[11] = highest / 10
    features[12] = min(initials, 2)
    features[13] = 1.0 if flags & WEAK else 0.0
    features[14] = 1.0 if either & ARABIC else 0.0
    features[15] = 1.0 if either & (CYRILLIC | OTHER_SCRIPT) else 0.0
    features[16] = 1.0 if met <= 1 else 0.0
    features[17] = _numbers_left(free_asked, asked_first, asked) + _numbers_left(free_listed, listed_first, listed)
    features[18] = 1.0 if flags & ORGANISATION else 0.0
    features[19] = cost / max(met, 1) / 5
    features[20] = min(_bits(free_asked), _bits(free_listed), 3)
    features[21] = 1.0 if exact >= 2 else 0.0
    features[22] = np.log1p(agreement + residue)
    features[23] = min(left_asked, left_listed) / max(min(all_asked, all_listed), np.float32(0.1))
    features[24] = 1.0 if min(left_asked, left_listed) > 4 else 0.0
    none_asked = not _naming(free_asked, asked_first, asked)
    none_listed = not _naming(free_listed, listed_first, listed)
    features[25] = 1.0 if none_asked else 0.0
    features[26] = 1.0 if none_listed else 0.0
    features[27] = 1.0 if none_asked and none_listed and met and cost < 0.01 and residue == 0 else 0.0
    return count


@kernel
def _numbers_left(free, first, names):  # type: ignore[no-untyped-def]
    i = 0
    while free:
        if free & np.uint32(1) and names.base_role[first + i] == 1:
            return 1.0
        free >>= np.uint32(1)
        i += 1
    return 0.0


@kernel
def _naming(free, first, names):  # type: ignore[no-untyped-def]
    """Whether any of the words of a mask is more than a legal form."""
    i = 0
    while free:
        if free & np.uint32(1) and names.base_role[first + i] != 2:
            return True
        free >>= np.uint32(1)
        i += 1
    return False


@kernel
def _alike(one, other, costs, grid):  # type: ignore[no-untyped-def]
    """How two leftover words may meet, and at what cost; -1: not at all."""
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
    price = word_cost(one, other, costs, np.float32(1.5) * shorter, grid)
    return (ALIKE, price) if price < NEVER else (-1, NEVER)


@kernel
def _gain(how, price, says, full, n, m):  # type: ignore[no-untyped-def]
    """What a meeting of leftovers is worth."""
    if how == INITIAL:
        return np.float32(0.8)
    if how == BEGINNING:
        return np.float32(says * 0.7 * min(n, m) / max(n, m))
    return np.float32(says * (1.0 - price / (0.9 * (n + m))) - 0.6 * price)


@kernel
def _joined(whole, first, second, joined, costs, grid):  # type: ignore[no-untyped-def]
    """The cost of one word against two, in the better order."""
    n, m = len(first), len(second)
    if n + m > LONGEST or abs(n + m - len(whole)) > 3:
        return NEVER
    joined[:n] = first
    joined[n : n + m] = second
    bound = np.float32(1.0) * min(len(whole), n + m)
    price = word_cost(whole, joined[: n + m], costs, min(bound, np.float32(7.0)), grid)
    joined[:m] = second
    joined[m : n + m] = first
    return min(price, word_cost(whole, joined[: n + m], costs, min(bound, np.float32(7.0)), grid))
