"""What the stand-in remembers: Stripe's objects as JSON in one SQLite file."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Obj = dict[str, Any]

TABLES = """
CREATE TABLE IF NOT EXISTS objects (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS objects_by_kind ON objects (kind, json_extract(body, '$.status'));
CREATE INDEX IF NOT EXISTS objects_by_payment ON objects (kind, json_extract(body, '$.payment_intent'));
CREATE TABLE IF NOT EXISTS keys (
    key TEXT PRIMARY KEY, call TEXT NOT NULL, digest TEXT NOT NULL, request_id TEXT NOT NULL,
    status INTEGER NOT NULL, body TEXT NOT NULL, at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL, type TEXT NOT NULL, state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0, due_at REAL NOT NULL, last_answer TEXT);
CREATE INDEX IF NOT EXISTS deliveries_by_due ON deliveries (state, due_at);
"""


class Store:
    """One file, one connection, one thread; every call's changes are stored together or not at all."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.db = sqlite3.connect(folder / "stripe.sqlite3", isolation_level=None)
        self.db.row_factory = sqlite3.Row
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute("PRAGMA synchronous=NORMAL")
        self.db.executescript(TABLES)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commits at the end, takes everything back when anything raises."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    def put(self, obj: Obj) -> None:
        """Stores the object as it is now."""
        self.db.execute(
            "INSERT INTO objects (id, kind, body) VALUES (?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET body = excluded.body",
            (obj["id"], obj["object"], json.dumps(obj)),
        )

    def find(self, id: str) -> Obj | None:
        """The object, or nothing."""
        row = self.db.execute("SELECT body FROM objects WHERE id = ?", (id,)).fetchone()
        return None if row is None else json.loads(row["body"])

    def place_of(self, id: str) -> int | None:
        """Where the object stands in the order of creation."""
        row = self.db.execute("SELECT seq FROM objects WHERE id = ?", (id,)).fetchone()
        return None if row is None else int(row["seq"])

    def select(
        self,
        kind: str,
        where: Mapping[str, Any],
        *,
        after: int = 0,
        before: int = 2**62,
        newest_first: bool = True,
    ) -> Iterator[Obj]:
        """Objects of a kind between two places, by the values of their top-level fields."""
        tests = "".join(f" AND json_extract(body, '$.{field}') = ?" for field in where)
        order = "DESC" if newest_first else "ASC"
        rows = self.db.execute(
            f"SELECT body FROM objects WHERE kind = ? AND seq > ? AND seq < ?{tests} ORDER BY seq {order}",
            (kind, after, before, *where.values()),
        )
        return (json.loads(row["body"]) for row in rows.fetchall())

    def forget(self) -> None:
        """Everything goes, as on the first day."""
        with self.transaction():
            for table in ("objects", "keys", "deliveries"):
                self.db.execute(f"DELETE FROM {table}")

    def close(self) -> None:
        """Lets go of the file."""
        self.db.close()
