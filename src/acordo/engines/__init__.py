"""Where much work is done: in several processes of this machine (``here``); others may follow.

Rules this room keeps:

* An engine is told a piece of work and many pieces of input; it gives the answers in the order of the input.
* What it gives is what one process would give, byte for byte, whichever process does what, and whichever dies.
* It knows neither register nor officer: whoever uses it says beforehand what may be asked.
"""
