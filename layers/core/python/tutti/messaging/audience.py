"""Whom a lesson concerns, and of what each of them wants to be reminded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tutti.enrollment.published import seated
from tutti.kit.tenant import Tenant
from tutti.messaging.preference import ReminderPreference
from tutti.messaging.preferences import preferences_of
from tutti.people.family import Guardian, Student
from tutti.people.published import contacts_of
from tutti.scheduling.lesson import Lesson
from tutti.studios.model import ReminderKind


@dataclass(frozen=True)
class Audience:
    """The families and the teacher of a lesson; `usual` are the kinds for families that said nothing."""

    families: Sequence[tuple[Student, Guardian]]
    teacher_id: str
    usual: Sequence[ReminderKind]
    preferences: dict[str, ReminderPreference]

    @classmethod
    def of(cls, tenant: Tenant, lesson: Lesson, usual: Sequence[ReminderKind]) -> "Audience":
        """Whom this lesson concerns now."""
        families = contacts_of(tenant, attending(tenant, lesson))
        people = dict.fromkeys((lesson.teacher_id, *(guardian.id for _, guardian in families)))
        return cls(families, lesson.teacher_id, usual, preferences_of(tenant, list(people)))

    def wanted_by_family(self, guardian: Guardian) -> frozenset[ReminderKind]:
        """What this guardian wants to be reminded of: the studio's kinds, unless chosen otherwise."""
        return self._wanted(guardian.id, self.usual)

    def wanted_by_teacher(self) -> frozenset[ReminderKind]:
        """What the teacher wants to be reminded of: nothing, unless chosen otherwise."""
        return self._wanted(self.teacher_id, ())

    def kinds(self) -> list[ReminderKind]:
        """What at least one of them wants, the earliest first."""
        wanted: Iterable[frozenset[ReminderKind]] = (self.wanted_by_family(one) for _, one in self.families)
        together = self.wanted_by_teacher().union(*wanted)
        return [kind for kind in ReminderKind if kind in together]

    def _wanted(self, person_id: str, usual: Sequence[ReminderKind]) -> frozenset[ReminderKind]:
        return self.preferences.get(person_id, ReminderPreference(id=person_id)).kinds_or(usual)


def attending(tenant: Tenant, lesson: Lesson) -> list[str]:
    """The ids of the students who are expected: of a cohort those on its roster who are not excused."""
    students = seated(tenant, lesson.cohort_id) if lesson.cohort_id else list(lesson.student_ids)
    return [one for one in students if one not in lesson.excused_ids]
