"""Functions for other processes: their module must import without Django."""

import os
import signal
import time


def square(number: int) -> int:
    return number * number


def die(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def tell_and_sleep(number: int) -> int:
    os.write(1, f"{os.getpid()}\n".encode())
    time.sleep(60)
    return number
