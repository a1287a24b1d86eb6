"""Why a workbook cannot be read."""

from __future__ import annotations

from acordo.errors import Invalid


class Damaged(Invalid):
    """It is no workbook, or its parts do not fit together."""

    code = "sheets.damaged"
    sentence = "{path} is damaged, or no workbook as Excel writes it. Open it, save it as .xlsx, and bring that."


class Locked(Invalid):
    """A workbook behind a password."""

    code = "sheets.locked"
    sentence = "{path} is encrypted. Take the password away, save it as .xlsx, and bring that."


class UnpacksTooLarge(Invalid):
    """A workbook that unpacks to more than a machine can hold."""

    code = "sheets.too_large"
    sentence = "{path} unpacks to more than {most} MB. Bring the table in another form, or in parts."
