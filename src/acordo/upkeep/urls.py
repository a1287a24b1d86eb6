"""The room's addresses."""

from django.urls import path

from acordo.upkeep import views

app_name = "upkeep"

urlpatterns = [
    path("operator", views.operator, name="operator"),
    path("operator/backup", views.back_up, name="back_up"),
    path("operator/work/<uuid:id_>/cancel", views.cancel, name="cancel"),
    path("operator/work/<uuid:id_>/repeat", views.repeat, name="repeat"),
    path("metrics", views.metrics, name="metrics"),
]
