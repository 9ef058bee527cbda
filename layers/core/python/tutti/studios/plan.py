"""What a studio has signed up for, and how much may be stored with it (TEN-10, TEN-13)."""

from enum import StrEnum

GB = 10**9


class Plan(StrEnum):
    """How large a studio is with us."""

    SOLO = "solo"
    STUDIO = "studio"
    SCHOOL = "school"

    @property
    def storage_bytes(self) -> int:
        """How many bytes recordings and files may take in all."""
        return {Plan.SOLO: 5 * GB, Plan.STUDIO: 50 * GB, Plan.SCHOOL: 500 * GB}[self]
