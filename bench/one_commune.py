"""`python -m bench.one_commune HOME`: fill a migrated home with one commune and its books, drawn,
scanned and keyed through the product's own services, as the demonstration has them."""

from __future__ import annotations

import sys
from pathlib import Path

from bench.homes import attached

SCALE = 0.01


def main(home: Path) -> None:
    with attached(home):
        from sohotich.foundation.database.home import Home
        from sohotich.sample.kept import Kept
        from sohotich.sample.load import load_campaign

        load_campaign(kept=Kept.of(Home(home)), scale=SCALE)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
