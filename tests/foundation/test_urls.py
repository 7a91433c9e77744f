"""Every address, nested ones too, names a permission or is declared public."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from sohotich.domain.workflow import PERMISSIONS
from sohotich.foundation.people.permissions import PUBLIC, requires

# Whoever adds to these says why here.
PUBLIC_NAMES = {
    "copies",  # what a browser is to erase: asked before somebody signs in too
    "service-worker",  # a script without data; browsers ask for it without a session
    "health",  # supervisors and load balancers
    "certificate",  # before the browser trusts us
    "certificate_download",
    "account_login",
    "account_logout",
    "sign-in-code",  # between the password and the session
    "account_inactive",
    "connect-contract",  # what the API takes and answers, nothing of a register
    "connect-docs",  # the same for people
    "published",  # counts that give nobody away, for everybody
    "published-commune",
    "published-csv",
    "published-json",
    "account_signup",  # the library's closed door: shows that nobody signs up
}


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        path = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, path)
        else:
            yield path, one


ALL = list(patterns(get_resolver()))


@pytest.mark.parametrize(("path", "pattern"), ALL, ids=[path or "/" for path, _ in ALL])
def test_every_address_names_a_permission(path, pattern):
    view = pattern.callback
    permission = getattr(view, "permission", None)
    assert permission is not None, f"{path}: @requires or @public is missing"
    if permission == PUBLIC:
        assert pattern.name in PUBLIC_NAMES, f"{path} is public without a reason"
    else:
        assert permission in PERMISSIONS


def test_an_unknown_permission_is_refused():
    with pytest.raises(ValueError, match="everything"):
        requires("everything")
