"""Long work from a table: what takes longer than a page may wait is done by a worker, and nothing is lost with it.

Rules this room keeps:

* A job is a row. It is put there by an act of a room above, in the act's own transaction; no broker stands beside.
* A worker holds a job by a lease that it renews while it works. Whoever lost the lease may change the row no more.
* A job may be begun twice (a worker was killed): its handler goes on where the work stopped, and writes the final facts
  once. A job that takes its worker down three times without getting on is given up.
* This room knows who asked only by an id: whether that officer still may is asked by the handler, at the gate.
"""
