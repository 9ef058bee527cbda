"""Which shelf an id belongs to."""

from typing import Any

from tutti.kit.tenant import Tenant
from tutti.recordings.document_shelf import DocumentShelf
from tutti.recordings.recording_shelf import RecordingShelf
from tutti.recordings.shelf import Shelf


def shelf_of(tenant: Tenant, deposit_id: str) -> Shelf[Any]:
    """The shelf of what this id names: a file's, or else a recording's."""
    return DocumentShelf(tenant) if deposit_id.startswith("fil_") else RecordingShelf(tenant)
