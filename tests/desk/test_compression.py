"""Pages go compressed to whoever reads them so; nothing else does."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_page_and_its_style_are_compressed_for_a_browser_that_reads_it(client: Client) -> None:
    for address in ("/sign-in", "/static/desk/desk.css"):
        plain = client.get(address).getvalue()
        answer = client.get(address, headers={"accept-encoding": "gzip, br"})
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in answer.headers["Vary"]
        body = answer.getvalue()
        assert len(body) < len(plain) / 2
        assert len(gzip.decompress(body)) == len(plain)


def test_a_picture_goes_as_it_is(client: Client) -> None:
    answer = client.get("/static/desk/favicon.ico", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers
    answer.close()
