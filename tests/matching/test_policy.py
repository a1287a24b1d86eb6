import hashlib
from importlib.resources import files

from acordo.matching import policy
from acordo.matching.alignment import FEATURES
from acordo.names import Role, alphabets, roles, spelling

TABLES = ("letters-arabic.tsv", "letters-latin.tsv", "letters-by-hand.tsv", "spellings.tsv", "words.tsv")
OTHER_ALPHABETS = [
    sorted(table.items())
    for table in (alphabets._GREEK, alphabets._HEBREW, alphabets._GEORGIAN, alphabets._ARMENIAN, alphabets._ethiopic())
]
DIGESTS = {1: "32685618171c7c7e", 2: "a7617d4fc252fabe", 3: "321cb355ff4e7589", 4: "31155699302a3347"}
"""What each policy version was made of; a change to a table or a number needs a new version and a new line."""


def _text(name: str) -> str:
    return (files("acordo.matching") / "tables" / name).read_text("utf-8")


def test_a_change_to_a_table_or_a_number_is_a_new_policy_version() -> None:
    numbers = {name: value for name, value in vars(policy).items() if name.isupper()}
    digest = hashlib.sha256(repr(sorted(numbers.items())).encode())
    for name in TABLES:
        digest.update(_text(name).encode())
    for table in (spelling._RUNS, sorted(roles._ROLES.items()), sorted(alphabets.CYRILLIC.items()), *OTHER_ALPHABETS):
        digest.update(repr(table).encode())
    assert digest.hexdigest()[:16] == DIGESTS[policy.POLICY_VERSION]


def test_every_table_names_its_source_and_terms() -> None:
    for name in TABLES:
        head = [line for line in _text(name).splitlines() if line.startswith("#")]
        assert any("Source" in line for line in head), name


def test_tables_hold_single_words_only() -> None:
    for name in TABLES:
        for line in _text(name).splitlines():
            if not line.startswith("#"):
                assert all(" " not in cell for cell in line.split("\t")), line


def test_every_feature_has_its_coefficients_and_every_role_its_weight() -> None:
    assert tuple(policy.COEFFICIENTS) == FEATURES
    assert set(policy.ROLE_WEIGHT) == set(Role) - {Role.PARTICLE}
