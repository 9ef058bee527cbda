"""Where an enrolment is followed: the page for the family, the status for the page."""

from urllib.parse import quote

from tutti.enrollment.enrollment import Enrollment
from tutti.kit.settings import setting


def status_url(slug: str, enrollment: Enrollment, below: str = "") -> str:
    """Where the status of the enrolment is read, without signing in: whoever knows the token may."""
    path = f"/v1/public/studios/{slug}/enrollments/{enrollment.id}{below}"
    return setting("API_URL") + path + _query(enrollment)


def page_url(slug: str, enrollment: Enrollment) -> str:
    """The page on which the family follows the enrolment."""
    return f"{setting('PAGE_URL')}/{slug}/enrollments/{enrollment.id}{_query(enrollment)}"


def _query(enrollment: Enrollment) -> str:
    return f"?token={quote(enrollment.token)}"
