"""Where people lie: teachers, families, guardians, students."""

from tutti.kit.changes import Change, Check, Delete, Key, Put, present
from tutti.kit.collection import Collection
from tutti.kit.entity import Page
from tutti.kit.errors import Conflict, NotFound
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.people.family import Family, Guardian, Student
from tutti.people.teacher import Teacher


class NoSuchTeacher(NotFound):
    """This studio has no such teacher."""


class NoSuchFamily(NotFound):
    """This studio has no such family."""


class NoSuchGuardian(NotFound):
    """This studio has no such guardian."""


class NoSuchStudent(NotFound):
    """This studio has no such student."""


class EmailTaken(Conflict):
    """Another guardian of this studio has this address."""


class TeacherStore(Collection[Teacher]):
    """The teachers of a studio."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(tenant, Teacher, "Teacher", missing=NoSuchTeacher)


class FamilyStore(Collection[Family]):
    """The families of a studio."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(tenant, Family, "Family", missing=NoSuchFamily)

    def requiring(self, family_id: str) -> Change:
        """The condition that the studio has this family."""
        return Check(self.key(family_id), present(), NoSuchFamily)


class GuardianStore(Collection[Guardian]):
    """The guardians of a studio, also by family."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(
            tenant,
            Guardian,
            "Guardian",
            index=lambda guardian: (f"FAMILY#{guardian.family_id}", f"GUARDIAN#{guardian.id}"),
            missing=NoSuchGuardian,
        )

    def family(self, family_id: str) -> list[Guardian]:
        """The guardians of a family."""
        pk = self.tenant.partition("FAMILY", family_id)
        return [self.read(record) for record in self.tenant.table.all(pk, prefix="GUARDIAN#", index=True)]

    def find_by_email(self, email: str) -> Guardian | None:
        """The guardian whom the studio knows by this address: two reads, none of them a search."""
        record = self.tenant.table.get(self.email_key(email))
        return self.find(record.owner) if record and record.owner else None

    def email_key(self, email: str) -> Key:
        """Where the studio remembers whose address this is: at most one guardian's."""
        return Key(self.tenant.partition("GUARDIANEMAIL", email), "GUARDIAN")

    def claiming_email(self, guardian: Guardian) -> Change:
        """The change that makes the address this guardian's, refused when it is another one's."""
        key = self.email_key(guardian.email)
        free = Record.PK.does_not_exist() | (Record.owner == guardian.id)
        return Put(Record(key.pk, key.sk, kind="GuardianEmail", owner=guardian.id), free, EmailTaken)

    def freeing_email(self, guardian: Guardian) -> Change:
        """The change that gives the address back."""
        return Delete(self.email_key(guardian.email))


class StudentStore(Collection[Student]):
    """The students of a studio, also by family and by teacher."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(
            tenant,
            Student,
            "Student",
            index=lambda student: (f"FAMILY#{student.family_id}", f"STUDENT#{student.id}"),
            missing=NoSuchStudent,
        )

    def family(self, family_id: str) -> list[Student]:
        """The students of a family."""
        pk = self.tenant.partition("FAMILY", family_id)
        return [self.read(record) for record in self.tenant.table.all(pk, prefix="STUDENT#", index=True)]

    def taught_key(self, teacher_id: str, student_id: str) -> Key:
        """Where it stands that this teacher teaches this student."""
        return Key(self.tenant.partition("TEACHER", teacher_id), f"STUDENT#{student_id}")

    def page_taught_by(self, teacher_id: str, *, limit: int, cursor: str | None) -> Page[Student]:
        """A page of a teacher's own students."""
        pk = self.tenant.partition("TEACHER", teacher_id)
        links, after = self.tenant.table.page(pk, prefix="STUDENT#", limit=limit, cursor=cursor)
        return Page[Student](items=self.get_many([link.owner for link in links]), cursor=after)


def household(tenant: Tenant, family_id: str) -> tuple[list[Guardian], list[Student]]:
    """The guardians and the students of a family: one query."""
    guardians, students = GuardianStore(tenant), StudentStore(tenant)
    records = tenant.table.all(tenant.partition("FAMILY", family_id), index=True)
    return (
        [guardians.read(record) for record in records if record.kind == "Guardian"],
        [students.read(record) for record in records if record.kind == "Student"],
    )
