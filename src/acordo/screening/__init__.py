"""A name is asked: screenings, one by one and by the file.

Rules this room keeps:

* A hit is a question, never an answer; pages show order and words, never a probability.
* Every screening is an act with officer and purpose, and is kept with its policy and register number, so that it can
  be shown again as it was rather than computed anew.
* Names that an officer may not use are masked before scoring; each hit is checked against the register as it is read.
"""
