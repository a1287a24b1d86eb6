"""The European Union's financial sanctions, in the layout FSF 1.1; ``page.md`` says what is read how."""

from acordo.lists.eu_fsf.reader import read

__all__ = ["read"]
