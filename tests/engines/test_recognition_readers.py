"""The port for readers of handwriting: one contract, held by a plugin and by a server over HTTP."""

from __future__ import annotations

import json
import logging
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import EntryPoint

import pytest

from sohotich.engines.recognition.readers import (
    FieldPicture,
    Guess,
    Reader,
    ReaderError,
    ReaderWrong,
    Score,
    Server,
    ServerReader,
    checked,
    installed,
    known,
    reader_called,
    score,
)

JPEG = b"\xff\xd8 not looked into by the port \xff\xd9"
NAME, BIRTH = (
    FieldPicture("nksHoTen", "person", "Họ, chữ đệm, tên", JPEG),
    FieldPicture("nksNgaySinh", "date", "Ngày sinh", JPEG),
)
PERSON = "Nguyễn Thị Bí Mật"
ANSWER = {
    "nksHoTen": {"value": PERSON, "confidence": 0.8},
    "nksNgaySinh": {"value": "27/8/1981", "confidence": 0.6},
}
SECRET = "khoa-rat-bi-mat"


class Plugin:
    """What a province's own plugin looks like."""

    name = "thu"

    def read(self, type_code, fields):
        return {one.key: ANSWER[one.key] for one in fields}


def failing():
    raise RuntimeError(PERSON)


class Asked(ThreadingHTTPServer):
    """A server of the OpenAI shape that answers as it is told and keeps what it was asked."""

    daemon_threads = True
    answer = staticmethod(lambda: (200, {}, _chat(ANSWER)))

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.questions = []

    @property
    def host(self):
        return f"127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.questions.append((self.path, dict(self.headers), json.loads(body)))
        status, headers, answer = self.server.answer()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        pieces = answer if isinstance(answer, list) else [answer]
        for piece in pieces:
            try:
                self.wfile.write(piece)
                self.wfile.flush()
            except OSError:
                return
            time.sleep(0.05 if len(pieces) > 1 else 0)

    def log_message(self, *args):
        pass


def _chat(content):
    text = content if isinstance(content, str) else json.dumps(content)
    return json.dumps({"choices": [{"message": {"content": text}}]}).encode()


@contextmanager
def running():
    server = Asked()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def server():
    with running() as found:
        yield found


def settings(server, **more):
    facts = {"url": f"http://{server.host}/v1", "model": "doc-chu", "hosts": (server.host,)}
    return Server(**facts | {"key": SECRET, "seconds": 5.0} | more)


@pytest.fixture
def plugins(monkeypatch):
    points = [
        EntryPoint("thu", f"{__name__}:Plugin", "sohotich.recognisers"),
        EntryPoint("hong", f"{__name__}:failing", "sohotich.recognisers"),
        EntryPoint("la", "builtins:dict", "sohotich.recognisers"),
        EntryPoint("thieu", "khong.co.goi:Nao", "sohotich.recognisers"),
    ]

    def found(group, name=None):
        assert group == "sohotich.recognisers"
        return [point for point in points if name in (None, point.name)]

    monkeypatch.setattr(installed, "entry_points", found)


@pytest.fixture(params=["plugin", "server"])
def reader(request, plugins):
    """Both kinds of reader, held to the same contract."""
    if request.param == "plugin":
        yield reader_called("thu")
        return
    with running() as server:
        yield reader_called("server", settings(server))


def test_every_reader_keeps_the_contract(reader):
    assert isinstance(reader, Reader)
    assert reader.name
    answer = reader.read("KS", [NAME, BIRTH])
    assert checked("KS", {"nksHoTen", "nksNgaySinh"}, answer) == {
        "nksHoTen": Guess(PERSON, 0.8),
        "nksNgaySinh": Guess("27.08.1981", 0.6),
    }


def test_the_server_is_asked_in_the_common_shape_with_its_key(server):
    ServerReader(settings(server)).read("KS", [NAME])
    ((path, headers, question),) = server.questions
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == f"Bearer {SECRET}"
    assert question["model"] == "doc-chu"
    assert question["response_format"]["json_schema"]["schema"]["required"] == ["nksHoTen"]
    pictures = [one for one in question["messages"][1]["content"] if one["type"] == "image_url"]
    assert pictures[0]["image_url"]["url"].startswith("data:image/jpeg;base64,")


@pytest.mark.parametrize(
    ("url", "hosts"),
    [
        ("http://la.example/v1", ("mayhoc.bacninh.gov.vn",)),
        ("http://mayhoc.bacninh.gov.vn:8080/v1", ("mayhoc.bacninh.gov.vn",)),  # another port
        ("http://mayhoc.bacninh.gov.vn@la.example/v1", ("mayhoc.bacninh.gov.vn",)),
        ("http://mayhoc.bacninh.gov.vn.la.example/v1", ("mayhoc.bacninh.gov.vn",)),
        ("file:///etc/passwd", ("",)),
        ("mayhoc.bacninh.gov.vn", ("mayhoc.bacninh.gov.vn",)),
        ("http://[1/v1", ("x",)),
        ("https://x/v1?key=a", ("x",)),
        ("", ()),
    ],
)
def test_only_a_host_that_was_named_is_ever_asked(url, hosts):
    with pytest.raises(ReaderError):
        ServerReader(Server(url, "m", hosts))


def test_the_name_of_a_host_has_no_case():
    server = Server("https://MayHoc.example:8443/v1", "m", ("mayhoc.Example:8443",))
    assert ServerReader(server).server is server


def test_a_redirect_is_not_followed(server):
    with running() as elsewhere:
        where = f"http://{elsewhere.host}/v1/chat/completions"
        for status in (301, 302, 307, 308):
            server.answer = lambda status=status: (status, {"Location": where}, b"")
            with pytest.raises(ReaderError, match=str(status)):
                ServerReader(settings(server)).read("KS", [NAME])
        assert elsewhere.questions == []


def test_the_environments_proxy_is_not_used(server, monkeypatch):
    with running() as proxy:
        monkeypatch.setenv("http_proxy", f"http://{proxy.host}")
        ServerReader(settings(server)).read("KS", [NAME])
        assert proxy.questions == []


@pytest.mark.parametrize("drip", ["body", "headers"])
def test_a_slow_server_holds_nobody_longer_than_allowed(server, drip):
    if drip == "body":
        server.answer = lambda: (200, {"Content-Length": "1000"}, [b" "] * 200)
    else:
        server.answer = lambda: time.sleep(2) or (200, {}, b"")
    began = time.monotonic()
    with pytest.raises(ReaderError, match="quá lâu"):
        ServerReader(settings(server, seconds=0.3)).read("KS", [NAME])
    assert time.monotonic() - began < 1.5


def test_what_is_too_large_is_refused_in_both_directions(server):
    server.answer = lambda: (200, {}, b" " * 400_000)
    with pytest.raises(ReaderWrong, match="quá dài"):
        ServerReader(settings(server)).read("KS", [NAME])
    server.questions.clear()
    large = FieldPicture("nksHoTen", "person", "", b"x" * 9_000_000)
    with pytest.raises(ReaderError, match="quá lớn"):
        ServerReader(settings(server)).read("KS", [large])
    assert server.questions == []


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"[]", _chat("no json"), _chat("[1]"), b'{"choices": []}', b"[" * 100_000],
)
def test_an_answer_of_another_shape_is_an_error_of_the_reader(server, body):
    server.answer = lambda: (200, {}, body)
    with pytest.raises(ReaderWrong):
        ServerReader(settings(server)).read("KS", [NAME])


def test_a_server_that_is_away_or_refuses_says_so(server):
    away = settings(server)
    server.answer = lambda: (401, {}, PERSON.encode())
    with pytest.raises(ReaderError, match="401"):
        ServerReader(away).read("KS", [NAME])
    server.shutdown()
    server.server_close()
    with pytest.raises(ReaderError, match="Không liên lạc được"):
        ServerReader(away).read("KS", [NAME])


def test_nothing_personal_and_no_key_is_in_logs_messages_or_reprs(server, caplog):
    caplog.set_level(logging.DEBUG)
    told = [repr(settings(server)), repr(ServerReader(settings(server)))]
    bodies = (_chat(PERSON), PERSON.encode(), _chat({"x": PERSON}))
    for status, body in [(200, one) for one in bodies] + [(500, PERSON.encode())]:
        server.answer = lambda status=status, body=body: (status, {}, body)
        try:
            checked("KS", {"nksHoTen"}, ServerReader(settings(server)).read("KS", [NAME]))
        except ReaderError as error:
            told += [str(error), repr(error), repr(error.__cause__)]
    whole = " ".join(told) + caplog.text
    assert PERSON not in whole
    assert SECRET not in whole
    assert len(told) > 6


@pytest.mark.parametrize(
    "answer",
    [
        [],
        {"nksQueQuan": {"value": "x", "confidence": 1}},  # not asked for
        {"nksHoTen": "An"},
        {"nksHoTen": {"value": "An"}},
        {"nksHoTen": {"value": "An", "confidence": 1, "why": "x"}},
        {"nksHoTen": {"value": 5, "confidence": 1}},
        {"nksHoTen": {"value": "An", "confidence": 1.5}},
        {"nksHoTen": {"value": "An", "confidence": float("nan")}},
        {"nksHoTen": {"value": "An", "confidence": True}},
    ],
)
def test_an_answer_that_breaks_the_contract_is_refused_whole(answer):
    with pytest.raises(ReaderWrong):
        checked("KS", {"nksHoTen", "nksNgaySinh"}, answer)


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("nksHoTen", "  Nguye\u0302\u0303n  Văn An ", "Nguyễn Văn An"),
        ("nksHoTen", "A" * 51, ""),  # longer than the column
        ("nksNgaySinh", "31.02.1998", ""),
        ("nksNgaySinh", "8/1981", "08.1981"),
        ("nksGioiTinh", "Nữ", "2"),  # as the list stores it
        ("nksGioiTinh", "gái trai", ""),
        ("so", "41", "41"),
        ("so", "41; DROP TABLE", ""),
        ("nksSoDinhDanh", "027098001234", "027098001234"),
        ("nksSoDinhDanh", "12", ""),
        ("nksDanToc", "Kinh", "Kinh"),
        ("nksHoTen", "", ""),
    ],
)
def test_the_schema_judges_each_value(field, value, kept):
    found = checked("KS", {field}, {field: {"value": value, "confidence": 0.5}})
    assert found == ({field: Guess(kept, 0.5)} if kept else {})


def test_plugins_are_found_by_their_group_and_broken_ones_are_told(plugins, server):
    found = {one.name: one.problem for one in known(settings(server))}
    assert found["thu"] == found["server"] == ""
    assert "RuntimeError" in found["hong"]
    assert PERSON not in found["hong"]
    assert "giao diện" in found["la"]
    assert "ModuleNotFoundError" in found["thieu"]
    for name in ("hong", "la", "thieu", "khong-co", "server"):
        with pytest.raises(ReaderError):
            reader_called(name)


def test_a_reader_is_scored_on_values_alone():
    sure = [("An", Guess("an", 1.0)), ("Bình", Guess("Binh", 1.0)), ("", Guess("x", 1.0))]
    assert score(sure) == Score(asked=2, answered=2, right=1, calibration=0.5)
    assert score([("An", None)]) == Score(1, 0, 0, 0.0)
    honest = [("a", Guess("a", 0.5)), ("a", Guess("b", 0.5))]
    assert score(honest).calibration == 0.0
