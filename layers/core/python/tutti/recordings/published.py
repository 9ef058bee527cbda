"""What other contexts ask of recordings and files. Who may see what hangs on them is theirs to say."""

from collections.abc import Sequence
from datetime import datetime

from tutti.kit.changes import Change, Check, Key, present
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.recordings import changing
from tutti.recordings.deposit import DepositState
from tutti.recordings.document import Document, DocumentShown
from tutti.recordings.document_shelf import DocumentShelf
from tutti.recordings.filing import openable
from tutti.recordings.model import Recording, RecordingShown
from tutti.recordings.reading import playable
from tutti.recordings.recording_shelf import RecordingShelf
from tutti.recordings.store import DocumentStore, NoSuchFile, NoSuchRecording, RecordingStore


def recordings_by_id(tenant: Tenant, ids: Sequence[str]) -> list[Recording]:
    """The recordings of these ids that are there, in the order asked: one batch of reads."""
    return RecordingStore(tenant).get_many(ids)


def files_by_id(tenant: Tenant, ids: Sequence[str]) -> list[Document]:
    """The files of these ids that are there, in the order asked: one batch of reads."""
    return DocumentStore(tenant).get_many(ids)


def recording_key(tenant: Tenant, recording_id: str) -> Key:
    """Where the recording lies, for who reads it along with something else."""
    return RecordingStore(tenant).key(recording_id)


def read_recording(tenant: Tenant, record: Record | None) -> Recording:
    """The recording in the item that lay there; refuses with `NoSuchRecording` when there was none."""
    return RecordingStore(tenant).required(record)


def file_key(tenant: Tenant, file_id: str) -> Key:
    """Where the file lies, for who reads it along with something else."""
    return DocumentStore(tenant).key(file_id)


def read_file(tenant: Tenant, record: Record | None) -> Document:
    """The file in the item that lay there; refuses with `NoSuchFile` when there was none."""
    return DocumentStore(tenant).required(record)


def requiring(tenant: Tenant, recording_ids: Sequence[str], file_ids: Sequence[str]) -> list[Change]:
    """The conditions that these are still there, refused with `NoSuchRecording` and `NoSuchFile`."""
    heard = [Check(recording_key(tenant, one), present(), NoSuchRecording) for one in recording_ids]
    opened = [Check(file_key(tenant, one), present(), NoSuchFile) for one in file_ids]
    return [*heard, *opened]


def is_ready(deposit: Recording | Document) -> bool:
    """True once it can be heard or opened."""
    return deposit.state is DepositState.READY


def listen_to(tenant: Tenant, recording: Recording, *, now: datetime) -> RecordingShown:
    """The recording with short-lived links to its sound and its waveform; wants the grant LISTEN."""
    return playable(RecordingShelf(tenant), recording, now=now)


def open_file(tenant: Tenant, document: Document, *, now: datetime) -> DocumentShown:
    """The file with a short-lived link to it; wants the grant LISTEN."""
    return openable(DocumentShelf(tenant), document, now=now)


def erase_all_of(tenant: Tenant, student_id: str) -> None:
    """Leave no byte of a student's recordings and files; safe twice. Wants the grants WRITE and MEDIA.

    No door calls it yet: it is for the one that will erase a person.
    """
    for deposit_id in [*RecordingStore(tenant).ids_of(student_id), *DocumentStore(tenant).ids_of(student_id)]:
        changing.erase(tenant, deposit_id)
