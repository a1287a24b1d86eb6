"""Every address of the site: each room brings its own."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from acordo.desk import api

urlpatterns = [
    path("", include(api.urls)),  # first: no page may stand where software written for yente asks
    path("language", login_not_required(set_language), name="set_language"),
    path("", include("acordo.journal.urls")),
    path("", include("acordo.screening.urls")),
    path("", include("acordo.register.urls")),
    path("", include("acordo.upkeep.urls")),
]

handler400 = "acordo.desk.failures.bad_request"
handler403 = "acordo.desk.failures.forbidden"
handler404 = "acordo.desk.failures.not_found"
handler500 = "acordo.desk.failures.broken"
