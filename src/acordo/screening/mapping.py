"""Which heading of a file holds what: guessed from the headings and a few rows, for a person to confirm.

A mapping goes from our column to the file's heading. A name in several columns is put together from its parts; a day
that is written 15/06/1988 or 06/15/1988 says in its column's name which of the two it is.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from acordo.screening.failures import TwiceMapped, UnknownColumn
from acordo.wording import mark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FIELDS = {
    "name": mark("Name"),
    "given_name": mark("Given name"),
    "middle_name": mark("Middle name or patronymic"),
    "family_name": mark("Family name"),
    "born": mark("Date of birth (1988-06-15)"),
    "born_day_first": mark("Date of birth, day first (15/06/1988)"),
    "born_month_first": mark("Date of birth, month first (06/15/1988)"),
    "nationality": mark("Nationality"),
    "sex": mark("Sex"),
    "document": mark("Number of a document"),
    "kind": mark("Kind: person, group, company, vessel, aircraft"),
    "id": mark("Your own number of the row"),
}
"""Our columns, each with its label."""

NAME_PARTS = ("given_name", "middle_name", "family_name")
BIRTHS = ("born", "born_day_first", "born_month_first")

_SPELLINGS = {
    "name": "name|full name|fullname|complete name|nome|nome completo|nome do passageiro|passenger|passenger name|"
    "traveller|traveler|фио|ф и о|полное имя|имя полностью|nom complet|nom et prenom|nom et prenoms|nombre|"
    "nombre completo|nombre y apellidos|nombres y apellidos|subject|person|pessoa",
    "given_name": "given name|given names|first name|firstname|forename|forenames|christian name|nome proprio|"
    "nomes proprios|primeiro nome|prenome|имя|prenom|prenoms|nombres|primer nombre|nombre de pila",
    "middle_name": "middle name|middle names|second name|patronymic|отчество|nome do meio|deuxieme prenom|"
    "segundo nombre",
    "family_name": "family name|last name|lastname|surname|apelido|apelidos|sobrenome|ultimo nome|nome de familia|"
    "фамилия|nom|nom de famille|apellido|apellidos",
    "born": "born|date of birth|birth date|birthdate|birthday|dob|d o b|year of birth|data de nascimento|"
    "data nascimento|data nasc|nascimento|nascido em|nascida em|dn|ano de nascimento|дата рождения|год рождения|др|"
    "date de naissance|ne le|naissance|fecha de nacimiento|nacimiento|fecha nacimiento",
    "nationality": "nationality|citizenship|country|country of citizenship|nacionalidade|cidadania|pais|"
    "гражданство|национальность|страна|nationalite|pays|nacionalidad",
    "sex": "sex|gender|sexo|genero|пол|sexe|genre",
    "document": "document|document number|document no|passport|passport no|passport number|passport nr|id number|"
    "id card|passaporte|numero do passaporte|n do passaporte|no do passaporte|no passaporte|bi|numero de bi|n bi|no bi|"
    "bilhete de identidade|documento|numero do documento|n documento|dire|паспорт|номер паспорта|"
    "серия и номер паспорта|документ|номер документа|passeport|numero de passeport|no de passeport|pasaporte|"
    "numero de pasaporte|dni",
    "kind": "kind|type of party|schema|tipo de parte",
    "id": "id|reference|ref|row id|record id|identificador|referencia|идентификатор",
}
_KNOWN = {spelling: field for field, spellings in _SPELLINGS.items() for spelling in spellings.split("|")}
_DAY = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")


@dataclass(frozen=True, slots=True)
class Guess:
    """What a file's headings seem to mean: our column to heading, and the headings that mean nothing to us.

    ``sure`` is False where no column of names was found: then a person must choose.
    """

    columns: Mapping[str, str]
    carried: tuple[str, ...]

    @property
    def sure(self) -> bool:
        """A name was found."""
        return "name" in self.columns or any(part in self.columns for part in NAME_PARTS)


def guess(headings: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> Guess:
    """What each heading seems to hold; ``rows`` are a few rows, whose days show in which order they are written."""
    found: dict[str, str] = {}
    for heading in headings:
        field = _KNOWN.get(_plain(heading))
        if field and field not in found:
            found[field] = heading
    _settle_names(found)
    if "born" in found:
        at = list(headings).index(found["born"])
        found[_order_of([row[at] for row in rows if at < len(row)])] = found.pop("born")
    ordered = {field: found[field] for field in FIELDS if field in found}
    taken = set(ordered.values())
    return Guess(ordered, tuple(heading for heading in headings if heading not in taken))


def require_sound(mapping: Mapping[str, str]) -> None:
    """Refuse a mapping that has no meaning.

    Raises:
        UnknownColumn: it names a column that is not ours.
        TwiceMapped: it says the same thing twice.
    """
    for field in mapping:
        if field not in FIELDS:
            raise UnknownColumn(column=field, known=", ".join(FIELDS))
    parts = [part for part in NAME_PARTS if part in mapping]
    if "name" in mapping and parts:
        raise TwiceMapped(one="name", other=parts[0])
    births = [born for born in BIRTHS if born in mapping]
    if len(births) > 1:
        raise TwiceMapped(one=births[0], other=births[1])


def written_day(text: str, field: str) -> str:
    """A day as its column writes it, in our form; a text of another form is left as it is."""
    found = _DAY.fullmatch(text.strip()) if field != "born" else None
    if not found:
        return text
    first, _, second, year = found.groups()
    day, month = (first, second) if field == "born_day_first" else (second, first)
    return f"{year}-{int(month):02d}-{int(day):02d}"


def _settle_names(found: dict[str, str]) -> None:
    """Beside a family name, a heading that means *name* alone means the given name: *Nome, Apelido*; *Nom, Prénom*."""
    if "name" not in found or not any(part in found for part in NAME_PARTS):
        if "family_name" in found and "given_name" not in found:  # "Nom" by itself is the whole name
            found["name"] = found.pop("family_name")
        elif "given_name" in found and "family_name" not in found:  # and so is "Имя"
            found["name"] = found.pop("given_name")
        return
    if "given_name" in found and "family_name" in found:
        del found["name"]
    elif "family_name" in found:
        found["given_name"] = found.pop("name")
    else:
        for part in NAME_PARTS:
            found.pop(part, None)


def _order_of(days: Sequence[str]) -> str:
    """Which of our columns writes its days so; where nothing decides, the day comes first, as it does here."""
    found = [day for text in days if (day := _DAY.fullmatch(text.strip()))]
    if not found:
        return "born"
    month_first = any(int(day[3]) > 12 for day in found) and not any(int(day[1]) > 12 for day in found)
    return "born_month_first" if month_first else "born_day_first"


def _plain(heading: str) -> str:
    """A heading in small letters without accents, signs and ordinals."""
    letters = unicodedata.normalize("NFKD", heading.casefold().replace("№", "no").replace("º", " ").replace("°", " "))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter) or letter == "\u0306")
    bare = unicodedata.normalize("NFC", bare)
    return " ".join(re.sub(r"[^\w]|_", " ", bare).split())
