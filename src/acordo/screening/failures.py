"""What can be wrong with a file of names, or with the place where its answer goes."""

from __future__ import annotations

from acordo.errors import Conflict, Invalid, Missing, Refused, Unavailable

MOST_COLUMNS = 200
"""No list of names is wider."""


class NoSuchFile(Missing):
    """The file of names is not there."""

    code = "screening.no_such_file"
    sentence = "There is no file {path}. Check the path."


class UnreadableTable(Invalid):
    """The file is not a table that can be read."""

    code = "screening.unreadable_table"
    sentence = (
        "{path} cannot be read as a table: {reason}. "
        "Give a CSV file in UTF-8 with a header line, an Excel workbook (.xlsx), or a Parquet file."
    )


class NoNameColumn(Invalid):
    """The table has no column of names."""

    code = "screening.no_name_column"
    sentence = "{path} has no column {wanted}. Its columns are: {found}. Rename the column that holds it."


class UnreadableValue(Invalid):
    """A value of a row has a form that cannot be compared."""

    code = "screening.unreadable_value"
    sentence = "The {column} is {value!r}, which is not {wanted}."


class UnreadableRow(Invalid):
    """A row is not like the header."""

    code = "screening.unreadable_row"
    sentence = "The row cannot be read: {reason}."


class InputAsOutput(Invalid):
    """Writing the answer would destroy the question."""

    code = "screening.input_as_output"
    sentence = "{input} would be written over by {path}, a file of this run. Nothing was written; name another output."


class OutputIsFolder(Invalid):
    """The output names a folder."""

    code = "screening.output_is_folder"
    sentence = "{path} is a folder. Nothing was written; name a file in it as the output."


class NoPlaceForOutput(Unavailable):
    """The folder of the output cannot be made, or nothing can be written in it."""

    code = "screening.no_place_for_output"
    sentence = "Nothing can be written beside {path}: {reason}. Mend that, or name another output."


class OutputInUse(Conflict):
    """Another run writes the same output at this moment."""

    code = "screening.output_in_use"
    sentence = "Another run is writing {path} now. It was left alone; wait for its end, or name another output."


class Stopped(Unavailable):
    """A file could not be read or written in the middle of the work, as when a disk is full."""

    code = "screening.stopped"
    sentence = "It stopped: {reason}. {path} has no answer yet; mend that and give the same command again."


class EmptyFile(UnreadableTable):
    """There is not a byte in it."""

    code = "screening.nothing_arrived"
    sentence = "{path} is empty: not a byte of it arrived, or none was sent. Send the file again."


class NoRows(UnreadableTable):
    """A table with a header and nothing below it."""

    code = "screening.no_rows"
    sentence = "{path} has a header and no rows. Nothing was asked; send a file with at least one name."


class NotUtf8(UnreadableTable):
    """Text in an encoding that we do not guess."""

    code = "screening.not_utf8"
    sentence = (
        "{path} is not text in UTF-8: {reason} (seen first in row {row}). "
        "Save it as “CSV UTF-8”, or send the Excel workbook itself."
    )


class OtherForm(UnreadableTable):
    """The file is no table, and we know what it is instead."""

    code = "screening.other_form"
    sentence = "{path} is no table of names: {reason}. {wanted}"


class Mislabelled(UnreadableTable):
    """The file is a table, in another form than it was called."""

    code = "screening.mislabelled"
    sentence = "{path} was sent as {stated}, but it is {found}. Send it as {found}."


class Locked(UnreadableTable):
    """A workbook behind a password."""

    code = "screening.locked"
    sentence = (
        "{path} is encrypted, or an Excel file of before 2007. Take the password away, save it as .xlsx, and send that."
    )


class TooManyColumns(UnreadableTable):
    """Wider than any list of names is."""

    code = "screening.too_wide"
    sentence = (
        "{path} has more than {most} columns. Send only those that are needed: the name and what is known beside it."
    )


class TooLarge(UnreadableTable):
    """A workbook that unpacks to more than a machine can hold."""

    code = "screening.too_large"
    sentence = "{path} unpacks to more than {most} MB. Save it as CSV UTF-8 or as Parquet, and send that."


class OtherCount(Conflict):
    """The file has not as many rows as its sender says: something was cut off, or added."""

    code = "screening.other_count"
    sentence = (
        "{path} was sent as {stated} rows, but {found} were found. Nothing was asked; check the file and send it again."
    )


class UnfitChoice(Invalid):
    """A threshold or limit lies outside what has a meaning."""

    code = "screening.unfit_choice"
    sentence = "The {column} is {value}; it must lie from {least} to {most}."


class UnknownColumn(Invalid):
    """A mapping names a column that we do not have."""

    code = "screening.unknown_column"
    sentence = "There is no column {column!r} to map to. The columns are: {known}."


class TwiceMapped(Invalid):
    """A mapping says the same thing twice."""

    code = "screening.twice_mapped"
    sentence = "The columns {one} and {other} say the same. Choose one of them."


class NotIncoming(Invalid):
    """The file that is ordered does not lie where uploads lie."""

    code = "screening.not_incoming"
    sentence = "{path} does not lie among the uploads. Send the file first."


class TooBig(Invalid):
    """More than the operator lets in."""

    code = "screening.too_big"
    sentence = "{path} is larger than the {most} MB that are taken here. Send it in parts, or as Parquet."


class FormulaCell(Invalid):
    """A cell that holds a formula: what it showed its maker is not what we would compute."""

    code = "screening.formula"
    sentence = (
        "The cell {cell} holds a formula, whose value cannot be trusted. Copy the cells and paste them as values."
    )


class NoSuchBatch(Missing):
    """There is no such batch for this officer."""

    code = "screening.no_such_batch"
    sentence = "There is no batch {id} of yours here. Check the address; only the officer who sent a file sees it."


class NotEnded(Conflict):
    """The hits are asked for before they are whole."""

    code = "screening.batch_not_ended"
    sentence = "The batch {id} is not done: it is {state}. Its hits are there when it is done."


class HasEnded(Conflict):
    """It is too late to cancel."""

    code = "screening.batch_has_ended"
    sentence = "The batch {id} has ended already ({state}). There is nothing left to cancel."


class StillRunning(Conflict):
    """What is being worked on cannot be forgotten."""

    code = "screening.batch_running"
    sentence = "The batch {id} is not at its end. Cancel it first, or wait."


class NothingRejected(Missing):
    """Every row could be read."""

    code = "screening.nothing_rejected"
    sentence = "No row of the batch {id} was rejected: every one was asked."


class TooManyHits(Invalid):
    """More rows than a sheet of Excel holds."""

    code = "screening.too_many_hits"
    sentence = (
        "The batch {id} has {hits} hits, and a sheet of Excel holds {most} rows. Take CSV, JSON lines or Parquet."
    )


class HitsWithheld(Refused):
    """The file holds hits on names that its own sender may not see any more."""

    code = "screening.hits_withheld"
    sentence = (
        "Some hits of the batch {id} are on names that you may not see any more, so they are not given as a file. "
        "Send the file of names again."
    )


class OfficerGone(Refused):
    """Who asked may ask no more."""

    code = "screening.officer_gone"
    sentence = (
        "The officer who sent this file is no longer active. Nothing more was asked; another officer may send it."
    )


class Busy(Unavailable):
    """Another process still holds the batch's files."""

    code = "screening.batch_busy"
    sentence = "Another process still holds the files of this batch. It will be tried again."


class FilesGone(Missing):
    """The row is there and its files are not, as after a restore without them."""

    code = "screening.files_gone"
    sentence = "The files of the batch {id} are not on this machine any more. Send the file again."
