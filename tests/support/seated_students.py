"""Students who sit in a cohort, as their enrolments leave it."""

from tests.support.school import School
from tutti.enrollment.course import Cohort
from tutti.enrollment.published import seat_key
from tutti.kit.changes import Put
from tutti.kit.record import Record


def sits_in(school: School, cohort: Cohort, *student_ids: str) -> None:
    """These students have a seat in the cohort."""
    keys = [(seat_key(school.tenant, cohort.id, one), one) for one in student_ids]
    for key, one in keys:
        school.tenant.table.write([Put(Record(key.pk, key.sk, kind="Seated", owner=one))])
