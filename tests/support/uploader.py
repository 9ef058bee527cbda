"""A school on the deployed cloud whose people upload, as a browser does."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tests.support.deployed import Deployed, eventually
from tests.support.small_school import SmallSchool, Thing

OVER = ("ready", "rejected")


@dataclass(frozen=True)
class Uploader:
    """A family's parent, who records their child with a phone."""

    school: SmallSchool

    @cached_property
    def family(self) -> Thing:
        return self.school.family()

    @cached_property
    def parent(self) -> dict[str, str]:
        return self.school.parent(self.family)

    @property
    def deployed(self) -> Deployed:
        return self.school.deployed

    def announce(self, content: bytes, content_type: str = "audio/mp4", *, path: str = "recordings") -> Thing:
        """What the API answers to a recording, or a file, that is about to come."""
        body = {
            "student_id": self.family["student"]["id"],
            "title": "Sonatina",
            "content_type": content_type,
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
        return self.deployed.post(f"/v1/{path}", self.parent, body)

    def post(self, form: Thing, content: bytes) -> int:
        """The status of S3's answer to the form."""
        sent = {"file": ("recording", content, form["fields"]["Content-Type"])}
        return self.deployed.http.post(form["url"], data=form["fields"], files=sent).status_code

    def upload(
        self, content: bytes, content_type: str = "audio/mp4", *, sends: bytes | None = None, times: int = 1
    ) -> str:
        """The id of a recording that was announced and sent so often; what was sent may be something else."""
        announced = self.announce(content, content_type)
        for _ in range(times):
            assert self.post(announced["upload"], content if sends is None else sends) == 201
        recording_id: str = announced["recording"]["id"]
        return recording_id

    def over(self, recording_id: str) -> Thing:
        """The recording as the parent sees it, once it is ready or rejected."""
        path = f"/v1/recordings/{recording_id}"
        return eventually(lambda: self.deployed.get(path, self.parent), lambda found: found["state"] in OVER)

    def storage(self) -> tuple[int, int]:
        """The bytes in use and reserved, as the owner reads them."""
        found = self.deployed.get("/v1/storage", self.school.owner)
        return found["used"], found["reserved"]

    def objects(self, recording_id: str) -> list[str]:
        """What lies in the bucket of this recording, by its kind and name."""
        pages = self._client("s3").get_paginator("list_objects_v2").paginate(Bucket=self._bucket)
        keys = [one["Key"].split("/") for page in pages for one in page.get("Contents", [])]
        return sorted("/".join([key[0], *key[3:]]) for key in keys if recording_id in key)

    @property
    def _bucket(self) -> str:
        buckets = self._client("s3").list_buckets()["Buckets"]
        return str(next(one["Name"] for one in buckets if one["Name"].startswith("tutti-local-media")))

    def _client(self, service: str) -> Any:
        return self.deployed.cloud.client(service)
