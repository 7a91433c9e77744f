"""A program of its own: reads one sheet's cells and writes them to its output.

The reader allocates what a file asks for and ends its process when it gets no more; here that ends
nothing else. Arguments: bytes of memory, seconds of computing, the file, the preferred sheets.
Output: a pickle of (names of all sheets, index of the one read, its rows). Ends with 3 for a file
that cannot be read.
"""

import pickle
import resource
import sys
from typing import Any


def _limit(memory: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def read(path: str, preferred: list[str]) -> tuple[list[str], int, list[list[Any]]]:
    """Names of all sheets, the index of the one read, its rows; whatever the reader raises."""
    import python_calamine

    with python_calamine.load_workbook(path) as book:
        names = book.sheet_names
        index = next((i for i, name in enumerate(names) if name.strip() in preferred), 0)
        if not names:
            return names, 0, []
        return names, index, book.get_sheet_by_index(index).to_python(skip_empty_area=False)


if __name__ == "__main__":
    _limit(int(sys.argv[1]), int(sys.argv[2]))
    try:
        found = read(sys.argv[3], sys.argv[4:])
    except Exception:
        sys.exit(3)
    pickle.dump(found, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)
