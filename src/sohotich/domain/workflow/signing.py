"""Four eyes: who may read a registration a second time, review it, sign its book."""

from collections.abc import Collection, Hashable


def may_read_second(reader: Hashable, first_readers: Collection[Hashable]) -> bool:
    """A second reading is only worth its name when another person makes it."""
    return reader not in first_readers


def may_review(
    reviewer: Hashable, writers: Collection[Hashable], *, own_allowed: bool = False
) -> bool:
    """Nobody looks over their own work, unless the province allows it: some communes have one
    officer who does everything.

    `writers`: who made one of the two readings, settled their dispute or corrected a value since.
    """
    return own_allowed or reviewer not in writers


def may_sign(signer: Hashable, people_who_keyed: Collection[Hashable]) -> bool:
    """Nobody signs a book of which they keyed anything, a settled dispute or correction included.

    `people_who_keyed`: everyone who wrote a value of any entry of the book, ever.
    """
    return signer not in people_who_keyed
