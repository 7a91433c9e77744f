"""The system over HTTPS in this process, on a line that can be cut; a browser to be killed."""

from __future__ import annotations

import base64
import hashlib
import os
import signal
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.wsgi import get_wsgi_application
from django.test.testcases import QuietWSGIRequestHandler
from playwright.sync_api import Browser, BrowserContext, Error

from sohotich.config.authority import Certificate, ensure_certificate
from tests.browser.conftest import ARGUMENTS, CHROMIUM, SCREEN


class _Handler(QuietWSGIRequestHandler):
    def get_environ(self):
        return {**super().get_environ(), "HTTPS": "on"}

    def parse_request(self) -> bool:
        if self.server.cut:  # a connection kept open from before
            self.close_connection = True
            return False
        return super().parse_request()


class Line(ThreadedWSGIServer):
    """The server; `cut = True`: whoever asks gets no answer."""

    daemon_threads = True
    cut = False

    def verify_request(self, request, client_address) -> bool:
        return not self.cut

    def handle_error(self, request, client_address) -> None:
        """Connections that a browser drops are its business."""

    @property
    def url(self) -> str:
        return f"https://localhost:{self.server_address[1]}"


@contextmanager
def serving(folder: Path) -> Iterator[tuple[Line, Certificate]]:
    """HTTPS on a free port with a certificate made now."""
    folder.mkdir(exist_ok=True)
    certificate = ensure_certificate(folder, ["localhost"])
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.certificate, certificate.key)
    line = Line(("localhost", 0), _Handler)
    # The handshake waits for the thread of its connection: no other waits with it.
    line.socket = context.wrap_socket(line.socket, server_side=True, do_handshake_on_connect=False)
    line.set_app(get_wsgi_application())
    thread = threading.Thread(
        target=line.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
    )
    thread.start()
    try:
        yield line, certificate
    finally:
        line.shutdown()
        line.server_close()
        thread.join(10)


class Machine:
    """A browser with a profile on the disk, as a person's machine has it."""

    def __init__(self, browser: Browser, line: Line, certificate: Certificate, profile: Path):
        self.browser, self.line, self.profile = browser, line, profile
        self.known = _fingerprint(certificate)
        self.context: BrowserContext | None = None

    def start(self) -> BrowserContext:
        """Open the browser; what it stored before is there again."""
        self.context = self.browser.browser_type.launch_persistent_context(
            str(self.profile),
            executable_path=CHROMIUM,
            args=[*ARGUMENTS, f"--ignore-certificate-errors-spki-list={self.known}"],
            base_url=self.line.url,
            viewport=SCREEN,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
        )
        return self.context

    def crash(self) -> None:
        """Kill the browser at once, as when the battery dies."""
        lock = str((self.profile / "SingletonLock").readlink())
        os.kill(int(lock.rpartition("-")[2]), signal.SIGKILL)
        with suppress(Error):  # it may have noticed already
            self.context.close()
        (self.profile / "SingletonLock").unlink(missing_ok=True)

    def stop(self) -> None:
        self.context.close()


def _fingerprint(certificate: Certificate) -> str:
    """What the browser is told to trust: this key alone, checked as any other certificate."""
    found = x509.load_pem_x509_certificate(certificate.certificate.read_bytes())
    public = found.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return base64.b64encode(hashlib.sha256(public).digest()).decode()
