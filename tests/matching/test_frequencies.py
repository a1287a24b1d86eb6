import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from acordo.matching import policy
from acordo.matching.frequencies import as_of_one_culture, information, shares, smoothed_information

SAYS = st.lists(st.floats(1, 12, width=32), min_size=3, max_size=3)


@given(st.lists(SAYS, min_size=1, max_size=5))
def test_a_name_never_says_more_within_a_culture_than_among_all_people(rows: list[list[float]]) -> None:
    says = np.array(rows, np.float32).T
    weights = np.ones(says.shape[1], np.float32)
    told = as_of_one_culture(says, weights, np.array([0, says.shape[1]], np.int64))
    assert told.sum() <= says[0].sum() + 1e-3
    assert told.sum() <= says[1:].sum(axis=1).min() + policy.OF_A_CULTURE + 1e-3


def test_each_name_is_read_by_itself() -> None:
    says = np.array([[9, 9, 9, 9], [2, 2, 12, 12]], np.float32)
    told = as_of_one_culture(says, np.ones(4, np.float32), np.array([0, 2, 4], np.int64))
    assert told.tolist() == [3.0, 3.0, 9.0, 9.0]


def test_a_word_that_a_culture_uses_more_says_less_there() -> None:
    table = shares()
    common = [word for word in ("sergei", "mohamed", "silva") if word in table.place]
    assert common
    said = information(common)
    assert (said[1:].min(axis=0) < said[0] - 0.4).all()


def test_a_word_nobody_bears_says_the_most_and_near_spellings_only_take_away() -> None:
    assert information(["qqxzvw"]).min() == np.float32(policy.MOST_INFORMATION)
    words = ["mohamed", "muhamed", "nhacudima"]
    assert (smoothed_information(words) <= information(words) + 1e-4).all()
