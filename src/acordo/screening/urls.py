"""The room's addresses."""

from django.urls import path

from acordo.screening import views

app_name = "screening"

urlpatterns = [
    path("", views.home, name="home"),
    path("screenings/<uuid:id_>", views.screening, name="screening"),
]
