"""A certificate authority of the installation's own, made once, for HTTPS inside an office network.

The authority's key never leaves the home; people install its root once per device, and check its
fingerprint against the one the server prints.
"""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_ROOT_DAYS = 3650
# Browsers refuse server certificates that live longer than 398 days.
_LEAF_DAYS = 390
_RENEW_DAYS = 60
_EARLIER = timedelta(days=1)  # clocks of old machines are slow


@dataclass(frozen=True)
class Certificate:
    """PEM files for the server, and the root that people install."""

    certificate: Path
    key: Path
    root: Path

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the root, in pairs, as systems show it."""
        digest = _load(self.root).fingerprint(hashes.SHA256()).hex().upper()
        return ":".join(digest[i : i + 2] for i in range(0, len(digest), 2))


def root_path(folder: Path) -> Path:
    """Where the root certificate of a home's `tls` folder lies."""
    return folder / "root.pem"


def ensure_certificate(folder: Path, names: Iterable[str]) -> Certificate:
    """A certificate for these host names and addresses, made or renewed where needed."""
    wanted = sorted(set(names))
    found = Certificate(folder / "server.pem", folder / "server.key", root_path(folder))
    root_key = folder / "root.key"
    if not root_key.exists() or not found.root.exists():
        _make_root(found.root, root_key)
        found.certificate.unlink(missing_ok=True)
    if not _still_good(found.certificate, wanted):
        _make_leaf(found, root_key, wanted)
    return found


def local_names() -> list[str]:
    """The names and addresses by which this machine may be called on its network."""
    host = socket.gethostname()
    names = {"localhost", "127.0.0.1", "::1", host, socket.getfqdn()}
    names |= set(os.environ.get("SOHOTICH_HOSTS", "").split())
    with suppress(OSError):  # a machine that does not know its own name
        names |= {str(info[4][0]).split("%")[0] for info in socket.getaddrinfo(host, None)}
    names.add(_outgoing_address())
    return sorted(name for name in names if name)


def _outgoing_address() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Connecting a datagram socket sends nothing; it only chooses the network.
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return ""
        return str(probe.getsockname()[0])


def _make_root(path: Path, key_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(f"sohotich {socket.gethostname()}"[:60])
    now = datetime.now(UTC)
    usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
    subject_key = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    certificate = (
        _builder(name, name, key, now, _ROOT_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(subject_key, critical=False)
        .sign(key, hashes.SHA256())
    )
    _write(key_path, _key_pem(key))
    _write(path, certificate.public_bytes(serialization.Encoding.PEM))


def _make_leaf(found: Certificate, root_key_path: Path, names: list[str]) -> None:
    root = _load(found.root)
    root_key = serialization.load_pem_private_key(root_key_path.read_bytes(), None)
    assert isinstance(root_key, ec.EllipticCurvePrivateKey)
    key = ec.generate_private_key(ec.SECP256R1())
    server = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    issuer_key = x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key())
    certificate = (
        _builder(_name("sohotich"), root.subject, key, datetime.now(UTC), _LEAF_DAYS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(server, critical=False)
        .add_extension(x509.SubjectAlternativeName(map(_general_name, names)), critical=False)
        .add_extension(issuer_key, critical=False)
        .sign(root_key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    _write(found.key, _key_pem(key))
    _write(found.certificate, certificate.public_bytes(pem) + root.public_bytes(pem))


def _still_good(path: Path, names: list[str]) -> bool:
    if not path.exists():
        return False
    certificate = _load(path)
    if certificate.not_valid_after_utc < datetime.now(UTC) + timedelta(days=_RENEW_DAYS):
        return False
    held = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return {_general_name(name) for name in names} <= set(held)


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    now: datetime,
    days: int,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _EARLIER)
        .not_valid_after(now + timedelta(days=days))
    )


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name.encode("idna").decode("ascii"))


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _key_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _load(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def _write(path: Path, content: bytes) -> None:
    draft = path.with_suffix(".tmp")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
