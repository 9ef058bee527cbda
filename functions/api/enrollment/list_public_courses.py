"""The courses that a studio offers, with the seats left."""

from tutti.enrollment import catalogue
from tutti.enrollment.views import PublicCourse
from tutti.kit.clock import utc_now
from tutti.kit.directory import Slug, public_tenant
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.kit.paging import paged


@endpoint.get("/v1/public/studios/{slug}/courses", grants=[Grant.DIRECTORY, Grant.READ])
async def list_public_courses(slug: Slug, cursor: Cursor = None, limit: Limit = 50) -> Page[PublicCourse]:
    """The courses that a studio offers, with the seats left."""
    found = catalogue.public_courses(public_tenant(slug), now=utc_now())
    return paged(found, key=lambda course: course.id, limit=limit, cursor=cursor)


handler = lambda_handler(list_public_courses)
