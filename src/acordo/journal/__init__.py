"""The gate: officers, permits, acts, and the append-only journal that proves what was done.

Rules this room keeps:

* No write without a permit, and none without a line in the journal (``gate.perform``).
* A reading of named persons is an act as well (``gate.witness``).
* The journal is append-only, by database trigger too, and hash-chained; ``chain.verify`` names the first break.
* No name and no value ever enters the chained bytes; they lie salted beside it, where retention may purge them.
* Duties separate persons, not accounts.
"""
