"""`python -m bench.crowd.load PLAN RESULT`: the crowd, in a process of its own, without Django.

PLAN (JSON): `host`, `port`, `seconds`, `salt` (of chance: no page is sent twice), `together` (True:
everybody confirms at any moment of that time and does nothing else), `pages` (paths of JPEG files),
`people`. RESULT: what came of it.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import resource
import sys
import time
from pathlib import Path
from typing import Any

from bench.crowd.people import (
    Person,
    TimeIsUp,
    Watch,
    confirm,
    keyer,
    leader,
    officer_of,
    scanner_of,
)
from bench.crowd.wire import Browser

# A keyer's record takes about a minute: whoever looks at 16:55 finds each somewhere else in theirs.
ARRIVE = 60.0


def main(plan: dict[str, Any]) -> dict[str, Any]:
    """Run the plan; returns the watch with what this process itself used."""
    watch = Watch()
    begun = time.perf_counter()
    asyncio.run(_crowd(plan, watch))
    took = time.perf_counter() - begun - (0 if plan["together"] else ARRIVE)
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {**vars(watch), "seconds": took, "cpu": used.ru_utime + used.ru_stime}


async def _crowd(plan: dict[str, Any], watch: Watch) -> None:
    people = [Person(**one) for one in plan["people"]]
    ways = {
        "keyer": keyer,
        "scanner": scanner_of([Path(path).read_bytes() for path in plan["pages"]]),
        "officer": officer_of(ARRIVE, ARRIVE + plan["seconds"]),
        "leader": leader,
    }
    tasks = []
    for number, person in enumerate(people):
        chance = random.Random(f"{plan['salt']} {number}")
        browser = Browser(plan["host"], plan["port"], person.session)
        if plan["together"]:
            tasks.append(_once(person, browser, watch, chance.uniform(0, plan["seconds"])))
        else:
            tasks.append(_arriving(ways[person.role](person, browser, watch, chance), chance))
    if not plan["together"]:
        loop = asyncio.get_running_loop()
        watch.timing = False
        loop.call_later(ARRIVE, setattr, watch, "timing", True)
        loop.call_later(ARRIVE + plan["seconds"], setattr, watch, "over", True)
    await asyncio.gather(*tasks)


async def _arriving(doing: Any, chance: random.Random) -> None:
    await asyncio.sleep(chance.uniform(0, ARRIVE))
    with contextlib.suppress(TimeIsUp):
        await doing


async def _once(person: Person, browser: Browser, watch: Watch, after: float) -> None:
    await asyncio.sleep(after)
    await confirm(person, browser, watch)


if __name__ == "__main__":
    plan_file, result_file = map(Path, sys.argv[1:])
    result_file.write_text(json.dumps(main(json.loads(plan_file.read_text()))))
