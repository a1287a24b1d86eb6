"""The desk's addresses, and one more that breaks with a name in its hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from acordo.desk import urls

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

handler400, handler403, handler404, handler500 = (
    urls.handler400, urls.handler403, urls.handler404, urls.handler500,
)  # fmt: skip


@login_not_required
def breaks(request: HttpRequest, name: str) -> HttpResponse:
    """Break: the name is in the address, in a variable, in the fault, and in the fault before it."""
    held = {"name": name, "body": request.body}
    try:
        return held[name]  # type: ignore[return-value]
    except KeyError as error:
        raise ValueError(f"{name} cannot be {held}") from error


urlpatterns = [path("breaks/<str:name>", breaks, name="breaks"), *urls.urlpatterns]
