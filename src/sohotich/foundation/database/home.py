"""The home: the one folder that holds an installation's secrets, database, files and logs.

Knows no Django, so that the command line and the settings can ask before Django starts.
"""

from __future__ import annotations

import json
import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

_ENVIRONMENT = "SOHOTICH_HOME"
_SECRETS = ("secret_key", "owner_password", "application_password", "superuser_password")


@dataclass(frozen=True)
class Home:
    """An installation's folder. Making a `Home` touches nothing; `ensure()` creates it."""

    path: Path

    PRIVATE: ClassVar[int] = 0o700

    @classmethod
    def current(cls) -> Home:
        """The home named by SOHOTICH_HOME, else `~/.local/share/sohotich`."""
        named = os.environ.get(_ENVIRONMENT)
        path = Path(named) if named else Path.home() / ".local" / "share" / "sohotich"
        return cls(path.expanduser().resolve())

    def use(self) -> None:
        """Make this home the current one for this process and those it starts."""
        os.environ[_ENVIRONMENT] = str(self.path)

    @property
    def pg(self) -> Path:
        return self.path / "pg"

    @property
    def files(self) -> Path:
        return self.path / "files"

    @property
    def uploads(self) -> Path:
        """Uploads on their way in."""
        return self.path / "uploads"

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def tls(self) -> Path:
        return self.path / "tls"

    @property
    def run(self) -> Path:
        """Locks and what lives only while something runs."""
        return self.path / "run"

    @property
    def secrets_file(self) -> Path:
        return self.path / "secrets.json"

    def exists(self) -> bool:
        return self.secrets_file.is_file()

    def ensure(self) -> Home:
        """Create what is missing, readable by its owner alone; keep what is there."""
        self.path.mkdir(parents=True, exist_ok=True, mode=self.PRIVATE)
        # Passage for the server's user, where `place` opened it, stays; reading never does.
        self.path.chmod(self.path.stat().st_mode & 0o711 | self.PRIVATE)
        for folder in (self.files, self.uploads, self.logs, self.tls, self.run):
            folder.mkdir(exist_ok=True, mode=self.PRIVATE)
        if not self.exists():
            self._write_secrets({name: secrets.token_urlsafe(48) for name in _SECRETS})
        return self

    def secrets(self) -> Mapping[str, str]:
        """Secret key and the passwords of the embedded server's three roles."""
        found: dict[str, str] = json.loads(self.secrets_file.read_text(encoding="utf-8"))
        return found

    def _write_secrets(self, values: Mapping[str, str]) -> None:
        # A link, not a rename: of two processes starting at once, the first one's secrets stand.
        handle, name = tempfile.mkstemp(dir=self.path, prefix="secrets-")
        draft = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(dict(values), file)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, self.secrets_file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
