"""What goes pressed over the line, and what does not."""

from __future__ import annotations

import gzip

import pytest
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.test import RequestFactory
from django.urls import reverse

from sohotich.config.compression import TextGzip

LONG = "Nguyễn Văn An " * 200


def pressed(answer, **headers: str):
    request = RequestFactory().get("/", **headers)

    def view(_: HttpRequest):
        return answer

    return TextGzip(view)(request)


@pytest.mark.parametrize("kind", [HttpResponse, lambda text: JsonResponse({"a": text})])
def test_text_is_pressed_and_read_back(kind) -> None:
    before = kind(LONG).content
    after = pressed(kind(LONG), HTTP_ACCEPT_ENCODING="gzip")
    assert after.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(after.content) == before
    assert len(after.content) < len(before) / 4
    assert "Accept-Encoding" in after.headers["Vary"]


def test_the_same_page_never_has_a_length_to_guess_by() -> None:
    lengths = {
        len(pressed(HttpResponse(LONG), HTTP_ACCEPT_ENCODING="gzip").content) for _ in range(40)
    }
    assert len(lengths) > 3


@pytest.mark.parametrize("kind", ["application/pdf", "image/jpeg", "application/zip"])
def test_what_is_pressed_inside_goes_as_it_is(kind) -> None:
    answer = pressed(HttpResponse(LONG, content_type=kind), HTTP_ACCEPT_ENCODING="gzip")
    assert "Content-Encoding" not in answer.headers


def test_files_and_old_clients_are_left_alone(tmp_path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF" + bytes(1000))
    sent = pressed(FileResponse(path.open("rb")), HTTP_ACCEPT_ENCODING="gzip")
    assert "Content-Encoding" not in sent.headers
    sent.close()
    assert pressed(HttpResponse(LONG)).content == LONG.encode()


@pytest.mark.django_db
def test_the_token_of_a_page_never_stands_twice_the_same(client) -> None:
    seen = set()
    for _ in range(3):
        page = client.get(reverse("account_login"), HTTP_ACCEPT_ENCODING="gzip")
        assert page.headers["Content-Encoding"] == "gzip"
        text = gzip.decompress(page.content).decode()
        seen.add(text.split('csrfmiddlewaretoken" value="')[1].split('"')[0])
    assert len(seen) == 3
