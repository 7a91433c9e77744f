"""The addresses of the whole system: each room brings its own."""

from django.urls import include, path

from sohotich.web.health import health

urlpatterns = [
    path("health/", health, name="health"),
    path("", include("sohotich.foundation.people.sign_in_urls")),
]
