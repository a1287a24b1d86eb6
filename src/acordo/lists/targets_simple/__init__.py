"""Targets as simplified CSV, one party a row, as collections of lists are passed on; ``page.md`` says the rest."""

from acordo.lists.targets_simple.reader import read

__all__ = ["read"]
