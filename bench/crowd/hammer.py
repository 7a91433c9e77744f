"""`python -m bench.crowd.hammer PORT SECONDS`: prints how many answers a second an address gives to
eight who ask without a pause.
"""

from __future__ import annotations

import asyncio
import sys
import time

from bench.crowd.wire import Browser

_ASKERS = 8


async def _hammer(port: int, seconds: float) -> float:
    until = time.perf_counter() + seconds

    async def one() -> int:
        browser, answers = Browser("127.0.0.1", port), 0
        while time.perf_counter() < until:
            answers += (await browser.ask("GET", "/")).status == 200
        return answers

    return sum(await asyncio.gather(*(one() for _ in range(_ASKERS)))) / seconds


if __name__ == "__main__":
    print(asyncio.run(_hammer(int(sys.argv[1]), float(sys.argv[2]))))
