"""Upkeep as a Django app."""

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    """Backups, checks, metrics and logs."""

    name = "acordo.upkeep"
    label = "upkeep"

    def ready(self) -> None:
        """Declare the room's acts, and who makes a backup in the background."""
        from acordo.upkeep import acts
        from acordo.upkeep import queries as _queries  # noqa: F401 (declares the room's acts)

        acts.declare_handler()
