"""How this machine stands: is the last good backup recent, is there room on the disks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse

from sohotich.foundation.administration.backup.place import backup_folder
from sohotich.foundation.administration.backup.space import Room, room
from sohotich.foundation.administration.models import BackupRun
from sohotich.foundation.database.clock import now
from sohotich.foundation.database.home import Home
from sohotich.foundation.pages.notices import Standing
from sohotich.foundation.pages.numbers import byte_size, moment
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.models import User
from sohotich.foundation.policies.services import number


def last_good() -> BackupRun | None:
    """The newest good backup that is on record."""
    return BackupRun.objects.filter(good=True).first()


def rooms(home: Home) -> list[Room]:
    """The disk of the home, and that of the backups where it is another one."""
    least = number("disk.warn_free_bytes")
    mine, theirs = room(home.path, least), room(backup_folder(home), least)
    return [mine] if (mine.free, mine.total) == (theirs.free, theirs.total) else [mine, theirs]


def warnings(home: Home) -> Iterator[tuple[str, str]]:
    """(what is wrong, what mends it), by the policies' thresholds."""
    yield from _backup_old()
    for one in rooms(home):
        if one.short:
            yield (
                f"Ổ đĩa chứa {one.folder} chỉ còn trống {byte_size(one.free)}.",
                "Dọn hoặc thêm ổ đĩa trước khi hệ thống thôi nhận tệp.",
            )


def _backup_old() -> Iterator[tuple[str, str]]:
    hours = number("backup.warn_hours")
    limit = now() - timedelta(hours=hours)
    good = last_good()
    if good is not None and good.ended_at < limit:
        yield (
            f"Bản sao lưu lành mới nhất lập lúc {moment(good.ended_at)}, đã quá {hours} giờ.",
            "Sao lưu ngay, và xem vì sao lượt hằng ngày không xong.",
        )
    elif good is None and User.objects.filter(created_at__lt=limit).exists():
        yield "Chưa có bản sao lưu lành nào.", "Sao lưu ngay."


def backup_notices(actor: Actor) -> Iterator[Standing]:
    """For every page of those who look after backups."""
    if actor.can_somewhere("backup.make"):
        for what, mend in warnings(Home.current()):
            yield Standing(what, mend, "Xem sao lưu", reverse("administration:backups"))
