"""HEIC pictures written by libheif itself, where this machine has its encoder."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from sohotich.engines.imaging.heic_worker import HEVC, HeifError, library

INTERLEAVED_RGB, RGB, CHANNEL = 10, 1, 10


class _Options(ctypes.Structure):
    """`heif_encoding_options` to version 5, which knows the turn."""

    _fields_ = (
        ("version", ctypes.c_uint8),
        ("alpha", ctypes.c_uint8),
        ("mac", ctypes.c_uint8),
        ("two_profiles", ctypes.c_uint8),
        ("profile", ctypes.c_void_p),
        ("mac_profile", ctypes.c_uint8),
        ("orientation", ctypes.c_int),
    )


def can_write() -> bool:
    heif = library()
    return heif is not None and bool(heif.heif_have_encoder_for_format(HEVC))


def write_heic(
    path: Path, pixels: npt.NDArray[np.uint8], orientation: int = 1, exif: bytes = b""
) -> Path:
    """`orientation` as in EXIF, written as the container's own turn (irot, imir)."""
    heif: Any = library()
    for name in ("heif_context_get_encoder_for_format", "heif_encoder_set_lossy_quality",
                 "heif_image_create", "heif_image_add_plane", "heif_context_encode_image",
                 "heif_context_write_to_file", "heif_context_add_exif_metadata"):  # fmt: skip
        getattr(heif, name).restype = HeifError
    heif.heif_image_get_plane.restype = ctypes.c_void_p
    heif.heif_encoding_options_alloc.restype = ctypes.POINTER(_Options)
    context = ctypes.c_void_p(heif.heif_context_alloc())
    encoder, image, handle = ctypes.c_void_p(), ctypes.c_void_p(), ctypes.c_void_p()
    done(heif.heif_context_get_encoder_for_format(context, HEVC, ctypes.byref(encoder)))
    done(heif.heif_encoder_set_lossy_quality(encoder, 90))
    height, width = pixels.shape[:2]
    done(heif.heif_image_create(width, height, RGB, INTERLEAVED_RGB, ctypes.byref(image)))
    done(heif.heif_image_add_plane(image, CHANNEL, width, height, 8))
    row = ctypes.c_int()
    start = heif.heif_image_get_plane(image, CHANNEL, ctypes.byref(row))
    for line in range(height):
        ctypes.memmove(start + line * row.value, pixels[line].tobytes(), width * 3)
    options = heif.heif_encoding_options_alloc()
    options.contents.orientation = orientation
    done(heif.heif_context_encode_image(context, image, encoder, options, ctypes.byref(handle)))
    if exif:
        done(heif.heif_context_add_exif_metadata(context, handle, exif, len(exif)))
    done(heif.heif_context_write_to_file(context, str(path).encode()))
    return path


def done(error: HeifError) -> None:
    assert not error.code, error.message
