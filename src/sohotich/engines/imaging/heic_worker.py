"""Decodes one HEIC picture in a process that may only compute: run as a script, never imported.

`python -I heic_worker.py check` ends with 0 where Debian's libheif can decode HEIC, else with 3.
`python -I heic_worker.py MEMORY CPU` reads a picture from standard input and writes width and
height (4 bytes each, big-endian) and its upright RGB pixels to standard output; 4 where the picture
is damaged. Libheif sees the file only after memory, time and system calls have been bounded.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import struct
import sys
from typing import Any

LIBRARY = "libheif.so.1"
NOT_HERE, DAMAGED = 3, 4
HEVC, RGB, INTERLEAVED_RGB, CHANNEL_INTERLEAVED = 1, 1, 10, 10

# Calls of a decoder that has its file in memory already: memory, threads, clocks, signals, and
# reading and writing what is open. No opening, no network, no other program, no signal to others.
ALLOWED = {
    "x86_64": (0xC000003E, (0, 1, 3, 5, 8, 9, 10, 11, 12, 13, 14, 15, 20, 24, 25, 28, 35, 39, 56,
                            60, 98, 186, 202, 204, 218, 228, 229, 230, 231, 273, 302, 318, 334,
                            435)),
    "aarch64": (0xC00000B7, (57, 62, 63, 64, 66, 80, 93, 94, 96, 98, 99, 101, 113, 114, 115, 123,
                             124, 134, 135, 139, 165, 172, 178, 214, 215, 216, 220, 222, 226, 233,
                             261, 278, 293, 435)),
}  # fmt: skip
NO_NEW_PRIVILEGES, SET_SECCOMP, SECCOMP_FILTER = 38, 22, 2
LOAD, JUMP_EQUAL, RETURN = 0x20, 0x15, 0x06  # of the kernel's packet filter
PERMIT, DENY, KILL = 0x7FFF0000, 0x00050001, 0x80000000


class HeifError(ctypes.Structure):
    """`heif_error`: code 0 is success."""

    _fields_ = (("code", ctypes.c_int), ("subcode", ctypes.c_int), ("message", ctypes.c_char_p))


class _Instruction(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_uint16),
        ("if_true", ctypes.c_uint8),
        ("if_false", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("filter", ctypes.POINTER(_Instruction)))


def confine(memory: int, cpu_seconds: int) -> None:
    """Bound this process for good: memory, time, no files, and no call that is not in ALLOWED.

    Where the kernel or the processor knows no such filter, the other bounds hold alone.
    """
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if platform.machine() not in ALLOWED:
        return
    architecture, numbers = ALLOWED[platform.machine()]
    last = len(numbers)
    lines = [(LOAD, 0, 0, 4), (JUMP_EQUAL, 1, 0, architecture), (RETURN, 0, 0, KILL)]
    lines.append((LOAD, 0, 0, 0))
    lines += [(JUMP_EQUAL, last - at, 0, number) for at, number in enumerate(numbers)]
    lines += [(RETURN, 0, 0, DENY), (RETURN, 0, 0, PERMIT)]
    code = (_Instruction * len(lines))(*(_Instruction(*line) for line in lines))
    program = _Program(len(lines), code)
    process = ctypes.CDLL(None)
    process.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    process.prctl(SET_SECCOMP, SECCOMP_FILTER, ctypes.byref(program), 0, 0)


def library() -> Any | None:
    """Debian's libheif where it is installed and has its HEVC decoder."""
    try:
        found = ctypes.CDLL(LIBRARY)
    except OSError:
        return None
    for name in ("heif_context_read_from_memory_without_copy", "heif_decode_image",
                 "heif_context_get_primary_image_handle"):  # fmt: skip
        getattr(found, name).restype = HeifError
    found.heif_context_alloc.restype = ctypes.c_void_p
    found.heif_image_get_plane_readonly.restype = ctypes.c_void_p
    if hasattr(found, "heif_init"):  # 1.13 and later keep decoders as plug-ins
        found.heif_init.restype = HeifError
        found.heif_init(None)
    return found if found.heif_have_decoder_for_format(HEVC) else None


def decode(heif: Any, content: bytes) -> tuple[int, int, int, int]:
    """Width, height, address and bytes per row of the main picture, turned as it says itself."""
    context, handle, image = ctypes.c_void_p(heif.heif_context_alloc()), _pointer(), _pointer()
    if hasattr(heif, "heif_context_set_max_decoding_threads"):
        heif.heif_context_set_max_decoding_threads(context, 0)
    size = ctypes.c_size_t(len(content))
    _done(heif.heif_context_read_from_memory_without_copy(context, content, size, None))
    _done(heif.heif_context_get_primary_image_handle(context, ctypes.byref(handle)))
    target = ctypes.byref(image)
    _done(heif.heif_decode_image(handle, target, RGB, INTERLEAVED_RGB, None))
    row = ctypes.c_int()
    start = heif.heif_image_get_plane_readonly(image, CHANNEL_INTERLEAVED, ctypes.byref(row))
    width = heif.heif_image_get_width(image, CHANNEL_INTERLEAVED)
    height = heif.heif_image_get_height(image, CHANNEL_INTERLEAVED)
    if not start or width < 1 or height < 1:
        raise SystemExit(DAMAGED)
    return width, height, start, row.value


def _pointer() -> ctypes.c_void_p:
    return ctypes.c_void_p()


def _done(error: HeifError) -> None:
    if error.code:
        raise SystemExit(DAMAGED)


def main(words: list[str]) -> int:
    """The whole run; the exit code."""
    heif = library()
    if heif is None:
        return NOT_HERE
    if words == ["check"]:
        return 0
    memory, cpu_seconds = map(int, words)
    content = sys.stdin.buffer.read()
    out = sys.stdout.buffer
    confine(memory, cpu_seconds)
    width, height, start, row = decode(heif, content)
    out.write(struct.pack(">II", width, height))
    for line in range(height):
        out.write(ctypes.string_at(start + line * row, width * 3))
    out.flush()
    return 0


if __name__ == "__main__":
    # The interpreter's own end would only free what the process gives back anyway.
    os._exit(main(sys.argv[1:]))
