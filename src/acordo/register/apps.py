"""The register as a Django app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def _start_counting(using: str, **_: object) -> None:
    from acordo.register.models import RegisterState

    RegisterState.objects.using(using).get_or_create(id=1, defaults={"number": 0})


class RegisterConfig(AppConfig):
    """Sources, statements, entries and the index."""

    name = "acordo.register"
    label = "register"

    def ready(self) -> None:
        """Declare the room's acts, and give the register its number."""
        from acordo.register import acts as _acts  # noqa: F401 (declares the room's acts)
        from acordo.register import designating as _designating  # noqa: F401 (as above)
        from acordo.register import differences as _differences  # noqa: F401 (as above)
        from acordo.register import news as _news  # noqa: F401 (as above)
        from acordo.register import schedule as _schedule  # noqa: F401 (as above)
        from acordo.register import search as _search  # noqa: F401 (as above)
        from acordo.register import taking as _taking  # noqa: F401 (as above)
        from acordo.register import update_jobs as _update_jobs  # noqa: F401 (declares who updates)

        post_migrate.connect(_start_counting, sender=self, dispatch_uid="register.number")
