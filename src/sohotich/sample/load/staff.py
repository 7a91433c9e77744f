"""The accounts of the invented province: six people in each commune, and the offices above."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sohotich.domain.text import unmarked_key
from sohotich.domain.workflow import ROLES
from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.people.accounts import create_user, grant_role, reset_password
from sohotich.foundation.people.actors import Actor, actor_by_username, service_actor
from sohotich.foundation.people.models import User
from sohotich.foundation.people.units import unit_on
from sohotich.foundation.policies.services import set_value, value
from sohotich.sample.kept import Kept, SignIn
from sohotich.sample.world.chance import dice
from sohotich.sample.world.names import full_name, surname

PROVINCE: Final = "27"


@dataclass(frozen=True, slots=True)
class Post:
    """An account to have: its role in a unit, its user name, and what its title adds."""

    role: str
    unit_code: str
    username: str
    title: str = ""
    sex: str = "nữ"


@dataclass(frozen=True, slots=True)
class Staff:
    """The six people of one commune at work; `reviewer` is its second officer."""

    scanner: Actor
    keyers: tuple[Actor, Actor]
    officer: Actor
    reviewer: Actor
    chair: Actor


# user name's end, role, title, sex
_COMMUNE: Final = (
    ("quet", "nguoi_quet", "", "nam"),
    ("nhap1", "nguoi_nhap_lieu", "", "nữ"),
    ("nhap2", "nguoi_nhap_lieu", "", "nam"),
    ("hotich", "cong_chuc_ho_tich", "Công chức Tư pháp – Hộ tịch", "nữ"),
    ("hotich2", "cong_chuc_ho_tich", "Công chức Tư pháp – Hộ tịch", "nam"),
    ("chutich", "chu_tich", "Chủ tịch UBND {unit}", "nam"),
)


def posts(commune_codes: Iterable[str]) -> list[Post]:
    """Every account of a province with these communes, in the order of the work."""
    codes = list(commune_codes)
    found = [post for code in codes for post in commune_posts(code)]
    district = parent_of(codes[0])
    stem, called = stem_of(codes[0]), unit_called(codes[0])
    deputy = f"Phó Chủ tịch UBND {called[:1].lower()}{called[1:]}"
    found += [
        Post("pho_chu_tich", codes[0], f"{stem}.phochutich", deputy, "nữ"),
        Post("phong_tu_phap", district, f"{stem_of(district)}.tuphap"),
        Post("so_tu_phap", PROVINCE, "so.tuphap", sex="nam"),
        Post("quan_tri", PROVINCE, "quantri", sex="nam"),
        Post("ho_tro_ky_thuat", PROVINCE, "hotro", sex="nam"),
    ]
    return found


def commune_posts(unit_code: str) -> list[Post]:
    """The six accounts of one commune."""
    stem, name = stem_of(unit_code), unit_called(unit_code)
    called = name[:1].lower() + name[1:]
    return [
        Post(role, unit_code, f"{stem}.{end}", title.format(unit=called), sex)
        for end, role, title, sex in _COMMUNE
    ]


def second_step_leave_out() -> None:
    """Decide that nobody needs a telephone to sign in: a visitor walks through many accounts."""
    name = "people.totp_roles"
    asked = value(name)
    assert isinstance(asked, Mapping)
    if "có" in asked.values():
        set_value(
            actor=service_actor("installer"),
            name=name,
            value=dict.fromkeys(asked, "không"),
            from_date=campaign_today(),
            reason="Bản chạy thử",
        )


def account(post: Post, kept: Kept, seed: int) -> User:
    """The account of a post, made where it lacks; its password is remembered in the home."""
    installer = service_actor("installer")
    user = User.objects.filter(username=post.username).first()
    if user is None:
        chance = dice("staff", seed, post.username)
        name = full_name(chance, surname(chance, "Kinh"), post.sex, chance.randint(1965, 1999))
        made = create_user(
            actor=installer, username=post.username, full_name=name, title=post.title
        )
        user, password = made.user, made.password
    elif kept.password_of(post.username) is None:
        # Cut off between making the account and remembering its password.
        password = reset_password(actor=installer, user=user)
    else:
        password = ""
    grant_role(actor=installer, user=user, role=post.role, unit_code=post.unit_code)
    if password:
        role = ROLES[post.role].title
        kept.add_sign_in(SignIn(role, unit_called(post.unit_code), post.username, password))
    return user


def staff_of(unit_code: str) -> Staff:
    """The people of a commune whose accounts stand."""
    scanner, first, second, officer, reviewer, chair = (
        actor_by_username(post.username) for post in commune_posts(unit_code)
    )
    return Staff(scanner, (first, second), officer, reviewer, chair)


def unit_called(code: str) -> str:
    """`Xã An Tập`."""
    unit = unit_on(code)
    assert unit is not None, code
    return unit.name


def parent_of(code: str) -> str:
    """The code of the unit above."""
    unit = unit_on(code)
    assert unit is not None, code
    return unit.parent_code


def stem_of(code: str) -> str:
    """`Xã An Tập` → `antap`, `Thị trấn Lim` → `lim`."""
    name = unmarked_key(unit_called(code))
    for kind in ("thi tran ", "thi xa ", "thanh pho ", "xa ", "phuong ", "huyen "):
        if name.startswith(kind):
            return name.removeprefix(kind).replace(" ", "")
    return name.replace(" ", "")
