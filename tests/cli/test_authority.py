"""The installation's own authority: one root, a server certificate for the names in use."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509

from sohotich.config import authority
from sohotich.config.authority import ensure_certificate, local_names

NAMES = ["may-chu", "localhost", "10.1.2.3", "::1"]


def leaf(found) -> x509.Certificate:
    return x509.load_pem_x509_certificates(found.certificate.read_bytes())[0]


def names_of(found) -> set[str]:
    held = leaf(found).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return {str(name.value) for name in held}


def test_it_is_made_once_and_names_hosts_and_addresses(tmp_path):
    first = ensure_certificate(tmp_path, NAMES)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    again = ensure_certificate(tmp_path, NAMES[:2])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert names_of(again) == set(NAMES)
    assert first.fingerprint.count(":") == 31
    assert all(path.stat().st_mode & 0o077 == 0 for path in tmp_path.iterdir())


def test_a_new_name_makes_a_new_certificate_under_the_same_root(tmp_path):
    first = ensure_certificate(tmp_path, NAMES).fingerprint
    found = ensure_certificate(tmp_path, [*NAMES, "192.168.1.9"])
    assert found.fingerprint == first
    assert "192.168.1.9" in names_of(found)
    root = x509.load_pem_x509_certificate(found.root.read_bytes())
    leaf(found).verify_directly_issued_by(root)


@pytest.mark.parametrize(("days", "renewed"), [(300, False), (335, True)])
def test_it_is_renewed_in_time(tmp_path, monkeypatch, days, renewed):
    class Later(datetime):
        @classmethod
        def now(cls, tz=UTC):
            return datetime.now(tz) + timedelta(days=days)

    before = ensure_certificate(tmp_path, NAMES).certificate.read_bytes()
    monkeypatch.setattr(authority, "datetime", Later)
    after = ensure_certificate(tmp_path, NAMES).certificate.read_bytes()
    assert (after != before) is renewed


def test_this_machine_knows_its_names():
    assert {"localhost", "127.0.0.1"} <= set(local_names())
