"""What is kept: sources, their editions, entries, statements, and the index that finds names among them.

Rules this room keeps:

* Statements enter by one door, ``store.stage`` of a ``ChangeSet``, and become visible by one flip, ``store.publish``.
* An edition is staged under a number nobody sees; until it is whole the one before stays in force.
* Nothing is overwritten: a statement has the edition since which and the edition until which it held, so that any
  value can be read as of any day.
* Readers take the officer who asks; what the markings withhold is absent, not blanked.
"""
