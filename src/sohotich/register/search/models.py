"""The search dictionary: which names there are, and of which words they are made; nobody's."""

from __future__ import annotations

from typing import ClassVar, Final

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.scopes import Open

# A wall would keep the database from its index: what leaks could be asked is asked after the wall.
_NOBODYS: Final = Open("distinct names without marks, linked to no person, record, book or unit")


class KnownName(Keyed):
    """A name of somebody in some record, without marks and in small letters, each once.

    `words`: its syllables, in no order that counts.
    """

    scope: ClassVar[Open] = _NOBODYS

    # By code points: names that begin alike stand together.
    name = models.CharField(max_length=200, unique=True, db_collation="C")
    words = ArrayField(models.CharField(max_length=200))

    class Meta:
        # Without a list of pending changes: a search never pays for what others wrote.
        indexes = [GinIndex(fields=["words"], name="knownname_words", fastupdate=False)]

    def __str__(self) -> str:
        return self.name


class KnownWord(Keyed):
    """A syllable of a known name, each once."""

    scope: ClassVar[Open] = _NOBODYS

    word = models.CharField(max_length=200, unique=True, db_collation="C")

    def __str__(self) -> str:
        return self.word


class Reach(Keyed):
    """How far the dictionary has followed the records; one row."""

    scope: ClassVar[Open] = Open("two moments, no person's data")

    followed_to = models.DateTimeField()
    rebuilt_at = models.DateTimeField()
    single = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="search_reach_single", condition=models.Q(single=True))
        ]

    def __str__(self) -> str:
        return f"{self.followed_to:%Y-%m-%d %H:%M}"
