"""What a person can be in a studio."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is in one studio; the wider role stands first."""

    OWNER = "owner"
    ADMIN = "admin"
    MANAGER = "manager"
    TEACHER = "teacher"
    GUARDIAN = "guardian"
    STUDENT = "student"


ADMINISTRATION = (Role.OWNER, Role.ADMIN)
"""Those who see and do everything in the studio."""
OFFICE = (*ADMINISTRATION, Role.MANAGER)
"""Those who run it; managers at their own locations."""
STAFF = (*OFFICE, Role.TEACHER)
"""Those who work there."""
FAMILY = (Role.GUARDIAN, Role.STUDENT)
"""Those who are taught, and those who answer for them."""
