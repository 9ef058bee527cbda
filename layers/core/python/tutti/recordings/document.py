"""Documents: scores, sheets, pictures and notation that are read, not heard."""

from typing import Annotated

from pydantic import Field, StringConstraints

from tutti.kit.clock import Instant
from tutti.kit.entity import Name, Value
from tutti.kit.ids import FileId, StudentId
from tutti.recordings.deposit import Deposit, DepositShown, Sha256

LARGEST = 25 * 10**6

FileType = Annotated[
    str,
    StringConstraints(to_lower=True, max_length=100, pattern=r"^[A-Za-z]+/[A-Za-z0-9.+-]+$"),
]


class DocumentDraft(Value):
    """A PDF, a PNG or JPEG picture, MIDI or MusicXML that is about to be uploaded."""

    student_id: StudentId | None = None
    title: Name
    content_type: FileType = Field(description="What the browser says it is; its content decides.")
    bytes: Annotated[int, Field(ge=1, le=LARGEST)]
    sha256: Sha256 | None = Field(None, description="Of the file; it is confirmed when the file has arrived.")


class Leaves(Value):
    """What there is to see of it: pages of a PDF, or a picture's pixels."""

    pages: int | None = None
    width: int | None = None
    height: int | None = None


class Document(Deposit, Leaves):
    """A document that the studio keeps."""

    id: FileId

    def shown(self, **links: object) -> "DocumentShown":
        """What those who may open it read of it."""
        fields = DocumentShown.model_fields.keys() & Document.model_fields.keys()
        return DocumentShown.model_validate({name: getattr(self, name) for name in fields} | links)


class DocumentShown(DepositShown, Leaves):
    """A document; once it is ready it is opened at `url` until `links_expire_at`."""

    id: FileId
    url: str | None = None
    links_expire_at: Instant | None = None
