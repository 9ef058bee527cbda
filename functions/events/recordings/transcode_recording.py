"""Make of an upload what the studio keeps: a recording that plays everywhere, or a file."""

from tutti.kit.door import Grant
from tutti.kit.tenant import Tenant
from tutti.kit.uploads import Upload, on_upload
from tutti.recordings.arriving import TIMEOUT, take_in
from tutti.recordings.shelves import shelf_of

ONE_PROCESSOR = 1769


def transcode_recording(tenant: Tenant, upload: Upload) -> None:
    """Make of an upload what the studio keeps: a recording that plays everywhere, or a file."""
    take_in(shelf_of(tenant, upload.name), upload)


handler = on_upload(
    grants=[Grant.WRITE, Grant.MEDIA], memory=ONE_PROCESSOR, timeout=int(TIMEOUT.total_seconds())
)(transcode_recording)
