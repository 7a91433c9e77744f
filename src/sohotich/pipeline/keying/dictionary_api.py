"""What completes typing in one book, as JSON for the browser to keep."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from sohotich.foundation.people.permissions import ActorRequest, requires, unattended
from sohotich.pipeline.keying.dictionaries import dictionary
from sohotich.register.books.models import Book


@unattended
@require_GET
@requires("keying.key")
def book_dictionary(request: ActorRequest, key: UUID) -> HttpResponse:
    """Of a book in which this person has a reading begun. Audited."""
    book = Book.objects.filter(pk=key).first()
    if book is None:
        raise Http404
    content = dictionary(actor=request.actor, book=book)
    return JsonResponse(content, headers={"Cache-Control": "private, no-store"})
