"""Addresses that change something when one goes there: sent by a button, never followed."""

from __future__ import annotations


class Posted(str):
    """An address that `pages/components/go.html` draws as a form; a plain one is a link."""

    __slots__ = ()
    posted = True
