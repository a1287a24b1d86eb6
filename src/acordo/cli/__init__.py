"""The command line: one door to the same acts and readers as the pages.

Sentences go to standard error, answers to standard output; the exit code says what kind of failure it was.
"""
