"""What a demonstration's home remembers of itself: how it was filled, how far, and its sign-ins.

`demo.json` in the home says that everything there is invented. Knows no Django.
"""

from __future__ import annotations

import json
import os
import threading
from dataclasses import asdict, dataclass, field
from pathlib import Path

from sohotich.foundation.database.home import Home

# How the home was filled: three communes through the services, or a province by sets of rows.
DEMO_FILL, PROVINCE_FILL = "demo", "province"


@dataclass(frozen=True)
class SignIn:
    """One account to try: role and unit as people read them, user name, password."""

    role: str
    unit: str
    username: str
    password: str


@dataclass
class Kept:
    """`seed`, `scale`, `kind` and, of a province, `opens_at` once filling has begun; `done` the
    labels of the demonstration's finished books.

    Safe to use from several threads; every change is on disk, readable by its owner alone, before
    the call returns.
    """

    path: Path
    seed: int | None = None
    scale: float | None = None
    done: list[str] = field(default_factory=list)
    sign_ins: list[SignIn] = field(default_factory=list)
    loaded: bool = False
    kind: str = DEMO_FILL
    opens_at: str = ""
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @classmethod
    def of(cls, home: Home) -> Kept:
        """What this home remembers; nothing in a home that is no demonstration's."""
        kept = cls(home.path / "demo.json")
        kept.read()
        return kept

    @property
    def exists(self) -> bool:
        """Whether the home has been declared a demonstration's."""
        return self.path.exists()

    def read(self) -> None:
        """Take up what another process has written since."""
        if not self.exists:
            return
        found = json.loads(self.path.read_text(encoding="utf-8"))
        self.seed, self.scale, self.loaded = found["seed"], found["scale"], found["loaded"]
        self.done = found["done"]
        self.kind = found.get("kind", DEMO_FILL)
        self.opens_at = found.get("opens_at", "")
        self.sign_ins = [SignIn(**row) for row in found["sign_ins"]]

    @property
    def lock(self) -> Path:
        """Held by the process that is filling."""
        return self.path.with_suffix(".lock")

    @property
    def said(self) -> str:
        """How it was filled, in the words of the command line."""
        command = "demo" if self.kind == DEMO_FILL else "sample campaign"
        opened = f" --opens-at {self.opens_at}" if self.opens_at else ""
        return f"sohotich {command} --seed {self.seed} --scale {self.scale:g}{opened}"

    def begin(self, *, seed: int, scale: float, kind: str = DEMO_FILL, opens_at: str = "") -> None:
        """Remember how the province is made."""
        with self._lock:
            self.seed, self.scale, self.kind, self.opens_at = seed, scale, kind, opens_at
            self.write()

    def password_of(self, username: str) -> str | None:
        """The password handed out for this user name."""
        return next((s.password for s in self.sign_ins if s.username == username), None)

    def add_sign_in(self, sign_in: SignIn) -> None:
        """Remember an account, instead of what was known of it."""
        with self._lock:
            self.sign_ins = [s for s in self.sign_ins if s.username != sign_in.username]
            self.sign_ins.append(sign_in)
            self.write()

    def sort_sign_ins(self, usernames: list[str]) -> None:
        """Put the accounts into this order."""
        place = {username: index for index, username in enumerate(usernames)}
        with self._lock:
            self.sign_ins.sort(key=lambda s: place.get(s.username, len(place)))
            self.write()

    def book_done(self, label: str) -> None:
        """A book stands where it should: from now on it belongs to whoever works on it."""
        with self._lock:
            if label not in self.done:
                self.done.append(label)
                self.write()

    def finish(self) -> None:
        """Everything is there."""
        with self._lock:
            self.loaded = True
            self.write()

    def write(self) -> None:
        """Replace the file as a whole."""
        values = {
            "seed": self.seed,
            "scale": self.scale,
            "done": self.done,
            "sign_ins": [asdict(row) for row in self.sign_ins],
            "loaded": self.loaded,
            "kind": self.kind,
            "opens_at": self.opens_at,
        }
        draft = self.path.with_suffix(".tmp")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(values, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(self.path)
