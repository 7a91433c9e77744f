"""Every URL names a permission: `@requires("book.view")` or, declared as such, `@public`."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase

from sohotich.domain.workflow import PERMISSIONS
from sohotich.foundation.people.actors import Actor, UnknownActor, actor_for
from sohotich.foundation.people.models import User

PUBLIC = "public"


class Gate(Enum):
    """What may hold somebody signed in: a locked screen, a password or a second step to set."""

    LOCK = "lock"
    PASSWORD = "password"  # noqa: S105
    SECOND_STEP = "second_step"


_View = TypeVar("_View", bound=Callable[..., HttpResponseBase])


class ActorRequest(HttpRequest):
    """The request as a view behind `@requires` gets it; for annotations only."""

    actor: Actor
    user: User


class Forbidden(PermissionDenied):
    """The person may not do this, or not here. Views answer 403; the message is Vietnamese."""

    def __init__(self, message: str = "Anh/chị không có quyền làm việc này.") -> None:
        super().__init__(message)
        self.message = message


def ensure(actor: Actor, permission: str, unit_code: str) -> None:
    """Raise `Forbidden` unless the actor holds the permission in that unit."""
    if not actor.can(permission, unit_code):
        raise Forbidden(
            f"Anh/chị không có quyền “{PERMISSIONS[permission]}” tại đơn vị {unit_code}."
        )


def requires(permission: str) -> Callable[[_View], _View]:
    """Let a view through for signed-in people holding `permission` somewhere.

    Sets `request.actor`. The unit of the thing itself is checked by the service or the view.
    Stores `view.permission`, by which a test finds every URL without one.
    """
    if permission not in PERMISSIONS:
        raise ValueError(permission)

    def decorate(view: _View) -> _View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor = actor_of(request)
            if actor is None:
                return _sign_in_first(request)
            if not actor.can_somewhere(permission):
                raise Forbidden
            return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return cast(_View, guarded)

    return decorate


def public(view: _View) -> _View:
    """Declare that a view is for everybody, signed in or not."""
    view.permission = PUBLIC  # type: ignore[attr-defined]
    return view


def unattended(view: _View) -> _View:
    """Declare that the page asks this by itself: no sign that anybody sits before it."""
    view.unattended = True  # type: ignore[attr-defined]
    return view


def open_at(*gates: Gate) -> Callable[[_View], _View]:
    """Declare that a view is where such a hold is dealt with, so that it is not held itself."""

    def decorate(view: _View) -> _View:
        view.open_at = frozenset(gates)  # type: ignore[attr-defined]
        return view

    return decorate


def actor_of(request: HttpRequest) -> Actor | None:
    """The request's actor, made once per request and kept as `request.actor`; None if nobody."""
    if not hasattr(request, "actor"):
        user = request.user
        actor: Actor | None = None
        if user.is_authenticated:
            # Once for the request: the gate looks at those that are over too.
            prefetch_related_objects([user], "grants")
            try:
                actor = actor_for(cast(Any, user))
            except UnknownActor:
                actor = None
        request.actor = actor  # type: ignore[attr-defined]
    return cast("Actor | None", request.actor)  # type: ignore[attr-defined]


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    if request.path.startswith("/api/"):
        error = {"code": "sign_in", "message": "Phiên làm việc đã hết. Đăng nhập lại để tiếp tục."}
        return JsonResponse({"error": error}, status=401)
    response = redirect_to_login(request.get_full_path())
    if request.headers.get("HX-Request"):
        # htmx would swap the sign-in page into a corner of the screen.
        return HttpResponse(status=204, headers={"HX-Redirect": response["Location"]})
    return response
