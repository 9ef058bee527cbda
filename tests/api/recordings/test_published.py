"""What coursework, the library and privacy ask of recordings and files."""

import pytest

from tests.support.people import a_family, a_student
from tests.support.school import School
from tests.support.sheet_files import a_pdf
from tests.support.uploads import Uploads
from tutti.kit.clock import utc_now
from tutti.kit.ids import new_id
from tutti.recordings import published
from tutti.recordings.store import NoSuchFile, NoSuchRecording


def test_recordings_and_files_are_found_by_their_ids_in_the_order_asked(
    uploads: Uploads, forte: School
) -> None:
    first, second = uploads.arrive(forte.owner), uploads.arrive(forte.owner)
    file_id = uploads.arrive_file(forte.owner, a_pdf())
    heard = published.recordings_by_id(forte.tenant, [second, new_id("rec"), first])
    assert [one.id for one in heard] == [second, first]
    assert [one.id for one in published.files_by_id(forte.tenant, [file_id])] == [file_id]
    assert all(map(published.is_ready, heard))


def test_another_school_finds_nothing_of_it(uploads: Uploads, forte: School, allegro: School) -> None:
    assert published.recordings_by_id(allegro.tenant, [uploads.arrive(forte.owner)]) == []


def test_what_hangs_on_them_is_written_only_while_they_are_there(uploads: Uploads, forte: School) -> None:
    recording_id, file_id = uploads.arrive(forte.owner), uploads.arrive_file(forte.owner, a_pdf())
    forte.tenant.table.write(published.requiring(forte.tenant, [recording_id], [file_id]))
    with pytest.raises(NoSuchRecording):
        forte.tenant.table.write(published.requiring(forte.tenant, [recording_id, new_id("rec")], []))
    with pytest.raises(NoSuchFile):
        forte.tenant.table.write(published.requiring(forte.tenant, [recording_id], [new_id("fil")]))


def test_others_give_links_to_what_they_show(uploads: Uploads, forte: School) -> None:
    [recording] = published.recordings_by_id(forte.tenant, [uploads.arrive(forte.owner)])
    [file] = published.files_by_id(forte.tenant, [uploads.arrive_file(forte.owner, a_pdf())])
    heard = published.listen_to(forte.tenant, recording, now=utc_now())
    assert None not in (heard.audio_url, heard.peaks_url, heard.links_expire_at)
    assert published.open_file(forte.tenant, file, now=utc_now()).url


def test_of_a_student_who_is_erased_no_byte_is_left(uploads: Uploads, forte: School) -> None:
    family = a_family(forte)
    gone, stays = a_student(forte, family), a_student(forte, family)
    for student in (gone, gone, stays):
        uploads.arrive(forte.owner, student_id=student.id)
    uploads.arrive_file(forte.owner, a_pdf(), student_id=gone.id)
    uploads.announce(forte.owner, student_id=gone.id)
    before = uploads.storage()
    for _ in range(2):
        published.erase_all_of(forte.tenant, gone.id)
    assert uploads.storage()[0] < before[0]
    assert (uploads.storage()[1], len(uploads.objects())) == (0, 3)
    assert len(uploads.told("RecordingDeleted")) == 3
