"""Entities in the FollowTheMoney exchange format, one JSON object a line; the library of that name is not needed."""

from acordo.lists.ftm.reader import read

__all__ = ["read"]
