"""What the test kills: one backup, or one restore. `python -m tests.kill.backing_up …`."""

from __future__ import annotations

import sys
from pathlib import Path

from sohotich.foundation.administration.backup.making import Wish, make
from sohotich.foundation.administration.backup.restoring import Target, restore
from sohotich.foundation.administration.backup.store import chosen, store_at
from sohotich.foundation.database.home import Home


def main(act: str, folder: str, home: str, address: str) -> None:
    store = store_at(Path(folder), "mười hai con giáp", make=act == "make")
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    if act == "make":
        make(store, Wish(home=Home(Path(home)), address=address, least_free=0, keep=2))
    else:
        restore(store, chosen(store, None), Target(Home(Path(home)), address, 0))


if __name__ == "__main__":
    main(*sys.argv[1:])
