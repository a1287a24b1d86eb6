"""The upkeep of an installation: is it well, can it be brought back, what does it count, what does it write down.

Rules this room keeps:

* A backup is one file that needs neither the database it came from nor this program to be read, and it counts only
  once it was read back whole.
* A restore goes into an empty place or not at all, and nothing of a backup that does not hold is taken.
* What is told to a machine or written to a log holds no name, no address that was asked for, and no value.
* A check never fails: what cannot be looked at is a finding.
"""
