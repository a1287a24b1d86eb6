"""``python -m acordo.cli``: the same as ``acordo``."""

from acordo.cli.main import main

main()
