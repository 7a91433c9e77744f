"""Pages taken with a telephone: a live picture with its checks, the strip, a line that is cut."""

from __future__ import annotations

import base64

import cv2
import pytest

from tests.browser.conftest import ARGUMENTS, CHROMIUM, until
from tests.browser.test_look import AXE
from tests.engines.pictures import draw_page, photograph

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 390, "height": 844}


def taken(seed: int, blur: float = 0.0) -> bytes:
    """A telephone's picture of a page on a desk, as JPEG."""
    scene, _ = photograph(draw_page((900, 1240), seed=seed), seed)
    scene = cv2.GaussianBlur(scene, (0, 0), blur) if blur else scene
    return cv2.imencode(".jpg", scene[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 92])[1].tobytes()


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    """What the camera sees: the page as a film of several pages."""
    path = tmp_path_factory.mktemp("camera") / "trang.mjpeg"
    path.write_bytes(b"".join(taken(3 + n) for n in range(8)))
    return path


@pytest.fixture
def phone(browser, scene, live_server, person, sign_in, watched):
    """A page of a browser whose camera is the film."""
    film = [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={scene}",
    ]
    held = browser.browser_type.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *film])
    context = held.new_context(
        base_url=live_server.url, viewport=PHONE, has_touch=True, locale="vi-VN"
    )
    sign_in(context, person("nguyen.thi.quynh.huong", "nguoi_quet"))
    page = watched(context.new_page())
    yield page
    page.goto("about:blank")
    held.close()


@pytest.fixture
def book(person):
    from sohotich.register.books.draft import BookDraft, Run
    from sohotich.register.ledger.inventory import book_register

    draft = BookDraft(
        unit_code="09508", type_code="KS", year_from=1998, volume=2, layout="one",
        runs=(Run(1998, 1, 9),),
    )  # fmt: skip
    return book_register(actor=person("clerk", "cong_chuc_ho_tich"), draft=draft)


def states(page) -> list[str]:
    return page.eval_on_selector_all(".capture-stamp", "all => all.map(one => one.dataset.state)")


def until_states(page, *wanted: str) -> None:
    found = "[...document.querySelectorAll('.capture-stamp')].map(one => one.dataset.state).join()"
    until(page, f"{found} === '{','.join(wanted)}'")


def test_from_the_code_on_the_desk_to_pages_of_the_book(phone, book, picture):
    from sohotich.register.images.models import Page

    page = phone
    desk = page.context.new_page()  # its console tells of the refused camera
    answer = desk.goto(f"/quet/{book.key}/chup/ma/")
    assert "camera=()" in answer.headers["permissions-policy"]
    refused = "navigator.mediaDevices.getUserMedia({video: true}).catch(error => error.name)"
    assert desk.evaluate(refused) == "NotAllowedError"
    assert desk.get_by_alt_text("Mã QR").is_visible()
    address = desk.get_attribute("section.card p a", "href")
    desk.close()

    answer = page.goto(address)
    assert "camera=(self)" in answer.headers["permissions-policy"]
    until(page, "document.querySelector('[data-view]').dataset.state === 'good'")
    assert page.inner_text("[data-words]") == "Giữ yên và chụp"
    for target in ("[data-shutter]", "[data-send]", "[data-leave]"):
        assert page.locator(target).bounding_box()["height"] >= 48
    page.click("[data-shutter]")
    until_states(page, "held")
    page.click("[data-shutter]")
    until_states(page, "sent", "held")

    # The last one is taken again; the line is cut and comes back.
    page.click(".capture-stamp[data-state=held]")
    picture(page, "capture-look")
    page.click("[data-retake]")
    until_states(page, "sent")
    page.context.set_offline(True)
    page.click("[data-shutter]")
    until_states(page, "sent", "held")
    page.click("[data-send]")
    page.wait_for_timeout(500)
    assert states(page)[1] in ("sending", "waiting")
    page.context.set_offline(False)
    until_states(page, "sent", "sent")

    picture(page, "capture")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']}).then(r => r.violations)")
    assert not found, [(rule["id"], rule["nodes"][0]["target"]) for rule in found]
    told = page.get_attribute(".capture-strip li:last-child button", "aria-label")
    page.click("[data-leave]")
    page.wait_for_url("**/quet/*/")
    rows = [row.name[-7:] for row in Page.objects.filter(book=book).order_by("order")]
    # The film may have shown the very same frame twice, which is told.
    assert rows == (["001.jpg"] if "đã có" in told else ["001.jpg", "003.jpg"])


CHOOSE = """([name, content]) => {
  const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
  const chosen = new DataTransfer();
  chosen.items.add(new File([bytes], name, {type: "image/jpeg"}));
  const input = document.querySelector("[data-input]");
  input.files = chosen.files;
  input.dispatchEvent(new Event("change"));
}"""


def test_without_a_secure_address_pictures_are_chosen_and_checked(phone, book):
    page = phone
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', {value: false})")
    page.goto(f"/quet/{book.key}/chup/")
    until(page, "!document.querySelector('[data-plain]').hidden")
    assert page.locator("[data-shutter]").is_hidden()
    page.evaluate(CHOOSE, ["a.jpg", base64.b64encode(taken(3)).decode()])
    until_states(page, "held")
    assert not page.evaluate("document.querySelector('[data-look]').open")
    page.evaluate(CHOOSE, ["b.jpg", base64.b64encode(taken(4, blur=5)).decode()])
    until(page, "document.querySelector('[data-look]').open")
    assert "nhòe" in page.inner_text("[data-look-words]")
    page.click("[data-drop]")
    until_states(page, "sent")
