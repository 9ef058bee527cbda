"""The media bucket for one studio: forms by which browsers upload, links by which they listen, and the bytes.

Keys begin with what lies there, then the studio: `uploads/<studio>/…`. Each method uses credentials that
leave this studio's keys only, under the role of one grant: UPLOAD signs forms, LISTEN signs links, MEDIA
moves bytes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from botocore.config import Config
from botocore.credentials import RefreshableCredentials
from botocore.exceptions import ClientError

from tutti.kit.clock import Instant
from tutti.kit.credentials import WARM_SCOPES, scoped_credentials, session_under
from tutti.kit.entity import Value
from tutti.kit.errors import NotFound
from tutti.kit.settings import setting
from tutti.kit.signing import signed_form, signed_link
from tutti.kit.tenant import Tenant

UPLOAD_LASTS = timedelta(minutes=15)
LINK_LASTS = timedelta(minutes=10)
CHUNK = 1024 * 1024
_NOT_THERE = {"403", "404", "AccessDenied", "NoSuchKey"}
_ANOTHER = {"412", "PreconditionFailed"}


class MediaKind(StrEnum):
    """What lies under a key; the bucket's rules on storage and expiry follow it."""

    UPLOAD = "uploads"
    RENDITION = "renditions"
    FILE = "files"


class NothingThere(NotFound):
    """Nothing that may be read lies there: it never came, it is gone, or it is not found clean yet."""


class UploadForm(Value):
    """What a browser posts as multipart/form-data: these fields in this order, then `file`."""

    url: str
    fields: dict[str, str]
    expires_at: Instant


class SignedUrl(Value):
    """Where one object can be read for a short while, in ranges too."""

    url: str
    expires_at: Instant


@dataclass(frozen=True)
class TenantMedia:
    """One studio's part of the media bucket."""

    tenant: Tenant

    def key(self, kind: MediaKind, *names: str) -> str:
        """The key of this studio's object of these names, such as a recording's id and `peaks.json`."""
        return "/".join((kind, self.tenant.studio_id, *names))

    def upload_form(self, name: str, *, size: int, content_type: str, now: datetime) -> UploadForm:
        """The form that brings at most this many bytes of this type to `uploads/<studio>/<name>`."""
        key = self.key(MediaKind.UPLOAD, name)
        expires_at = now + UPLOAD_LASTS
        fields = {"key": key, "Content-Type": content_type, "success_action_status": "201"}
        limits = [{"bucket": setting("MEDIA_BUCKET")}, ["content-length-range", 1, size]]
        signed = signed_form(self._credentials("UPLOAD_ROLE_ARN"), fields, limits, expires_at)
        return UploadForm(url=setting("MEDIA_URL"), fields=signed, expires_at=expires_at)

    def signed_url(
        self, key: str, *, content_type: str, now: datetime, file_name: str | None = None
    ) -> SignedUrl:
        """A link to the object of this key, served as this type; with a file name it is saved."""
        answer = {"response-content-type": content_type, "response-content-disposition": _shown(file_name)}
        credentials = self._credentials("LISTEN_ROLE_ARN")
        url = signed_link(credentials, f"{setting('MEDIA_URL')}/{key}", answer, LINK_LASTS)
        return SignedUrl(url=url, expires_at=now + LINK_LASTS)

    def size(self, key: str) -> int | None:
        """How many bytes lie under this key; None when there is nothing that may be read."""
        head = self._head(key)
        return int(head["ContentLength"]) if head else None

    def etag(self, key: str) -> str | None:
        """Which object lies under this key; None when there is nothing that may be read."""
        head = self._head(key)
        return str(head["ETag"]) if head else None

    def _head(self, key: str) -> Any:
        try:
            return self._client.head_object(**_at(key))
        except ClientError as error:
            _expect_nothing_there(error)
            return None

    def fetch(self, key: str, path: Path) -> str:
        """Write the object into this file, a piece at a time; gives its ETag, refuses with `NothingThere`."""
        try:
            found = self._client.get_object(**_at(key))
        except ClientError as error:
            _expect_nothing_there(error)
            raise NothingThere() from None
        with path.open("wb") as file:
            for piece in found["Body"].iter_chunks(CHUNK):
                file.write(piece)
        return str(found["ETag"])

    def put(self, key: str, path: Path, *, content_type: str, encoding: str | None = None) -> None:
        """Keep the file under this key; what lay there is gone."""
        packed = {"ContentEncoding": encoding} if encoding else {}
        with path.open("rb") as body:
            self._client.put_object(**_at(key), Body=body, ContentType=content_type, **packed)

    def bring_again(self, key: str) -> None:
        """Let the object come once more, as if somebody had uploaded it; refuses with `NothingThere`."""
        # S3 copies an object onto itself only when something of it is replaced. Its tags are left behind, so
        # that where uploads are scanned it is scanned again.
        replaced = {"MetadataDirective": "REPLACE", "TaggingDirective": "REPLACE"}
        source = {"Bucket": setting("MEDIA_BUCKET"), "Key": key}
        try:
            self._client.copy_object(**_at(key), CopySource=source, **replaced)
        except ClientError as error:
            _expect_nothing_there(error)
            raise NothingThere() from None

    def remove(self, keys: Iterable[str]) -> None:
        """Leave nothing under these keys; nothing need lie there."""
        for key in keys:
            self._client.delete_object(**_at(key))

    def remove_exactly(self, key: str, etag: str) -> None:
        """Remove this very object; another one that lies there by now stays."""
        try:
            self._client.delete_object(**_at(key), IfMatch=etag)
        except ClientError as error:
            if error.response["Error"]["Code"] not in _ANOTHER:
                _expect_nothing_there(error)

    @property
    def _client(self) -> Any:
        return _client(self._credentials("MEDIA_ROLE_ARN"))

    def _credentials(self, role_setting: str) -> RefreshableCredentials:
        prefixes = tuple(f"{self.key(kind)}/" for kind in MediaKind)
        return scoped_credentials(role_setting, setting("MEDIA_BUCKET"), prefixes)


@lru_cache(maxsize=WARM_SCOPES)
def _client(credentials: RefreshableCredentials) -> Any:
    # A body goes out as it is: no trailing checksum, which would have it sent in signed chunks.
    plain = Config(request_checksum_calculation="when_required", retries={"max_attempts": 3})
    return session_under(credentials).create_client("s3", config=plain)


def _at(key: str) -> dict[str, str]:
    return {"Bucket": setting("MEDIA_BUCKET"), "Key": key}


def _expect_nothing_there(error: ClientError) -> None:
    # Whoever may not list the bucket hears "denied" of what is not there.
    if error.response["Error"]["Code"] not in _NOT_THERE:
        raise error


def _shown(file_name: str | None) -> str:
    return f"attachment; filename*=UTF-8''{quote(file_name, safe='')}" if file_name else "inline"
