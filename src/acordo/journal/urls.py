"""The gate's addresses."""

from django.urls import path

from acordo.journal import views

app_name = "journal"

urlpatterns = [
    path("sign-in", views.sign_in, name="sign_in"),
    path("sign-out", views.sign_out, name="sign_out"),
    path("purpose", views.purpose, name="purpose"),
]
