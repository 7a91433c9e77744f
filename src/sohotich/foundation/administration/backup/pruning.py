"""Letting go of old backups, and of contents that no backup left names."""

from __future__ import annotations

import shutil

from sohotich.foundation.administration.backup.store import Store


def prune(store: Store, keep: int) -> tuple[str, ...]:
    """Keep the newest `keep` good backups; returns the names of those removed.

    Those with problems go when they are older than every one kept. Call inside `writing`.
    """
    found = store.backups()
    good = [one for one in found if one.good]
    if len(good) <= keep:
        return ()
    oldest = good[keep - 1].name
    old = [one for one in found if one.name < oldest]
    for one in old:
        going = store.folder / f".removing-{one.name}"
        one.folder.rename(going)
        shutil.rmtree(going)
    sweep(store)
    return tuple(one.name for one in old)


def sweep(store: Store) -> int:
    """Remove contents that no backup names; returns how many. Call inside `writing`."""
    left = store.backups()
    # One that does not say what it needs keeps everything.
    if not all(one.good for one in left):
        return 0
    named = {store.blob(sha256) for one in left for sha256, _ in store.file_list(one)}
    loose = [p for p in store.blobs.glob("*/*/*") if p not in named]
    for path in loose:
        path.unlink()
    return len(loose)
