"""The UK's consolidated list of financial sanctions targets (ConList), in its layout of 2022 and the one before."""

from acordo.lists.uk_ofsi.reader import read

__all__ = ["read"]
