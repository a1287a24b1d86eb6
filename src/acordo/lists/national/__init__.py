"""A list of designations of one's own: a table that a clerk keeps, or a form at the desk; one layout for both."""

from acordo.lists.national.columns import COLUMNS, Column, Form
from acordo.lists.national.designation import UnfitDesignation, cells_of, designation
from acordo.lists.national.reader import read

__all__ = ["COLUMNS", "Column", "Form", "UnfitDesignation", "cells_of", "designation", "read"]
