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
