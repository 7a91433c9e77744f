"""Finding people in records: what is found, behind which wall, and the trace it leaves."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from sohotich.cli import group
from sohotich.domain.record_types import record_type
from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.database.clock import now
from sohotich.foundation.database.speaking import EVERYTHING, speaking
from sohotich.foundation.people.acting import acting
from sohotich.foundation.people.permissions import Forbidden
from sohotich.register.ledger.models import Entry
from sohotich.register.records.models import Person
from sohotich.register.search.asked import Asked, read
from sohotich.register.search.dictionary import names_keep, names_rebuild
from sohotich.register.search.models import KnownName, KnownWord, Reach
from sohotich.register.search.services import search
from tests.register.stored_people import HERE, store

pytestmark = pytest.mark.django_db
ABROAD = "09511"


@pytest.fixture
def officer(person):
    return person("officer", "cong_chuc_ho_tich")


@pytest.fixture
def register(campaign):
    """Three families here, one abroad; the dictionary knows them."""
    rows = {
        "hue": store({"nks": ("NGUYỄN THỊ HUỆ", "01.05.1998"), "me": ("TRẦN THỊ BÌNH", "1970"),
                      "cha": ("NGUYỄN VĂN CẢNH", "12.03.1968")}),
        "hue2": store({"nks": ("NGUYỄN THỊ HUẾ", "1997"), "me": ("LÊ THỊ NA", "1975"),
                       "nyc": ("PHẠM ĐÌNH KHÔI", "")}),
        "anh": store({"nks": ("NGUYỄN THỊ HUỆ ANH", "02.02.1998"), "me": ("VŨ THỊ LAN", "1972")}),
        "abroad": store({"nks": ("NGUYỄN THỊ HUỆ", "03.03.1998"), "me": ("QUÁCH THỊ XUYẾN", "")},
                        unit=ABROAD),
    }  # fmt: skip
    names_rebuild()
    return {entry.pk: name for name, entry in rows.items()}


@pytest.fixture
def find(register, officer):
    def ask(text: str, actor=None, **more) -> list[str]:
        with acting(actor or officer):
            answer = search(actor=actor or officer, asked=read(text, **more), shown_as="list")
        return [register.get(hit.entry.pk, str(hit.entry.number)) for hit in answer.hits]

    return ask


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nguyễn Thị Huệ", ["hue", "hue2", "anh"]),
        ("nguyễn thị huế", ["hue2", "hue", "anh"]),
        ("nguyen thi hue", ["hue2", "hue", "anh"]),
        ("hue nguyen", ["hue2", "hue", "anh"]),
        ("nguyne thi hue", ["hue2", "hue"]),
        # A slip in a part, where nothing else answers.
        ("nguyne anh", ["anh"]),
        ("nguyenthi hue", ["hue2", "hue"]),
        ("nguyen thi hue 1998", ["hue", "anh"]),
        ("hue 1/5/1998", ["hue"]),
        ("tran thi binh", ["hue"]),
        ("pham dinh khoi", ["hue2"]),
        ("pham dinh khio", ["hue2"]),
        ("p d khoi", ["hue2"]),
        ("nguyen thi hue, le thi na", ["hue2"]),
        ("nguyen thi hue, le thi nha", ["hue2"]),
        ("nguyen thi hue, vu thi", ["anh"]),
        ("nguyen thi hue 12/03/1968", []),
        ("12/03/1968", ["hue"]),
        ("1/1998", ["hue"]),
        ("1/1998 tran", ["hue"]),
        ("2/1998 tran", []),
        ("khong ai ca", []),
    ],
)
def test_who_is_found_and_in_which_order(find, text, found) -> None:
    assert find(text) == found


def test_the_form_narrows(find) -> None:
    assert find("nguyen thi hue", born="1998", other="tran") == ["hue"]
    assert find("nguyen thi hue", type_code="KH") == []
    assert find("nguyen thi hue", unit=ABROAD) == []
    assert len(find("nguyen thi hue", unit=HERE)) == 3


def test_the_wall_stands_between_communes(find, person) -> None:
    neighbour, above = person("neighbour", "cong_chuc_ho_tich", unit=ABROAD), None
    assert find("nguyen thi hue", neighbour) == ["abroad"]
    # A name of the dictionary that nobody here bears says nothing, however it is typed.
    for text in ("quach thi xuyen", "quach thi xuyne", "quach", "xuy"):
        assert find(text) == []
        assert find(text, neighbour) == ["abroad"]
    above = person("above", "so_tu_phap", unit="27")
    assert len(find("nguyen thi hue", above)) == 4
    assert find("nguyen thi hue", above, unit=ABROAD) == ["abroad"]


@pytest.mark.parametrize("role", ["nguoi_nhap_lieu", "nguoi_quet"])
def test_those_lent_for_days_search_nothing(find, person, client, role) -> None:
    lent = person("lent", role)
    with pytest.raises(Forbidden):
        find("nguyen thi hue", lent)
    sign_in(client, lent)
    assert client.get("/tim/").status_code == 403
    assert client.post("/tim/nhanh/", {"tim": "hue"}).status_code == 403
    assert b"data-search-box" not in client.get("/").content


def test_what_went_back_to_be_read_anew_is_not_found(find, register) -> None:
    Entry.objects.filter(pk__in=[key for key, name in register.items() if name == "hue"]).update(
        state="keyed_once"
    )
    assert find("nguyen thi hue") == ["hue2", "anh"]
    assert find("tran thi binh") == []
    assert find("1/5/1998") == []
    # The number is there for everybody who sees the book; nothing of the record is.
    assert find("1/1998") == ["hue"]


def test_a_registration_nobody_read_is_found_by_its_number_without_a_name(find, officer) -> None:
    store({"nks": ("TRẦN VĂN KÍN", "")}, state="scanned")
    with acting(officer):
        (hit,) = search(actor=officer, asked=read("4/1998"), shown_as="list").hits
    assert (hit.name, hit.others, hit.entry.number) == ("", (), 4)


def test_books_are_found_by_their_labels(register, officer) -> None:
    with acting(officer):
        for text in ("KS.1998", "ks.1998.02", "09508/KS"):
            answer = search(actor=officer, asked=read(text), shown_as="list")
            assert [book.label for book in answer.books] == ["09508/KS.1998.02"], text


def test_each_type_gives_each_person_its_role(campaign, officer) -> None:
    kinds = {"KH": ("chong", "vo"), "KT": ("nkt", "nyc"), "CN": ("con", "giao1")}
    for code, roles in kinds.items():
        store({role: (f"LÒ {code} {role.upper()}", "") for role in roles}, kind=code)
    with acting(officer):
        for code, roles in kinds.items():
            titles = {one.role: one.label for one in record_type(code).persons}
            for role in roles:
                asked = Asked(name=f"lo {code} {role}")
                (hit,) = search(actor=officer, asked=asked, shown_as="list").hits
                assert hit.role == titles[role]


def test_a_search_leaves_who_when_and_what_was_shown_but_no_name(find, officer, register) -> None:
    find("Nguyễn Thị Huệ 1998, Trần")
    entry = AuditEntry.objects.get(action="record.search")
    assert (entry.actor_key, entry.unit, entry.facts["found"]) == (officer.key, HERE, 1)
    assert entry.facts["entries"] == [str(key) for key, name in register.items() if name == "hue"]
    told = str(entry.facts).casefold()
    assert not any(word in told for word in ("nguy", "hue", "huệ", "tran", "trần"))
    assert entry.facts["words"]
    find("nguyen thi hue 1998, tran")
    prints = {row.facts["words"] for row in AuditEntry.objects.filter(action="record.search")}
    assert len(prints) == 1


def test_too_little_asks_nothing_and_leaves_nothing(find) -> None:
    assert find("n") == []
    assert not AuditEntry.objects.filter(action="record.search").exists()


def test_the_dictionary_follows_within_a_minute_and_forgets_in_a_day(find, register) -> None:
    store({"nks": ("ĐÈO VĂN LONG", "")})
    # Whole, a new name is found at once; by its parts when the dictionary has it.
    assert find("deo van long") == ["4"]
    assert find("deo van lo") == []
    assert names_keep()
    assert find("deo van lo") == ["4"]
    assert find("deo vna long") == ["4"]
    with speaking(EVERYTHING):
        Person.objects.filter(ho_ten="ĐÈO VĂN LONG").delete()
    names_keep()
    assert KnownName.objects.filter(name="deo van long").exists()
    Reach.objects.update(rebuilt_at=now().replace(year=2020))
    names_keep()
    assert not KnownName.objects.filter(name="deo van long").exists()
    assert not KnownWord.objects.filter(word="deo").exists()
    assert KnownWord.objects.filter(word="van").exists()


def test_the_dictionary_links_nothing(register) -> None:
    for model in (KnownName, KnownWord):
        assert not [field for field in model._meta.fields if field.is_relation]
    assert sorted(KnownName.objects.values_list("name", flat=True))[:2] == [
        "le thi na",
        "nguyen thi hue",
    ]


def sign_in(client, actor) -> None:
    from sohotich.foundation.people.models import User

    client.force_login(User.objects.get(key=actor.key))


def test_the_page_answers_whole_in_part_and_as_a_workbook(register, officer, client) -> None:
    sign_in(client, officer)
    empty = client.get("/tim/").content.decode()
    assert "Tìm ai?" in empty
    asked = {"tim": "nguyễn thị huệ", "sinh": "1998"}
    whole = client.post("/tim/", asked).content.decode()
    assert "<mark>" not in whole
    assert whole.count("data-hit") == 2 + whole.count("data-hits")
    part = client.post("/tim/", {"tim": "nguyen thi huy"}, headers={"HX-Request": "true"})
    text = part.content.decode()
    assert "<html" not in text
    assert "<mark>HUỆ</mark>" in text
    assert "gần đúng" in text
    book = CalamineWorkbook.from_filelike(
        BytesIO(client.post("/tim/", {**asked, "xuat": "xlsx"}).content)
    )
    rows = book.get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["Người", "NGUYỄN THỊ HUỆ", "NGUYỄN THỊ HUỆ ANH"]
    printed = client.post("/tim/", {**asked, "in": "1"}).content.decode()
    assert "data-print-now" in printed
    shown = AuditEntry.objects.filter(action="record.search").values_list("facts__as", flat=True)
    assert list(shown) == ["list", "list", "xlsx", "print"]


def test_the_box_of_the_bar_offers_a_few(register, officer, client) -> None:
    sign_in(client, officer)
    assert b"data-search-box" in client.get("/").content
    offered = client.post("/tim/nhanh/", {"tim": "hue"}).content.decode()
    assert offered.count("data-hit") == 3
    assert "Không tìm thấy" in client.post("/tim/nhanh/", {"tim": "quach"}).content.decode()
    # The question stands in no address: GET asks nothing.
    assert "HUỆ" not in client.get("/tim/?tim=hue").content.decode()
    assert client.get("/tim/nhanh/?tim=hue").status_code == 405


def test_the_command_finds_as_the_page_does(register, officer) -> None:
    words = ["search", "--as", officer.username, "--json", "--born", "1998"]

    def call(text: str, given: str = ""):
        return CliRunner().invoke(group, [*words, text], input=given, standalone_mode=False)

    found = json.loads(call("nguyen thi hue").stdout)
    assert [hit["name"] for hit in found["hits"]] == ["NGUYỄN THỊ HUỆ", "NGUYỄN THỊ HUỆ ANH"]
    assert (found["hits"][0]["match"], found["hits"][0]["others"][0]) == (
        "unmarked",
        {"role": "Mẹ", "name": "TRẦN THỊ BÌNH"},
    )
    assert json.loads(call("-", "nguyen thi hue").stdout) == found
    assert isinstance(call("n").exception, SystemExit)
    assert set(AuditEntry.objects.filter(action="record.search").values_list("facts__as")) == {
        ("cli",)
    }
