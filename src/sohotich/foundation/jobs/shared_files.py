"""Files that several machines reach: a folder they all see, or an S3-compatible store.

Imports without Django: machines that only work on pages use it as well.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from sohotich.foundation.database.errors import UserError


class SharedFiles(Protocol):
    """A store of files by name; a name always stands for the same content."""

    def has(self, name: str) -> bool:
        """Whether the whole file is there."""
        ...

    def put(self, name: str, source: Path) -> None:
        """Store a file, whole or not at all."""
        ...

    def get(self, name: str, target: Path) -> None:
        """Write the file to `target`; OSError when it is not there or cannot be read."""
        ...


@dataclass(frozen=True)
class Folder:
    """A folder under one path on every machine."""

    path: Path

    def has(self, name: str) -> bool:
        return (self.path / name).is_file()

    def put(self, name: str, source: Path) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=self.path, prefix=".incoming-")
        try:
            with os.fdopen(handle, "wb") as out, source.open("rb") as file:
                shutil.copyfileobj(file, out)
            Path(draft).replace(self.path / name)
        finally:
            Path(draft).unlink(missing_ok=True)

    def get(self, name: str, target: Path) -> None:
        shutil.copyfile(self.path / name, target)


@dataclass(frozen=True)
class Bucket:
    """A bucket of an S3-compatible store, found and entered by AWS's own settings
    (`AWS_ENDPOINT_URL`, `AWS_ACCESS_KEY_ID`, …).
    """

    bucket: str
    prefix: str

    @cached_property
    def _client(self) -> Any:
        import boto3

        return boto3.client("s3")

    def has(self, name: str) -> bool:
        from botocore.exceptions import ClientError

        try:
            self._client.head_object(Bucket=self.bucket, Key=self._key(name))
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
                return False
            raise
        return True

    def put(self, name: str, source: Path) -> None:
        self._client.upload_file(str(source), self.bucket, self._key(name))

    def get(self, name: str, target: Path) -> None:
        from botocore.exceptions import ClientError

        try:
            self._client.download_file(self.bucket, self._key(name), str(target))
        except ClientError as error:
            raise OSError(f"{self.bucket}/{self._key(name)}: {error}") from error

    def _key(self, name: str) -> str:
        return f"{self.prefix}/{name}" if self.prefix else name


def shared_files(address: str) -> SharedFiles:
    """The store at `s3://bucket/prefix`, or in the folder that `address` names."""
    parts = urlsplit(address)
    if parts.scheme == "s3" and parts.netloc:
        try:
            import boto3  # noqa: F401
        except ImportError:
            raise UserError(
                "Máy này chưa cài phần kết nối kho S3.",
                mend="Cài thêm: pip install sohotich[spark]",
            ) from None
        return Bucket(parts.netloc, parts.path.strip("/"))
    if parts.scheme:
        raise UserError(
            "Không đọc được địa chỉ kho tệp.",
            where=address,
            mend="Dùng s3://kho/thư-mục hoặc một thư mục mà mọi máy cùng thấy.",
        )
    return Folder(Path(address).absolute())
