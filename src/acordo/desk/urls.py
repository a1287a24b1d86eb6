"""Every address of the site: each room brings its own."""

from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("language", set_language, name="set_language"),
    path("", include("acordo.journal.urls")),
    path("", include("acordo.screening.urls")),
    path("", include("acordo.register.urls")),
]
