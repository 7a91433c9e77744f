"""The request as a guarded view gets it."""

from django.http import HttpRequest

from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.models import User


class ActorRequest(HttpRequest):
    """Behind `@requires`: somebody is signed in, and `actor` holds their rights."""

    actor: Actor
    user: User
