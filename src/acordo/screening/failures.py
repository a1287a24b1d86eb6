"""What can be wrong with a file of names, or with the place where its answer goes."""

from __future__ import annotations

from acordo.errors import Conflict, Invalid, Missing, Unavailable


class NoSuchFile(Missing):
    """The file of names is not there."""

    code = "screening.no_such_file"
    sentence = "There is no file {path}. Check the path."


class UnreadableTable(Invalid):
    """The file is not a table that can be read."""

    code = "screening.unreadable_table"
    sentence = (
        "{path} cannot be read as a table: {reason}. Give a CSV file in UTF-8 with a header line, or a Parquet file."
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
