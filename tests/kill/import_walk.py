"""Filled templates taken in, as often as it is killed; a script of `test_import_kills`.

It forks a worker that begins the whole command again, kills it after a random while, and lets the
last one through. Files are stored by few rows at a time, so that most kills fall between two.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
import traceback
from pathlib import Path


def take_in(folder: Path, username: str) -> None:
    """What was sent, taken in from wherever it was cut off; then every file again by command."""
    from sohotich.foundation.people.acting import acting
    from sohotich.foundation.people.actors import actor_by_username
    from sohotich.pipeline.keying.imports import workbooks_import
    from sohotich.pipeline.workbooks.models import Sending
    from sohotich.pipeline.workbooks.services import sending_take_in

    actor = actor_by_username(username)
    with acting(actor):
        sending_take_in(actor=actor, sending=Sending.objects.get(), progress=lambda *_: None)
        for done in workbooks_import(actor=actor, paths=sorted(folder.glob("*.xlsx"))):
            assert not done.refused
            assert done.stored + done.unchanged == done.rows, done.findings


def _ready() -> None:
    import django

    django.setup()
    from sohotich.pipeline.keying import imports

    imports._ROWS_AT_ONCE = 3
    # Reading in this process: what is killed here is the storing.
    imports.map_in_processes = lambda fn, items, workers=None, ahead=2: map(fn, items)


def main() -> int:
    folder, username, kills, longest = sys.argv[1:]
    _ready()
    chance, killed = random.Random(7), 0
    while True:
        child = os.fork()
        if child == 0:
            code = 1
            try:
                take_in(Path(folder), username)
                code = 0
            except BaseException:
                traceback.print_exc()
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        if killed < int(kills):
            time.sleep(chance.uniform(0.02, float(longest)))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            sys.stdout.write(json.dumps({"killed": killed}) + "\n")
            return os.waitstatus_to_exitcode(status)
        killed += 1


if __name__ == "__main__":
    sys.exit(main())
