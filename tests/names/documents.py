"""Invented travel documents, printed with their check digits."""

from datetime import date

from acordo.names.mrz.checks import check_digit

TODAY = date(2026, 11, 25)
_BORN = date(1971, 5, 2)
_EXPIRES = "311231"


def _proved(run: str) -> str:
    return run + check_digit(run)


def _name(surname: str, given: str, length: int) -> str:
    whole = surname.replace(" ", "<") + ("<<" + given.replace(" ", "<") if given else "")
    return whole[:length].ljust(length, "<")


def passport(
    surname: str, given: str, *, born: date = _BORN, sex: str = "M", number: str = "XX1234567", six: str = ""
) -> str:
    """A passport (TD3) of the invented state UTO; ``six`` prints these figures as the birth date."""
    first = "P<UTO" + _name(surname, given, 39)
    beginning = _proved(number.ljust(9, "<")) + "UTO" + _proved(six or f"{born:%y%m%d}") + sex
    second = beginning + _proved(_EXPIRES) + _proved("<" * 14)
    return f"{first}\n{second}{check_digit(second[0:10] + second[13:20] + second[21:43])}"


def card(surname: str, given: str, *, number: str = "XX1234567") -> str:
    """A card (TD1); a number of more than nine characters goes on in the optional field."""
    held = _proved(number.ljust(9, "<")) if len(number) <= 9 else number[:9] + "<" + _proved(number)[9:]
    first = ("I<UTO" + held).ljust(30, "<")
    second = (_proved(f"{_BORN:%y%m%d}") + "F" + _proved(_EXPIRES) + "UTO").ljust(29, "<")
    whole = first[5:] + second[0:7] + second[8:15] + second[18:29]
    return f"{first}\n{second}{check_digit(whole)}\n{_name(surname, given, 30)}"


def visa(surname: str, given: str) -> str:
    """A small visa (MRV-B)."""
    second = _proved("XX1234567") + "UTO" + _proved(f"{_BORN:%y%m%d}") + "F" + _proved(_EXPIRES)
    return f"V<UTO{_name(surname, given, 31)}\n{second.ljust(36, '<')}"
