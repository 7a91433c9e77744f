"""What every command on the database does before its own work."""

from __future__ import annotations

import pytest

from sohotich.cli.attach import attached
from sohotich.foundation.audit.services import record
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.permissions import ensure

pytestmark = pytest.mark.django_db


def test_a_command_acts_as_the_person_named(person):
    lan = person("lan", "nguoi_quet")
    with attached(None, "Lan ") as actor:
        assert actor == lan
        record(actor=actor, action="book.view", unit="09508", subject="book")


@pytest.mark.parametrize("user", [None, "", "khong-co"])
def test_nobody_known_is_refused(campaign, user, capsys):
    with pytest.raises(SystemExit) as ended, attached(None, user):
        raise AssertionError("let in")
    assert ended.value.code == 2
    assert "--as" in capsys.readouterr().err


def test_errors_of_the_person_s_making_end_with_two_and_say_what_to_do(person, capsys):
    person("lan", "nguoi_quet")
    with pytest.raises(SystemExit) as ended, attached(None, "lan"):
        raise UserError("Thiếu cột.", where="so.xlsx dòng 3", mend="Dùng mẫu.")
    assert ended.value.code == 2
    assert capsys.readouterr().err == "so.xlsx dòng 3: Thiếu cột. Dùng mẫu.\n"
    with pytest.raises(SystemExit), attached(None, "lan") as actor:
        ensure(actor, "book.approve", "09508")
    assert "Duyệt và ký sổ" in capsys.readouterr().err
