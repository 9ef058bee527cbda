"""The function that uploads wake: one object at a time, left in the queue when that failed.

S3 says that an object came; where uploads are scanned, GuardDuty says it once it has looked.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar
from urllib.parse import unquote_plus

from tutti.kit.batch import BatchHandler
from tutti.kit.door import EventDoor, Grant, OnUpload
from tutti.kit.entity import Value
from tutti.kit.media import MediaKind
from tutti.kit.observe import logger
from tutti.kit.tenant import Tenant

CLEAN = "NO_THREATS_FOUND"


class Upload(Value):
    """What came: under which name, and whether the scan lets it be opened (None where nothing is scanned)."""

    name: str
    key: str
    scan: str | None = None

    @property
    def is_refused(self) -> bool:
        """True when it was scanned and is not known to be clean; then its bytes cannot be read."""
        return self.scan not in (None, CLEAN)


Act = Callable[[Tenant, Upload], None]


class UploadHandler(BatchHandler[Upload]):
    """The Lambda handler of the queue of uploads."""

    told: ClassVar = {"studio_id": "", "upload": ""}
    counted = "UploadsFailed"
    called = "function"

    def take(self, body: dict[str, Any]) -> None:
        """Act on the uploads of this message, each in its studio."""
        for tenant, upload in uploads_in(body, self.name):
            logger.append_keys(studio_id=tenant.studio_id, upload=upload.name)
            self._act(tenant, upload)


def uploads_in(body: dict[str, Any], actor: str) -> Iterator[tuple[Tenant, Upload]]:
    """The uploads of a message, each in the studio that its key names; none in one that only tests."""
    if "detail" in body:
        key = body["detail"]["s3ObjectDetails"]["objectKey"]
        yield from _upload(key, actor, body["detail"]["scanResultDetails"]["scanResultStatus"])
    for record in body.get("Records", []):
        yield from _upload(unquote_plus(record["s3"]["object"]["key"]), actor, None)


def _upload(key: str, actor: str, scan: str | None) -> Iterator[tuple[Tenant, Upload]]:
    kind, studio_id, name = key.split("/", 2)
    if kind == MediaKind.UPLOAD:
        yield Tenant(studio_id, f"function:{actor}"), Upload(name=name, key=key, scan=scan)


def on_upload(
    *, grants: Sequence[Grant], memory: int = 512, timeout: int = 300, source: OnUpload | None = None
) -> Callable[[Act], UploadHandler]:
    """Declare it: `handler = on_upload(grants=[…])(transcode_recording)`."""

    def declare(act: Act) -> UploadHandler:
        return UploadHandler(act, EventDoor(source or OnUpload(), tuple(grants), memory, timeout))

    return declare
