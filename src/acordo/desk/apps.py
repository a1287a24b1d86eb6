"""The desk as a Django app; it holds no data of its own."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Assembles the rooms' permits into one frozen table once every room is loaded."""

    name = "acordo.desk"
    label = "desk"

    def ready(self) -> None:
        """Freeze the table: no act is declared after the doors open."""
        from acordo.journal import permits

        permits.freeze()
