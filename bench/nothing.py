"""The addresses of an empty Django: one view that answers nothing, behind the same middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def nothing(request: HttpRequest) -> HttpResponse:
    """An answer that took no work."""
    return HttpResponse()


urlpatterns = [path("", nothing)]
