"""Invented people, put together from invented and very common single names."""

from hypothesis import strategies as st

from acordo.facts import Kind, PartialDate, Property, Sex
from acordo.matching import Listed, ListedName, Query

GIVEN = ("Tomás", "Amade", "Fátima", "Issufo", "Lurdes", "Selemane", "Рустам", "Ирина", "سليمان", "Zulmira", "Kanthu")
FAMILY = (
    "Nhacudima",
    "Machavane",
    "Muquissirima",
    "Bernardino",
    "Vostrikov",
    "Залеткин",
    "المسعودي",
    "Quelimo",
    "Thalata",
)

WORDS = st.lists(st.sampled_from(GIVEN), min_size=1, max_size=2, unique=True)
NAMES = st.builds(lambda first, last: " ".join([*first, last]), WORDS, st.sampled_from(FAMILY))
DAYS = st.builds(PartialDate, st.integers(1940, 2005), st.integers(1, 12), st.integers(1, 28))
DATES = st.one_of(
    DAYS,
    st.builds(PartialDate, st.integers(1940, 2005)),
    st.builds(PartialDate, st.integers(1940, 2005), circa=st.just(value=True)),
    st.builds(PartialDate, st.integers(1940, 2005), st.integers(1, 12)),
)
PROPERTIES = st.sampled_from([Property.PRIMARY_NAME, Property.GOOD_ALIAS, Property.LOW_ALIAS])
LISTED_NAMES = st.builds(ListedName, NAMES, PROPERTIES, st.integers(0, 2))
SEXES = st.one_of(st.none(), st.sampled_from(list(Sex)))


@st.composite
def registers(draw: st.DrawFn) -> list[Listed]:
    """A few entries with distinct ids."""
    count = draw(st.integers(1, 6))
    return [
        Listed(
            f"made/{i}",
            Kind.PERSON,
            tuple(draw(st.lists(LISTED_NAMES, min_size=1, max_size=3))),
            tuple(draw(st.lists(DATES, max_size=2))),
            tuple(draw(st.lists(st.sampled_from(["MZ", "TZ", "PT"]), max_size=1))),
            tuple(draw(st.lists(st.sampled_from(list(Sex)), max_size=1))),
        )
        for i in range(count)
    ]


QUERIES = st.builds(
    Query,
    st.lists(NAMES, min_size=1, max_size=2).map(tuple),
    st.one_of(st.none(), DATES),
    st.one_of(st.none(), st.sampled_from(["MZ", "TZ", "PT"])),
    SEXES,
)
