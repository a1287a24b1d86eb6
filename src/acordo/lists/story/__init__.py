"""An invented story, which ``make run`` shows a stranger: two editions of a list of nobody."""

from acordo.lists.story.reader import editions, read

__all__ = ["editions", "read"]
