"""Switzerland's sanctions, in the XML of the State Secretariat for Economic Affairs; written from its description."""

from acordo.lists.ch_seco.reader import read

__all__ = ["read"]
