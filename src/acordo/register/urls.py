"""The register's addresses."""

from django.urls import path

from acordo.register import views

app_name = "register"

urlpatterns = [
    path("sources", views.sources, name="sources"),
    path("sources/<str:name>", views.source, name="source"),
    path("entries/<str:source>/<path:reference>", views.entry, name="entry"),
]
