"""Which files the pixel work of a task reads; imports without Django."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sohotich.foundation.jobs.spark import Paths
from sohotich.pipeline.scanning.imagework import PageTask, PressTask

Task = PageTask | PressTask


def _of(task: Task) -> Sequence[str]:
    if isinstance(task, PageTask):
        return (task.path,)
    return tuple(dict.fromkeys(region.path for region in task.regions))


def _moved(task: Task, here: Mapping[str, str]) -> Task:
    if isinstance(task, PageTask):
        return replace(task, path=here[task.path])
    regions = tuple(replace(region, path=here[region.path]) for region in task.regions)
    return replace(task, regions=regions)


WORK_FILES: Paths[Task] = Paths(_of, _moved)
