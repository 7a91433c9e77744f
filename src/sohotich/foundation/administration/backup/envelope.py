"""Encryption of a backup's files: AES-256-GCM over chunks, so that no size is too big.

A file is `SHBK1` LF, 16 bytes of salt, then sealed chunks of 1 MiB of plain text (the last one
shorter, perhaps empty). Each file has a key of its own, HKDF-SHA256 of the store's key and the
salt. A chunk's nonce is its number (11 bytes, big-endian) and one byte that is 1 on the last chunk:
chunks cannot be exchanged, and a file cut off does not open.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from sohotich.foundation.administration.backup.errors import BackupError

CHUNK = 1 << 20
_MAGIC = b"SHBK1\n"
_SALT = 16
_TAG = 16


@dataclass(frozen=True)
class Key:
    """The key of one store, made from the words in the key file and the store's salt."""

    material: bytes

    @classmethod
    def of(cls, words: str, salt: bytes) -> Key:
        """The key of these words; slow on purpose (scrypt, 32 MiB)."""
        kdf = Scrypt(salt=salt, length=32, n=1 << 15, r=8, p=1)
        return cls(kdf.derive(words.encode()))

    def name(self, text: str) -> str:
        """A name that tells nothing of `text` to whoever lacks the key; 64 hex digits."""
        return hmac.new(self.material, text.encode(), hashlib.sha256).hexdigest()


def stored_size(plain: int, key: Key | None) -> int:
    """Bytes on the disk for so many bytes of plain text."""
    if key is None:
        return plain
    return len(_MAGIC) + _SALT + plain + _TAG * max(1, -(-plain // CHUNK))


def sealed(chunks: Iterable[bytes], key: Key | None) -> Iterator[bytes]:
    """The bytes to write for this content; without a key the content itself."""
    if key is None:
        yield from chunks
        return
    salt = os.urandom(_SALT)
    cipher = _cipher(key, salt)
    yield _MAGIC + salt
    number, held = 0, bytearray()
    for chunk in chunks:
        held += chunk
        # The last chunk is marked: one is held back until more is known to follow.
        while len(held) > CHUNK:
            yield cipher.encrypt(_nonce(number, False), bytes(held[:CHUNK]), None)
            del held[:CHUNK]
            number += 1
    yield cipher.encrypt(_nonce(number, True), bytes(held), None)


def opened(file: BinaryIO, key: Key | None, where: str) -> Iterator[bytes]:
    """The content of a stored file. BackupError when it was altered, cut off or needs another key.

    What has been yielded before the error is genuine but not the whole.
    """
    if key is None:
        while chunk := file.read(CHUNK):
            yield chunk
        return
    head = file.read(len(_MAGIC) + _SALT)
    if len(head) != len(_MAGIC) + _SALT or not head.startswith(_MAGIC):
        raise _damaged(where)
    cipher = _cipher(key, head[len(_MAGIC) :])
    number, block = 0, file.read(CHUNK + _TAG)
    while True:
        following = file.read(CHUNK + _TAG)
        try:
            yield cipher.decrypt(_nonce(number, not following), block, None)
        except InvalidTag as error:
            raise _damaged(where) from error
        if not following:
            return
        number, block = number + 1, following


def _cipher(key: Key, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt, b"sohotich backup file").derive(key.material))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _damaged(where: str) -> BackupError:
    return BackupError("Tệp sao lưu bị hỏng hoặc bị sửa.", where=where)
