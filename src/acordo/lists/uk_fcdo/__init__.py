"""The UK Sanctions List in its XML layout, read by its description: no genuine file was at hand."""

from acordo.lists.uk_fcdo.reader import read

__all__ = ["read"]
