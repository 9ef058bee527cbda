"""Children who sit in a cohort from the start: enrolled by the saga's own steps, paid before Tutti came."""

from datetime import date, datetime

from tutti.enrollment import accounts, confirming, holding, validating
from tutti.enrollment.course import Cohort
from tutti.enrollment.enrollment import (
    EnrollmentRequest,
    EnrollmentState,
    GuardianDetails,
    StudentDetails,
)
from tutti.enrollment.requesting import pending
from tutti.enrollment.store import EnrollmentStore
from tutti.kit.tenant import Tenant
from tutti.messaging.reminders import Reminders

NAMES = ("Ida", "Paul", "Nora", "Emil", "Lina", "Max")


def seat_child(tenant: Tenant, cohort: Cohort, number: int, age: int, *, now: datetime) -> None:
    """Seat one child more; nobody is mailed, since the family has long known."""
    name = f"{cohort.name.split()[0]}-{number + 1}"
    request = EnrollmentRequest(
        course_id=cohort.course_id,
        cohort_id=cohort.id,
        student=StudentDetails(
            given_name=NAMES[number], family_name=name, birth_date=date(now.year - age - 2, 5, 17)
        ),
        guardian=GuardianDetails(
            given_name="Kim",
            family_name=name,
            email=f"family-{name.lower()}-{cohort.id[-6:].lower()}@families.test",
        ),
        accepted_terms=True,
        consent=True,
    )
    enrollment_id = EnrollmentStore(tenant).create(pending(tenant, request, now=now)).id
    validating.validate_enrollment(tenant, enrollment_id, now=now)
    holding.hold_place(tenant, enrollment_id, now=now)
    accounts.open_accounts(tenant, enrollment_id)
    confirming.confirm_enrollment(tenant, enrollment_id)
    confirming.assign_teacher(tenant, enrollment_id)
    confirming.schedule_first_lesson(tenant, enrollment_id)
    done = confirming.schedule_reminders(tenant, Reminders(), enrollment_id, now=now)
    EnrollmentStore(tenant).replace(done, done.model_copy(update={"state": EnrollmentState.ACTIVE}))
