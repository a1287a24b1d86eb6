"""The lists of the Office of Foreign Assets Control of the United States, in its three layouts; see ``page.md``."""

from acordo.lists.us_ofac.brought import documents
from acordo.lists.us_ofac.reader import read

__all__ = ["documents", "read"]
