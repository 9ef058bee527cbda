"""Documents on their shelf: kept as they came, once their content is known to be what is read here."""

from pathlib import Path
from typing import ClassVar

from tutti.kit.media import MediaKind
from tutti.recordings.deposit import Rejection
from tutti.recordings.document import Document
from tutti.recordings.facts import FileDeleted, FileReady, FileRejected
from tutti.recordings.shelf import Made, Object, Shelf
from tutti.recordings.store import DocumentStore
from tutti.studios.model import Policy


class DocumentShelf(Shelf[Document]):
    """The documents of one studio."""

    keeps_uploads: ClassVar[bool] = False

    def open_store(self) -> DocumentStore:
        return DocumentStore(self.tenant)

    def make(self, deposit: Document, source: Path, workdir: Path, policy: Policy) -> Made:  # noqa: ARG002
        from tutti.recordings.sheets.checking import checked

        sheet = checked(source, workdir)
        [key] = self.made_keys(deposit.id, deposit.attempts)
        fields: dict[str, object] = dict(sheet.leaves) | {"content_type": sheet.content_type}
        return Made([Object(key, sheet.kept, sheet.content_type)], fields)

    def made_keys(self, deposit_id: str, number: int) -> list[str]:
        return [self.media.key(MediaKind.FILE, deposit_id, str(number))]

    def ready_fact(self, deposit: Document) -> FileReady:
        return FileReady(subject=deposit.id, student_id=deposit.student_id, made_by=deposit.made_by)

    def rejected_fact(self, deposit: Document, rejection: Rejection) -> FileRejected:
        return FileRejected(
            subject=deposit.id,
            student_id=deposit.student_id,
            made_by=deposit.made_by,
            code=rejection.code,
        )

    def deleted_fact(self, deposit: Document) -> FileDeleted:
        return FileDeleted(subject=deposit.id, student_id=deposit.student_id)
