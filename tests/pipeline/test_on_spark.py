"""The same steps on Spark give what they give here; files from a folder or an S3-like store."""

from __future__ import annotations

import importlib.util
import shutil
from dataclasses import replace

import pytest

from sohotich.engines.imaging import PdfOptions
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.jobs.shared_files import Bucket, Folder, shared_files
from sohotich.foundation.jobs.spark import OnSpark
from sohotich.pipeline.scanning.imagework import PageTask, PressTask, Region, analyse, press
from sohotich.pipeline.scanning.work_files import WORK_FILES
from tests.pipeline.drawing import draw_page

THERE = all(map(importlib.util.find_spec, ("pyspark", "boto3", "moto")))
with_spark = [
    pytest.mark.skipif(not THERE, reason="wants pyspark, boto3, moto: `make test-spark`"),
    pytest.mark.skipif(shutil.which("java") is None, reason="wants Java 17"),
]


@pytest.fixture
def pages(tmp_path) -> list[PageTask]:
    """Three pages named by their content, as the store names them."""
    found = []
    for seed in (1, 2, 3):
        drawn = draw_page(tmp_path / "trang.png", seed=seed, entries=2)
        content = drawn.rename(tmp_path / f"{seed:064x}")
        found.append(PageTask(str(seed), str(content), content.name, 1, "two", 0, ""))
    return found


def regions(page: PageTask) -> tuple[Region, ...]:
    return (Region(page.path, 1, None, 0.0, (0.0, 0.0, 1.0, 0.5)),)


def test_a_folder_holds_whole_files_alone(tmp_path) -> None:
    store = Folder(tmp_path / "store")
    source = tmp_path / "a"
    source.write_bytes(b"abc")
    assert not store.has("a")
    store.put("a", source)
    assert store.has("a")
    store.get("a", tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == b"abc"
    assert [path.name for path in store.path.iterdir()] == ["a"]
    with pytest.raises(OSError, match="nothing"):
        store.get("nothing", tmp_path / "c")


def test_an_address_says_which_store(tmp_path) -> None:
    assert shared_files(str(tmp_path)) == Folder(tmp_path)
    with pytest.raises(UserError, match="địa chỉ kho"):
        shared_files("ftp://may-chu/kho")
    if importlib.util.find_spec("boto3"):
        assert shared_files("s3://kho/so/quet") == Bucket("kho", "so/quet")
    else:
        with pytest.raises(UserError, match="S3"):
            shared_files("s3://kho/so/quet")


def test_without_spark_it_says_what_to_install(tmp_path, pages, monkeypatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyspark.sql", None)
    with pytest.raises(UserError, match="chưa có Spark"):
        list(OnSpark(str(tmp_path), WORK_FILES)(analyse, pages))


def test_files_are_named_and_moved(pages) -> None:
    task = PressTask("k", regions(pages[0]) + regions(pages[1]) + regions(pages[0]), PdfOptions())
    assert WORK_FILES.of(task) == (pages[0].path, pages[1].path)
    there = {pages[0].path: "/x", pages[1].path: "/y"}
    assert [region.path for region in WORK_FILES.moved(task, there).regions] == ["/x", "/y", "/x"]
    assert WORK_FILES.moved(pages[0], there).path == "/x"


@pytest.mark.parametrize("store", ["folder", "s3"])
@pytest.mark.soak
@pytest.mark.timeout(600)
class TestOnSpark:
    pytestmark = with_spark

    def test_the_results_are_the_same(self, store, pages, tmp_path, request) -> None:
        address = request.getfixturevalue("bucket") if store == "s3" else str(tmp_path / "store")
        spread = OnSpark(address, WORK_FILES)
        here = {page.key: analyse(page) for page in pages}
        assert {found.key: found for found in spread(analyse, pages, 2)} == here
        tasks = [PressTask(page.key, regions(page), PdfOptions()) for page in pages]
        pressed = {task.key: press(task) for task in tasks}
        assert {made.key: made for made in spread(press, tasks, 2)} == pressed

    def test_a_page_that_cannot_be_opened_is_told(self, store, pages, tmp_path, request) -> None:
        address = request.getfixturevalue("bucket") if store == "s3" else str(tmp_path / "store")
        broken = tmp_path / ("f" * 64)
        broken.write_bytes(b"khong phai anh")
        pages[1] = replace(pages[1], path=str(broken), sha256=broken.name)
        found = {one.key: one for one in OnSpark(address, WORK_FILES)(analyse, pages, 2)}
        assert [found[key].failed for key in "123"] == [False, True, False]


@pytest.fixture
def bucket(monkeypatch):
    """The address of an empty bucket of an S3-like server on this machine."""
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    given = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "thu",
        "AWS_SECRET_ACCESS_KEY": "thu",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    boto3.client("s3").create_bucket(Bucket="quet")
    yield "s3://quet/trang"
    server.stop()
