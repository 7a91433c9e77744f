"""Pages for everybody: nobody is asked who they are, nothing is remembered of who came."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from sohotich.domain.text import clean
from sohotich.foundation.people.permissions import public
from sohotich.oversight.public_page import pages
from sohotich.oversight.public_page.pages import Made
from sohotich.oversight.public_page.selectors import published

_LONGEST_WORDS = 40
_FRESH_SECONDS, _ABSENT_SECONDS = 300, 60
_OFF = ("Trang này chưa mở", "Số liệu chưa được công bố hoặc tỉnh đã tắt trang này.")
_NO_UNIT = ("Không có đơn vị này", "Chưa có số liệu công bố của đơn vị này. Xem trang cả tỉnh.")


@public
@require_safe
def province(request: HttpRequest) -> HttpResponse:
    """All communes; `?tim=` words of a name."""
    found = published()
    if found is None:
        return _absent(request, *_OFF)
    words = clean(request.GET.get("tim", ""))[:_LONGEST_WORDS]
    # Results of a search are nothing for a search engine to keep.
    return _answer(request, pages.province_page(found, words), robots="noindex" if words else "")


@public
@require_safe
def commune(request: HttpRequest, code: str) -> HttpResponse:
    """One commune."""
    found = published()
    if found is None:
        return _absent(request, *_OFF)
    made = pages.commune_page(found, code)
    return _answer(request, made) if made else _absent(request, *_NO_UNIT)


@public
@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """Every published figure as CSV."""
    found = published()
    if found is None:
        return _absent(request, *_OFF)
    answer = _answer(request, pages.as_csv(found), robots="noindex")
    answer.headers["Content-Disposition"] = 'attachment; filename="tien-do-so-hoa.csv"'
    return answer


@public
@require_safe
def as_json(request: HttpRequest) -> HttpResponse:
    """Every published figure as JSON."""
    found = published()
    if found is None:
        return _absent(request, *_OFF)
    return _answer(request, pages.as_json(found), robots="noindex")


def _answer(request: HttpRequest, made: Made, *, robots: str = "") -> HttpResponse:
    answer = _bytes(request, made)
    answer.headers["Cache-Control"] = f"public, max-age={_FRESH_SECONDS}"
    # The only other address on it is signing in: nothing for a crawler to follow.
    answer.headers["X-Robots-Tag"] = ", ".join(filter(None, (robots, "nofollow, noarchive")))
    found = get_conditional_response(request, etag=made.tag, response=answer)
    assert isinstance(found, HttpResponse)
    return found


def _absent(request: HttpRequest, title: str, words: str) -> HttpResponse:
    answer = _bytes(request, pages.plain_page(title, words))
    answer.status_code = 404
    answer.headers["Cache-Control"] = f"public, max-age={_ABSENT_SECONDS}"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _bytes(request: HttpRequest, made: Made) -> HttpResponse:
    pressed = "gzip" in request.headers.get("Accept-Encoding", "")
    answer = HttpResponse(made.pressed if pressed else made.content, content_type=made.kind)
    if pressed:
        answer.headers["Content-Encoding"] = "gzip"
    answer.headers["Vary"] = "Accept-Encoding"
    answer.headers["ETag"] = made.tag
    answer.headers["Content-Length"] = str(len(answer.content))
    return answer
