"""Screening as a Django app."""

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    """Screenings and batches."""

    name = "acordo.screening"
    label = "screening"

    def ready(self) -> None:
        """Declare the room's acts."""
        from acordo.screening import acts as _acts  # noqa: F401 (declares the room's acts)
        from acordo.screening import batch as _batch  # noqa: F401 (declares the room's acts)
        from acordo.screening import queries as _queries  # noqa: F401 (declares the room's acts)
        from acordo.screening import submitting as _submitting  # noqa: F401 (declares the room's acts)
        from acordo.screening import working as _working  # noqa: F401 (declares who does a batch)
