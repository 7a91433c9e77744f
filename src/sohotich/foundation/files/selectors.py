"""Questions about stored files."""

from __future__ import annotations

from uuid import UUID

from sohotich.foundation.files.models import Link


def link_with(subject: str, subject_key: UUID, sha256: str) -> Link | None:
    """The file of something that has this content, under whatever purpose."""
    return Link.objects.filter(subject=subject, subject_key=subject_key, sha256=sha256).first()
