"""The register's addresses."""

from django.urls import path

from acordo.register import (
    designation_views,
    difference_views,
    schedule_views,
    search_views,
    taking_views,
    update_views,
    views,
)

app_name = "register"

urlpatterns = [
    path("find", search_views.search, name="search"),
    path("find/<str:word>", search_views.found, name="found"),
    path("sources", views.sources, name="sources"),
    path("new-list", update_views.new, name="new"),
    path("updates/<uuid:id_>", update_views.update, name="update"),
    path("updates/<uuid:id_>/state", update_views.state, name="update_state"),
    path("updates/<uuid:id_>/cancel", update_views.cancel, name="update_cancel"),
    path("sources/<str:name>", views.source, name="source"),
    path("sources/<str:name>/fetch", update_views.fetch, name="fetch"),
    path("sources/<str:name>/schedule", schedule_views.switch, name="schedule"),
    path("sources/<str:name>/file", update_views.bring, name="bring"),
    path("sources/<str:name>/held/<int:number>", update_views.held, name="held"),
    path("sources/<str:name>/differences", difference_views.of_source, name="differences"),
    path("designations/new", designation_views.designate, name="designate"),
    path("designations/amend/<path:reference>", designation_views.amend, name="amend"),
    path("designations/end/<path:reference>", designation_views.end, name="end"),
    path("sources/<str:name>/export/<str:form>", taking_views.of_source, name="export"),
    path("export/<str:form>", taking_views.of_all, name="export_all"),
    path("export/<str:form>/<str:source>/<path:reference>", taking_views.of_entry, name="export_entry"),
    path("papers/<str:source>/<path:reference>", taking_views.paper, name="paper"),
    path("seen", views.seen, name="seen"),
    path("entries/<str:source>/<path:reference>", views.entry, name="entry"),
    path("differences/<str:source>/<path:reference>", difference_views.of_entry, name="entry_differences"),
]
