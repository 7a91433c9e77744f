"""The administration's lines of the menu."""

from sohotich.foundation.jobs.models import JobState
from sohotich.foundation.jobs.selectors import jobs_visible
from sohotich.foundation.pages.navigation import ADMINISTRATION, NavItem, register
from sohotich.foundation.people.actors import Actor


def _jobs_running(actor: Actor) -> int:
    return jobs_visible(actor).filter(state__in=[JobState.WAITING, JobState.RUNNING]).count()


_LINES = (
    NavItem(
        "Người dùng", "administration:people", "people", "people.manage", 10, group=ADMINISTRATION
    ),
    NavItem(
        "Ủy quyền ký",
        "administration:delegations",
        "sign",
        "people.delegate",
        15,
        group=ADMINISTRATION,
    ),
    NavItem(
        "Mở đăng nhập",
        "administration:unlock-sign-in",
        "lock",
        "people.unlock",
        17,
        group=ADMINISTRATION,
    ),
    NavItem(
        "Quy định", "administration:policies", "policy", "policy.view", 20, group=ADMINISTRATION
    ),
    NavItem("Sao lưu", "administration:backups", "save", "backup.make", 25, group=ADMINISTRATION),
    NavItem(
        "Khóa kết nối", "administration:tokens", "send", "token.issue", 27, group=ADMINISTRATION
    ),
    NavItem(
        "Việc chạy nền",
        "administration:jobs",
        "jobs",
        "job.view",
        30,
        count=_jobs_running,
        group=ADMINISTRATION,
    ),
)


def register_menu() -> None:
    """Called once, when the app is ready."""
    for line in _LINES:
        register(line)
