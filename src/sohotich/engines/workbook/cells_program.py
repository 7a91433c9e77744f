"""A program of its own: reads the cells of sheets it is asked for, one file after another.

The reader allocates what a file asks for and ends its process when it gets no more; here that ends
nothing else. Arguments: bytes of memory, seconds of computing a file. A question is a pickle of
(path, preferred sheets), an answer a pickle of (names of all sheets, index of the one read, its
rows), or of None for a file that cannot be read; before each stands its length in eight bytes.
"""

import pickle
import resource
import sys
from typing import Any, BinaryIO

LENGTH = 8


def read(path: str, preferred: list[str]) -> tuple[list[str], int, list[list[Any]]]:
    """Names of all sheets, the index of the one read, its rows; whatever the reader raises."""
    import python_calamine

    with python_calamine.load_workbook(path) as book:
        names = book.sheet_names
        index = next((i for i, name in enumerate(names) if name.strip() in preferred), 0)
        if not names:
            return names, 0, []
        return names, index, book.get_sheet_by_index(index).to_python(skip_empty_area=False)


def framed(message: object) -> bytes:
    """The message as it goes over a pipe."""
    content = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return len(content).to_bytes(LENGTH, "big") + content


def _limit_memory(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _limit_time(seconds: int) -> None:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(usage.ru_utime + usage.ru_stime) + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds, hard))


def _answers(asked: BinaryIO, said: BinaryIO, seconds: int) -> None:
    while head := asked.read(LENGTH):
        path, preferred = pickle.loads(asked.read(int.from_bytes(head, "big")))  # noqa: S301 ours
        _limit_time(seconds)
        try:
            answer: object = read(path, preferred)
        except Exception:
            answer = None
        said.write(framed(answer))
        said.flush()


if __name__ == "__main__":
    _limit_memory(int(sys.argv[1]))
    _answers(sys.stdin.buffer, sys.stdout.buffer, int(sys.argv[2]))
