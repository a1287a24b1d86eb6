"""The desk answers several officers at once from one index in one process: nobody gets another's hits."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from acordo.facts import Kind, Property
from acordo.matching import Index, Listed, ListedName, Query

GIVEN = ("Zubeir", "Filomena", "Edson", "Mustafa", "Halima", "Orlando", "Kwame", "Светлана", "خليل")
FAMILY = ("Makonga", "Chitsonga", "Vilanculos", "Kidogo", "Nampuita", "Tarimo", "Вершинская", "النمبولي")


def test_many_threads_get_what_one_gets() -> None:
    names = [f"{given} {family}" for given in GIVEN for family in FAMILY]
    index = Index.build(
        Listed(f"made/{i}", Kind.PERSON, (ListedName(name, Property.PRIMARY_NAME),)) for i, name in enumerate(names)
    )
    queries = [Query((name,)) for name in names]
    alone = [index.screen(query) for query in queries]
    assert all(hits for hits in alone)
    with ThreadPoolExecutor(8) as pool:
        for _ in range(3):
            assert list(pool.map(index.screen, queries)) == alone
