"""What is shared of recordings and files, and with whom.

What is the studio's own goes wherever a resource goes. What is a student's own is shared by staff who see
that student, and goes to nobody but the student; or to a lesson group that the student is in, once the family
agrees, for as long as the student is in it. It never goes to the whole school.
"""

from datetime import datetime
from typing import TypeVar

from tutti.kit.errors import Conflict, NotFound
from tutti.kit.ids import StudentId
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.library.audience import Visibility
from tutti.library.reach import members_among
from tutti.library.resource import Content, Opened, Resource
from tutti.people.students import get_student
from tutti.recordings.deposit import DepositState
from tutti.recordings.document import Document
from tutti.recordings.model import Recording
from tutti.recordings.published import (
    file_key,
    is_ready,
    listen_to,
    open_file,
    read_file,
    read_recording,
    recording_key,
)

D = TypeVar("D", Recording, Document)


class StudentsOwn(Conflict):
    """A student's own recording or file goes to that student, or to a lesson group that the student is in."""


class ConsentNeeded(Conflict):
    """Ask the student's family first; when it agrees that the group has this, say so and share it again."""


class NothingCameOfIt(Conflict):
    """This recording or file was rejected; upload another one."""


class NotReadyYet(Conflict):
    """This is still being prepared; open it again in a minute."""


def owner_of(caller: Caller, content: Content) -> StudentId | None:
    """The student whose own it is; None for what is the studio's, or neither recording nor file.

    Refuses what is not there, or of a student whom the caller does not see, as not found; `NothingCameOfIt`.
    """
    deposit = _deposit(caller.tenant, content)
    if deposit and deposit.student_id and not _sees(caller, deposit.student_id):
        _refuse_as_missing(caller.tenant, content)
    if deposit and deposit.state is DepositState.REJECTED:
        raise NothingCameOfIt()
    return deposit.student_id if deposit else None


def refuse_too_far(tenant: Tenant, made: Resource) -> None:
    """Refuse with `StudentsOwn` and `ConsentNeeded` to share what is a student's own so far."""
    owner = made.of_student_id
    if owner is None:
        return
    if made.visibility is Visibility.GROUP:
        if owner not in members_among(tenant, [made], frozenset())[made.id]:
            raise StudentsOwn("The student is not in this lesson group.")
        if not made.family_consents:
            raise ConsentNeeded()
    elif made.visibility is Visibility.SCHOOL or {*made.student_ids} - {owner}:
        raise StudentsOwn()


def opened(tenant: Tenant, resource: Resource, *, now: datetime) -> Opened:
    """What is in it, with short-lived addresses; refuses `NotReadyYet`, and what was deleted as not found."""
    if resource.recording_id:
        recording = read_recording(tenant, tenant.table.get(recording_key(tenant, resource.recording_id)))
        heard = listen_to(tenant, _ready(recording), now=now)
        return Opened(
            url=heard.audio_url,
            peaks_url=heard.peaks_url,
            loudness_lufs=heard.loudness_lufs,
            expires_at=heard.links_expire_at,
        )
    if resource.file_id:
        document = read_file(tenant, tenant.table.get(file_key(tenant, resource.file_id)))
        shown = open_file(tenant, _ready(document), now=now)
        return Opened(url=shown.url, expires_at=shown.links_expire_at)
    return Opened(text=resource.text, url=resource.link)


def _ready(deposit: D) -> D:
    if not is_ready(deposit):
        raise NotReadyYet()
    return deposit


def _deposit(tenant: Tenant, content: Content) -> Recording | Document | None:
    if content.recording_id:
        return read_recording(tenant, tenant.table.get(recording_key(tenant, content.recording_id)))
    if content.file_id:
        return read_file(tenant, tenant.table.get(file_key(tenant, content.file_id)))
    return None


def _sees(caller: Caller, student_id: str) -> bool:
    try:
        get_student(caller, student_id)
    except NotFound:
        return False
    return True


def _refuse_as_missing(tenant: Tenant, content: Content) -> None:
    _ = read_recording(tenant, None) if content.recording_id else read_file(tenant, None)
