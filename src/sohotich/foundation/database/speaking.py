"""Who speaks to the database: told to it with the statements, forgotten with each transaction.

The policies that `scopes` describes read these settings; nobody speaking means nothing is seen.
The settings are local to a transaction (`set_config(…, true)`), so a connection that goes back to
a pool carries nothing to the next person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final
from uuid import UUID

BOOK_VIEW: Final = "book.view"
KEYING: Final = "keying.key"
JOB_VIEW: Final = "job.view"
AUDIT_VIEW: Final = "audit.view"
PROGRESS_VIEW: Final = "progress.view"
BOARD_PEOPLE: Final = "board.people"
STAFFING_VIEW: Final = "staffing.view"
STAFFING_EDIT: Final = "staffing.edit"
MACHINE_VIEW: Final = "machine.view"
DIFFICULTY_VIEW: Final = "difficulty.view"
BROADCAST_SEND: Final = "broadcast.send"
MERIT_VIEW: Final = "merit.view"
MERIT_PEOPLE: Final = "merit.people"
PAY_VIEW: Final = "pay.view"
# Everybody's: the units somebody belongs to, and those below.
PAGE_HOME: Final = "page.home"
# The rights that policies ask for; `domain.workflow` holds the whole table.
RIGHTS: Final = (
    BOOK_VIEW,
    KEYING,
    JOB_VIEW,
    AUDIT_VIEW,
    PROGRESS_VIEW,
    DIFFICULTY_VIEW,
    BROADCAST_SEND,
    PAGE_HOME,
    BOARD_PEOPLE,
    STAFFING_VIEW,
    STAFFING_EDIT,
    MACHINE_VIEW,
    MERIT_VIEW,
    MERIT_PEOPLE,
    PAY_VIEW,
)

ACTOR: Final = "app.actor"
SERVICE: Final = "app.service"
# As the only member of a reach: every unit there is, in one word.
EVERYWHERE: Final = "*"
_CODE: Final = re.compile(r"[0-9A-Za-z_.-]+")

Reach = frozenset[str] | None


@dataclass(frozen=True)
class Speaker:
    """`reach` maps a right of RIGHTS to the unit codes it reaches (None: all); `service` names a
    service identity, "" for a person.
    """

    actor: UUID | None = None
    service: str = ""
    reach: Mapping[str, Reach] = field(default_factory=dict)

    @cached_property
    def words(self) -> str:
        """The statement that tells the database; ValueError for a unit code that is none."""
        settings = {ACTOR: str(self.actor or ""), SERVICE: self.service}
        settings |= {
            setting(right): _listed(self.reach.get(right, frozenset())) for right in RIGHTS
        }
        told = (f"set_config('{name}', '{value}', true)" for name, value in settings.items())
        return f"SELECT {', '.join(told)}"


def setting(right: str) -> str:
    """The setting that holds where a right reaches: `book.view` → `app.book_view`."""
    return f"app.{right.replace('.', '_')}"


def _listed(reach: Reach) -> str:
    codes = [EVERYWHERE] if reach is None else sorted(reach)
    for code in codes:
        if code != EVERYWHERE and not _CODE.fullmatch(code):
            raise ValueError(code)
    return "{" + ",".join(codes) + "}"


NOBODY: Final = Speaker()
# For what the owner does to a whole database: migrating, restoring. Never for anybody's request.
# Without the right to key: whoever keys does not see what others read of the same registration.
EVERYTHING: Final = Speaker(
    service="owner", reach={right: None for right in RIGHTS if right != KEYING}
)

_current: ContextVar[Speaker] = ContextVar("speaker", default=NOBODY)


def speaker() -> Speaker:
    """Who speaks now, in this thread or task; NOBODY unless told."""
    return _current.get()


@contextmanager
def speaking(who: Speaker) -> Iterator[None]:
    """Within the block `who` speaks; blocks nest, and the inner one counts."""
    token = _current.set(who)
    try:
        yield
    finally:
        _current.reset(token)
