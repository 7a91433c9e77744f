"""The addresses of the whole system: each room brings its own."""

from django.urls import include, path

from sohotich.web import certificate
from sohotich.web.health import health

urlpatterns = [
    path("health/", health, name="health"),
    path("chung-thu/", certificate.instructions, name="certificate"),
    path("chung-thu/goc.crt", certificate.download, name="certificate_download"),
    path("", include("sohotich.foundation.people.sign_in_urls")),
    path("", include("sohotich.foundation.administration.urls")),
]
