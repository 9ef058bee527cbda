"""Where the directory keeps identities: one partition for each, read whole with one query."""

from tutti.kit.changes import Change, Delete, Key, Put, absent
from tutti.kit.directory import directory_table, identity_partition
from tutti.kit.entity import Value
from tutti.kit.record import Record
from tutti.kit.table import Table
from tutti.people.identity import Belonging, Choice, Standing
from tutti.people.member import AlreadyMember

ACTIVE = "ACTIVE"
TOTP = "TOTP"
STUDIO = "STUDIO#"


def belonging_key(sub: str, studio_id: str) -> Key:
    """Where it stands that this identity belongs to this studio."""
    return Key(identity_partition(sub), f"{STUDIO}{studio_id}")


def keeping_belonging(sub: str, belonging: Belonging) -> Change:
    """The change that states the membership, whether or not it stood there before."""
    return Put(_record(belonging_key(sub, belonging.studio_id), "Belonging", belonging))


def starting_belonging(sub: str, belonging: Belonging) -> Change:
    """The change that adds the membership, refused with `AlreadyMember` when the identity has one there."""
    record = _record(belonging_key(sub, belonging.studio_id), "Belonging", belonging)
    return Put(record, absent(), AlreadyMember)


def dropping_belonging(sub: str, studio_id: str) -> Change:
    """The change that ends the membership; the next token names another studio, or none."""
    return Delete(belonging_key(sub, studio_id))


def choosing(sub: str, choice: Choice) -> Change:
    """The change that makes this the identity's active studio and role."""
    return Put(_record(Key(identity_partition(sub), ACTIVE), "Choice", choice))


class DirectoryStore:
    """What the directory knows of one identity."""

    def __init__(self, sub: str, table: Table) -> None:
        self._sub = sub
        self._table = table

    @classmethod
    def own(cls, sub: str) -> "DirectoryStore":
        """Under credentials that can name this identity's partition only."""
        return cls(sub, directory_table(identity_partition(sub)))

    @classmethod
    def among_all(cls, sub: str) -> "DirectoryStore":
        """Under credentials for all identities: for Cognito's own trigger, which meets each of them once an
        hour and would otherwise wait for new credentials every time."""
        return cls(sub, directory_table(identity_partition("*")))

    def standing(self) -> Standing:
        """Memberships, choice and second factor: one query."""
        records = {record.SK: record for record in self._table.all(identity_partition(self._sub))}
        active = records.get(ACTIVE)
        return Standing(
            belongings=tuple(
                Belonging.model_validate_json(record.body)
                for sort_key, record in records.items()
                if sort_key.startswith(STUDIO)
            ),
            choice=Choice.model_validate_json(active.body) if active else None,
            has_totp=TOTP in records,
        )

    def find(self, studio_id: str) -> Belonging | None:
        """The membership of this studio, or None."""
        record = self._table.get(belonging_key(self._sub, studio_id))
        return Belonging.model_validate_json(record.body) if record else None

    def choose(self, choice: Choice) -> None:
        """Remember the studio and role; the next token names them."""
        self._table.write([choosing(self._sub, choice)])

    def note_totp(self) -> None:
        """Remember that this identity signs in with a second factor."""
        self._table.write([Put(_record(Key(identity_partition(self._sub), TOTP), "Totp", None))])


def _record(key: Key, kind: str, value: Value | None) -> Record:
    return Record(key.pk, key.sk, kind=kind, body=value.model_dump_json() if value else None)
