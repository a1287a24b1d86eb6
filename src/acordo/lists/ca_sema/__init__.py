"""Canada's consolidated list of autonomous sanctions, in its own XML layout; ``page.md`` says what is left out."""

from acordo.lists.ca_sema.reader import read

__all__ = ["read"]
