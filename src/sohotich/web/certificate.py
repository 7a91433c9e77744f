"""The root certificate of an installation with its own authority, and how to install it."""

from __future__ import annotations

from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sohotich.foundation.database.home import Home
from sohotich.foundation.people.permissions import public


@public
def instructions(request: HttpRequest) -> HttpResponse:
    """How to install the root on Windows and Android."""
    digest = _root().fingerprint(hashes.SHA256()).hex().upper()
    pairs = ":".join(digest[i : i + 2] for i in range(0, len(digest), 2))
    return render(request, "web/certificate.html", {"fingerprint": pairs})


@public
def download(request: HttpRequest) -> HttpResponse:
    """The root certificate in the form that both systems open."""
    content = _root().public_bytes(serialization.Encoding.DER)
    headers = {"Content-Disposition": 'attachment; filename="sohotich-goc.crt"'}
    return HttpResponse(content, content_type="application/x-x509-ca-cert", headers=headers)


def _root() -> x509.Certificate:
    path: Path = Home.current().tls / "root.pem"
    if not path.is_file():
        raise Http404("Hệ thống này không dùng chứng thư riêng.")
    return x509.load_pem_x509_certificate(path.read_bytes())
