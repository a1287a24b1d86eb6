"""The Security Council's consolidated list, in its own XML layout; ``docs/lists.md`` says what is left out."""

from acordo.lists.un_sc.reader import read

__all__ = ["read"]
