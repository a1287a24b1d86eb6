"""The room's addresses."""

from django.urls import path

from acordo.screening import batch_sending, batch_views, views

app_name = "screening"

urlpatterns = [
    path("", views.home, name="home"),
    path("screenings/<uuid:id_>", views.screening, name="screening"),
    path("batches", batch_sending.files, name="batches"),
    path("batches/example.<str:form>", batch_sending.example, name="batch_example"),
    path("batches/new/<str:token>", batch_sending.columns, name="batch_columns"),
    path("batches/<uuid:id_>", batch_views.batch, name="batch"),
    path("batches/<uuid:id_>/state/<slug:step>", batch_views.state, name="batch_state"),
    path("batches/<uuid:id_>/cancel", batch_views.cancel, name="batch_cancel"),
    path("batches/<uuid:id_>/delete", batch_views.forget, name="batch_forget"),
    path("batches/<uuid:id_>/hits.<str:form>", batch_views.hits, name="batch_file"),
    path("batches/<uuid:id_>/not-asked.csv", batch_views.rejected, name="batch_rejected"),
]
