"""What hangs on an assignment, as a student opens it: recordings and files of the studio's own (CRS-1).

Resources of the library are opened there, and counted.
"""

from collections.abc import Iterable
from datetime import datetime

from tutti.coursework.assignment import Assignment
from tutti.coursework.assignment_attachments import RESOURCE
from tutti.coursework.submission_parts import deposit_keys
from tutti.coursework.template import AttachmentId, Section
from tutti.kit.clock import Instant
from tutti.kit.entity import Line, Value
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.recordings.published import is_ready, listen_to, open_file, read_file, read_recording


class Material(Value):
    """An attachment that can be opened: heard at `url`, with its waveform at `peaks_url`, or read at `url`.

    The links are good until `links_expire_at`.
    """

    id: AttachmentId
    title: Line
    url: str | None = None
    peaks_url: str | None = None
    links_expire_at: Instant | None = None


class AssignmentShown(Assignment):
    """An assignment; `materials` are what is attached and can be opened by the student who reads it."""

    materials: tuple[Material, ...] = ()


def materials_of(tenant: Tenant, sections: Iterable[Section], *, now: datetime) -> tuple[Material, ...]:
    """What is attached to these sections and ready, with short-lived links: a batch of reads where any is.

    Students may open what the studio attached, though it is not theirs. Wants the grant LISTEN.
    """
    attachments = [attachment.id for one in sections for attachment in one.attachments]
    ids = [one for one in dict.fromkeys(attachments) if not one.startswith(RESOURCE)]
    if not ids:
        return ()
    found = tenant.table.get_each(*deposit_keys(tenant, ids))
    materials = [_material(tenant, record, now) for record in found if record]
    return tuple(one for one in materials if one)


def _material(tenant: Tenant, record: Record, now: datetime) -> Material | None:
    if record.kind == "Recording":
        recording = read_recording(tenant, record)
        if recording.student_id is not None or not is_ready(recording):
            return None
        heard = listen_to(tenant, recording, now=now)
        links = {"url": heard.audio_url, "peaks_url": heard.peaks_url}
        return Material(id=heard.id, title=heard.title, links_expire_at=heard.links_expire_at, **links)
    document = read_file(tenant, record)
    if document.student_id is not None or not is_ready(document):
        return None
    opened = open_file(tenant, document, now=now)
    return Material(id=opened.id, title=opened.title, url=opened.url, links_expire_at=opened.links_expire_at)
