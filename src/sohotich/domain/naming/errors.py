"""What is wrong with a name."""

from __future__ import annotations


class NamingError(ValueError):
    """A name that cannot be built or read; `message`: Vietnamese, naming the part that is wrong."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
