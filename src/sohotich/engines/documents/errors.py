from __future__ import annotations


class DocumentError(Exception):
    """A paper cannot be made; the message (Vietnamese) says what to do."""
