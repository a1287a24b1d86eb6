"""Long work as a Django app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The table of jobs; the rooms above declare who does them."""

    name = "acordo.jobs"
    label = "jobs"
