"""The local terrorist list of the United Arab Emirates, as a table with Arabic headings; ``page.md`` says the rest."""

from acordo.lists.ae_local.reader import read

__all__ = ["read"]
