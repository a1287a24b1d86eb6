"""The columns of the national list: one table, from which the file is read and the desk's form is made.

A column holds one value, or several divided by ``;`` (on lines of their own in the form). Its headings are the English,
Portuguese and Russian one; case, marks and blanks do not matter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from acordo.facts import Kind, Property, Sex
from acordo.names import fold


class Form(StrEnum):
    """How the values of a column are written."""

    REFERENCE = "reference"
    KIND = "kind"
    NAME = "name"
    DATE = "date"
    DAY = "day"
    SEX = "sex"
    PLACE = "place"
    ADDRESS = "address"
    DOCUMENT = "document"
    TEXT = "text"
    PROSE = "prose"
    """Running text, whose line breaks stay and in which ``;`` divides nothing."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its headings in three languages, what its values are stated as, and whether it must hold one."""

    key: str
    headings: tuple[str, str, str]
    form: Form
    property: Property | None
    several: bool = False
    needed: bool = False


def _one(key: str, form: Form, property_: Property | None, headings: str, *, needed: bool = False) -> Column:
    english, portuguese, russian = headings.split("|")
    return Column(key, (english, portuguese, russian), form, property_, needed=needed)


def _several(key: str, form: Form, property_: Property, headings: str) -> Column:
    return replace(_one(key, form, property_, headings), several=True)


COLUMNS = (
    _one("reference", Form.REFERENCE, None, "reference|referência|номер", needed=True),
    _one("kind", Form.KIND, Property.KIND, "kind|tipo|вид", needed=True),
    _one("name", Form.NAME, Property.PRIMARY_NAME, "name|nome|имя", needed=True),
    _several("other_names", Form.NAME, Property.GOOD_ALIAS, "other names|outros nomes|другие имена"),
    _several("weak_names", Form.NAME, Property.LOW_ALIAS, "weak names|nomes fracos|слабые имена"),
    _several("former_names", Form.NAME, Property.FORMER_NAME, "former names|nomes anteriores|прежние имена"),
    _several("script", Form.NAME, Property.ORIGINAL_NAME, "original script|grafia original|исходное написание"),
    _several("born", Form.DATE, Property.BORN, "date of birth|data de nascimento|дата рождения"),
    _several("birth_place", Form.PLACE, Property.BIRTH_PLACE, "place of birth|local de nascimento|место рождения"),
    _one("sex", Form.SEX, Property.SEX, "sex|sexo|пол"),
    _several("nationality", Form.TEXT, Property.NATIONALITY, "nationality|nacionalidade|гражданство"),
    _one("father_name", Form.TEXT, Property.FATHER_NAME, "father's name|nome do pai|имя отца"),
    _one("mother_name", Form.TEXT, Property.MOTHER_NAME, "mother's name|nome da mãe|имя матери"),
    _several("documents", Form.DOCUMENT, Property.DOCUMENT, "documents|documentos|документы"),
    _several("addresses", Form.ADDRESS, Property.ADDRESS, "addresses|endereços|адреса"),
    _several("positions", Form.TEXT, Property.POSITION, "positions|cargos|должности"),
    _several(
        "number", Form.TEXT, Property.REGISTRATION_NUMBER, "registration number|número de registo|номер регистрации"
    ),
    _one("decision", Form.TEXT, Property.LEGAL_BASIS, "decision|decisão|решение", needed=True),
    _one("decided_on", Form.DAY, Property.LISTED_ON, "decided on|data da decisão|дата решения", needed=True),
    _several("measures", Form.TEXT, Property.MEASURE, "measures|medidas|меры"),
    _one("reasons", Form.PROSE, Property.NARRATIVE, "reasons|motivos|основания", needed=True),
    _one("note", Form.PROSE, Property.NOTE, "note|nota|примечание"),
)
"""In the order in which a clerk's table has them; a file may have them in any order."""

BY_HEADING = {fold(heading): column for column in COLUMNS for heading in column.headings} | {
    fold(column.key.replace("_", " ")): column for column in COLUMNS
}

_KINDS = {
    Kind.PERSON: "person|pessoa|лицо|человек",
    Kind.GROUP: "group|grupo|группа|группировка",
    Kind.COMPANY: "company|empresa|компания",
    Kind.VESSEL: "vessel|navio|судно",
    Kind.AIRCRAFT: "aircraft|aeronave|воздушное судно",
}
_SEXES = {
    Sex.MALE: "male|m|masculino|homem|мужской|м",
    Sex.FEMALE: "female|f|feminino|mulher|женский|ж",
}
KINDS = {fold(word): kind for kind, words in _KINDS.items() for word in words.split("|")}
SEXES = {fold(word): sex for sex, words in _SEXES.items() for word in words.split("|")}
