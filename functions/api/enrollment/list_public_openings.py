"""When one could begin a course, within four weeks."""

from typing import Annotated

from fastapi import Query

from tutti.enrollment import openings
from tutti.enrollment.views import PublicOpening
from tutti.kit.clock import Instant, utc_now
from tutti.kit.directory import Slug, public_tenant
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.kit.ids import CourseId

From = Annotated[Instant | None, Query(alias="from", description="The earliest start; now when left out.")]
To = Annotated[Instant | None, Query(alias="to", description="Before this; four weeks on when left out.")]


@endpoint.get("/v1/public/studios/{slug}/openings", grants=[Grant.DIRECTORY, Grant.READ])
async def list_public_openings(
    slug: Slug,
    course_id: CourseId,
    after: From = None,
    before: To = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[PublicOpening]:
    """When one could begin a course, within four weeks."""
    return openings.list_openings(
        public_tenant(slug),
        course_id,
        after=after,
        before=before,
        now=utc_now(),
        limit=limit,
        cursor=cursor,
    )


handler = lambda_handler(list_public_openings)
