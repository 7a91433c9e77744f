"""What a job is about, in the words people know it by: each room names its own things."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from sohotich.foundation.jobs.models import Job

Labels = Callable[[Iterable[UUID]], Mapping[UUID, str]]
_labels: dict[str, Labels] = {}


def name_subjects(subject: str, labels: Labels) -> None:
    """Say how things of this kind are called; once, when the room's app is ready."""
    _labels[subject] = labels


def subject_labels(jobs: Iterable[Job]) -> dict[UUID, str]:
    """The label of each job's subject by the job's key; nothing for kinds that nobody names."""
    rows = list(jobs)
    found: dict[UUID, str] = {}
    for subject, labels in _labels.items():
        about = {
            job.key: job.subject_key
            for job in rows
            if job.subject == subject and job.subject_key is not None
        }
        named = labels(set(about.values()))
        found |= {job: named[key] for job, key in about.items() if key in named}
    return found
