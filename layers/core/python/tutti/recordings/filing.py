"""Files: announced, opened and deleted like recordings, but kept as they came."""

from datetime import datetime

from tutti.kit.due import Timers
from tutti.kit.entity import Value
from tutti.kit.ids import new_id
from tutti.kit.media import UploadForm
from tutti.kit.who import Caller
from tutti.recordings.announcing import announce
from tutti.recordings.deposit import DepositState
from tutti.recordings.document import Document, DocumentDraft, DocumentShown
from tutti.recordings.document_shelf import DocumentShelf
from tutti.recordings.facts import FileAnnounced
from tutti.recordings.reading import seen
from tutti.recordings.sheets.kinds import file_name

SHOWN_IN_PAGE = ("application/pdf", "image/png", "image/jpeg")
"""What browsers show; anything else is saved."""


class AnnouncedFile(Value):
    """A file that may be uploaded now: post the form's fields, then the file as `file`."""

    file: DocumentShown
    upload: UploadForm


def announce_file(caller: Caller, draft: DocumentDraft, *, timers: Timers, now: datetime) -> AnnouncedFile:
    """The file to come and the form that brings it; refuses `StorageFull`, unseen students."""
    document = Document(
        id=new_id("fil"), made_by=caller.person_id, created_at=now, reserved_bytes=draft.bytes, **dict(draft)
    )
    fact = FileAnnounced(subject=document.id, student_id=draft.student_id)
    form = announce(caller, DocumentShelf(caller.tenant), document, fact, timers=timers, now=now)
    return AnnouncedFile(file=document.shown(), upload=form)


def get_file(caller: Caller, file_id: str, *, now: datetime) -> DocumentShown:
    """The file, with a link once it is ready; refuses with `NoSuchFile` whom it does not concern."""
    shelf = DocumentShelf(caller.tenant)
    return openable(shelf, seen(caller, shelf, file_id), now=now)


def openable(shelf: DocumentShelf, document: Document, *, now: datetime) -> DocumentShown:
    """The file with a short-lived link to it, once it is ready."""
    if document.state is not DepositState.READY:
        return document.shown()
    [key] = shelf.made_keys(document.id, document.revision)
    is_shown = document.content_type in SHOWN_IN_PAGE
    name = None if is_shown else file_name(document.title, document.content_type)
    link = shelf.media.signed_url(key, content_type=document.content_type, file_name=name, now=now)
    return document.shown(url=link.url, links_expire_at=link.expires_at)
