"""Going through the course: begun, answered field by field, judged, closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import transaction

from sohotich.domain.second_key import field_class
from sohotich.foundation.audit import services as audit
from sohotich.foundation.database.clock import now
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden
from sohotich.pipeline.training.course import Lesson, course, edition, lesson
from sohotich.pipeline.training.judging import Verdict, judge
from sohotich.pipeline.training.models import Attempt, Exercise
from sohotich.pipeline.training.passing import passes
from sohotich.register.accuracy.models import Source
from sohotich.register.accuracy.services import Judged, Place, looks_record
from sohotich.register.records.values import AIDS, tidy

_RIGHT: Final = "keying.key"
_MOST_KEYS: Final = 100_000
_MOST_SECONDS: Final = 4 * 3600


class ExerciseClosed(UserError):
    """The page has been judged."""

    kind = "state"

    def __init__(self) -> None:
        super().__init__("Bài tập này đã chấm.", mend="Bấm Học lại để làm từ đầu.")


@dataclass(frozen=True)
class Answered:
    """`verdict` None for a field that the page does not answer; `stored` False: sent before."""

    exercise: Exercise
    stored: bool
    verdict: Verdict | None


@transaction.atomic
def attempt_begin(*, actor: Actor) -> Attempt:
    """The person's attempt under way, or a new one with a page for each lesson.

    One begun with an earlier edition of the course is dropped: its pages are gone.
    """
    unit = _unit(actor)
    open_one = Attempt.objects.select_for_update().filter(person=actor.key, finished_at=None)
    begun = open_one.first()
    if begun is not None and begun.course == edition():
        return begun
    open_one.delete()
    attempt = Attempt.objects.create(
        person=actor.key, unit_code=unit, course=edition(), started_at=now()
    )
    Exercise.objects.bulk_create(
        Exercise(
            attempt=attempt,
            person=actor.key,
            unit_code=unit,
            lesson=one.key,
            position=position,
        )
        for position, one in enumerate(course())
    )
    _trace(actor, attempt, "training.begin")
    return attempt


def exercise_next(*, actor: Actor, beyond: Collection[UUID] = ()) -> Exercise | None:
    """The next page of the attempt under way that is neither judged nor among `beyond`."""
    rows = Exercise.objects.filter(
        person=actor.key, attempt__finished_at=None, finished_at=None
    ).exclude(pk__in=list(beyond))
    return rows.order_by("position").first()


@transaction.atomic
def answer_save(
    *,
    actor: Actor,
    exercise: UUID,
    field: str,
    value: str,
    mark: str,
    aid: str,
    seq: int,
    keystrokes: int = 0,
) -> Answered:
    """Keep one answer and judge it; what counts is the first answer to each field.

    `seq` as for a reading: a letter that is not newer changes nothing. Raises ReadingError for what
    no field can hold, ExerciseClosed.
    """
    row = _own(actor, exercise)
    page = _lesson(row)
    if seq <= row.sequence.get(field, -1):
        said = judge(page, field, row.values.get(field, ""), row.marks.get(field, ""))
        return Answered(row, False, said)
    value, mark = tidy(page.type_code, field, value, mark)
    for column, content in ((row.values, value), (row.marks, mark)):
        column.pop(field, None)
        if content:
            column[field] = content
    row.aids[field] = aid if aid in AIDS else "typed"
    row.sequence[field] = seq
    row.keystrokes += max(0, min(keystrokes, _MOST_KEYS))
    verdict = judge(page, field, value, mark)
    if verdict is not None:
        row.first.setdefault(field, verdict.right)
    row.save()
    return Answered(row, True, verdict)


@transaction.atomic
def exercise_finish(*, actor: Actor, exercise: UUID, keystrokes: int = 0, seconds: int = 0) -> None:
    """Close a page: fields left unanswered are judged as they stand. With the last page the attempt
    is closed. Again changes nothing.
    """
    row = _own(actor, exercise, closed=True)
    if row.finished_at is not None:
        return
    page = _lesson(row)
    for field in page.judged:
        said = judge(page, field, row.values.get(field, ""), row.marks.get(field, ""))
        if said is not None:
            row.first.setdefault(field, said.right)
    row.finished_at = now()
    row.keystrokes += max(0, min(keystrokes, _MOST_KEYS))
    row.seconds = max(0, min(seconds, _MOST_SECONDS))
    row.save()
    if exercise_next(actor=actor) is None:
        _close(actor, row.attempt)


def _close(actor: Actor, attempt: Attempt) -> None:
    pages = list(attempt.exercises.all())
    looks, errors = Counter[str](), Counter[str]()
    for row in pages:
        for name, right in _classed(row):
            looks[name] += 1
            errors[name] += not right
    attempt.finished_at = now()
    attempt.looks, attempt.errors = looks.total(), errors.total()
    attempt.by_class = {name: [count, errors[name]] for name, count in looks.items()}
    attempt.keystrokes = sum(row.keystrokes for row in pages)
    attempt.seconds = sum(row.seconds for row in pages)
    attempt.passed = passes(attempt.errors, attempt.looks)
    attempt.save()
    _tell_accuracy(attempt, pages)
    _trace(actor, attempt, "training.finish")


def _classed(row: Exercise) -> Iterable[tuple[str, bool]]:
    """(class of the field, whether its first answer was right)"""
    kind = _lesson(row).kind
    for field, right in row.first.items():
        yield field_class(kind.field(field), row.aids.get(field, "typed")), right


def _tell_accuracy(attempt: Attempt, pages: Iterable[Exercise]) -> None:
    """Of this edition's pages the first time counts: whoever goes through them again has seen the
    answers.
    """
    earlier = Attempt.objects.filter(person=attempt.person, course=attempt.course)
    if earlier.exclude(pk=attempt.pk).exclude(finished_at=None).exists():
        return
    for row in pages:
        looked = Judged(
            reading=row.key,
            keyer=row.person,
            type_code=_lesson(row).type_code,
            fields=list(row.first),
            wrong=[field for field, right in row.first.items() if not right],
            aids=row.aids,
        )
        looks_record(
            by=attempt.person,
            source=Source.GOLD,
            occasion=attempt.key,
            place=Place(unit=attempt.unit_code),
            judged=[looked],
        )


def _own(actor: Actor, exercise: UUID, *, closed: bool = False) -> Exercise:
    row = Exercise.objects.select_for_update(of=("self",)).select_related("attempt")
    found = row.get(pk=exercise)
    if found.person != actor.key:
        raise Forbidden("Bài tập này là của người khác.")
    if found.finished_at is not None and not closed:
        raise ExerciseClosed
    return found


def _lesson(row: Exercise) -> Lesson:
    found = lesson(row.lesson)
    if found is None:
        raise ExerciseClosed
    return found


def _unit(actor: Actor) -> str:
    unit = next((held.unit_code for held in actor.grants if _RIGHT in held.permissions), None)
    if unit is None:
        raise Forbidden("Anh/chị chưa được giao nhập liệu.")
    return unit


def _trace(actor: Actor, attempt: Attempt, action: str) -> None:
    facts: dict[str, object] = {"course": attempt.course}
    if attempt.passed is not None:
        facts |= {"passed": attempt.passed, "looks": attempt.looks, "errors": attempt.errors}
    audit.record(
        actor=actor,
        action=action,
        unit=attempt.unit_code,
        subject="training",
        key=attempt.key,
        facts=facts,
    )
