"""The people of the province: accounts and roles by the thousand, passwords for a few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction

from sohotich.foundation.audit import services as audit
from sohotich.foundation.database.bulk import insert_many
from sohotich.foundation.database.keys import new_key
from sohotich.foundation.people.actors import service_actor
from sohotich.foundation.people.models import Grant, User
from sohotich.sample.kept import Kept
from sohotich.sample.load.staff import PROVINCE, Post, account, parent_of, stem_of, unit_called
from sohotich.sample.world.chance import dice
from sohotich.sample.world.names import full_name, surname
from sohotich.sample.world.province.crew import KEYER, Crew, crew_of
from sohotich.sample.world.province.inventory import Holding

# role → the user name's end
_ENDS: Final = {
    "nguoi_quet": "quet",
    "nguoi_nhap_lieu": "nhap",
    "cong_chuc_ho_tich": "hotich",
    "chu_tich": "chutich",
}
_TITLES: Final = {
    "cong_chuc_ho_tich": "Công chức Tư pháp – Hộ tịch",
    "chu_tich": "Chủ tịch UBND {unit}",
}


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody as events and readings name them."""

    key: UUID
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Place:
    """A post with the campaign's day from which it is held; None: all along."""

    post: Post
    since: date | None = None


def places(seed: int, found: Sequence[Holding], first_day: date) -> dict[str, list[Place]]:
    """Unit → who works there, in the order of the crew; the district's office is its fourth."""
    stems = Counter(stem_of(holding.unit_code) for holding in found)
    return {
        holding.unit_code: _commune(
            crew_of(seed, holding), holding.unit_code, first_day, alone=stems
        )
        for holding in found
    }


def _commune(crew: Crew, code: str, first_day: date, *, alone: Mapping[str, int]) -> list[Place]:
    stem, called, district = stem_of(code), unit_called(code), parent_of(code)
    stem = stem if alone[stem] == 1 else f"{stem}{code}"
    met: Counter[str] = Counter()
    found = []
    for member in crew.members:
        if member.role == "phong_tu_phap":
            found.append(Place(Post(member.role, district, f"{stem_of(district)}.tuphap")))
            continue
        met[member.role] += 1
        number = _numbered(member.role, met[member.role])
        title = _TITLES.get(member.role, "").format(unit=called[:1].lower() + called[1:])
        sex = "nam" if met[member.role] % 2 else "nữ"
        post = Post(member.role, code, f"{stem}.{_ENDS[member.role]}{number}", title, sex)
        since = first_day + timedelta(days=member.since - 1) if member.since > 1 else None
        found.append(Place(post, since))
    return found


def _numbered(role: str, which: int) -> str:
    return str(which) if which > 1 or role == KEYER else ""


def offices() -> list[Post]:
    """Those above the districts."""
    return [
        Post("so_tu_phap", PROVINCE, "so.tuphap", sex="nam"),
        Post("quan_tri", PROVINCE, "quantri", sex="nam"),
        Post("ho_tro_ky_thuat", PROVINCE, "hotro", sex="nam"),
    ]


def shown_first(found: Sequence[Holding]) -> list[str]:
    """The first commune of each pace: whoever looks around signs in there."""
    first: dict[str, str] = {}
    for holding in found:
        first.setdefault(holding.pace.key, holding.unit_code)
    return sorted(first.values())


def accounts_fill(
    kept: Kept, seed: int, staff: Mapping[str, Sequence[Place]], opened: Iterable[str]
) -> int:
    """Every account there is to be; returns how many. Those of `opened` communes and of the
    offices above get passwords, kept in the home; the others none, until somebody resets them.
    """
    shown = set(opened)
    districts = {place.post.username: place for crew in staff.values() for place in crew
                 if place.post.unit_code not in staff}  # fmt: skip
    signing_in = [Place(post) for post in offices()] + list(districts.values())
    others: list[Place] = []
    for code, crew in staff.items():
        own = [place for place in crew if place.post.unit_code == code]
        (signing_in if code in shown else others).extend(own)
    # Whoever came later has a first day, which `account` knows nothing of.
    others += [place for place in signing_in if place.since is not None]
    signing_in = [place for place in signing_in if place.since is None]
    for place in signing_in:
        account(place.post, kept, seed)
    kept.sort_sign_ins([place.post.username for place in signing_in])
    _store(others, seed)
    return len(signing_in) + len(others)


@transaction.atomic
def _store(wanted: Sequence[Place], seed: int) -> None:
    known = set(User.objects.values_list("username", flat=True))
    made = [(new_key(), place) for place in wanted if place.post.username not in known]
    if not made:
        return
    installer = service_actor("installer")
    insert_many(
        User(password=make_password(None)),
        ("key", "username", "full_name", "title"),
        ((key, p.post.username, _name(p.post, seed), p.post.title) for key, p in made),
    )
    insert_many(
        Grant(),
        ("key", "user_id", "role", "unit_code", "valid_from"),
        ((new_key(), key, p.post.role, p.post.unit_code, p.since) for key, p in made),
    )
    audit.record_many(
        actor=installer,
        action="user.create",
        subject="user",
        done=((place.post.unit_code, key, {"role": place.post.role}) for key, place in made),
    )


def _name(post: Post, seed: int) -> str:
    chance = dice("staff", seed, post.username)
    return full_name(chance, surname(chance, "Kinh"), post.sex, chance.randint(1965, 1999))


def people_of(staff: Mapping[str, Sequence[Place]]) -> dict[str, list[Who]]:
    """Unit → the stored people in the order of its crew."""
    rows = User.objects.values_list("username", "key", "full_name", "title")
    known = {username: Who(key, name, title) for username, key, name, title in rows}
    return {code: [known[p.post.username] for p in crew] for code, crew in staff.items()}
