"""How a job can end before its work is done."""

from __future__ import annotations


class Cancelled(Exception):
    """The person asked to stop; what is finished stays."""


class Interrupted(Exception):
    """The worker is shutting down; the job goes back into the queue."""
