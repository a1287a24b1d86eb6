"""Australia's consolidated list of persons and entities under targeted financial sanctions, in its workbook."""

from acordo.lists.au_dfat.reader import read

__all__ = ["read"]
