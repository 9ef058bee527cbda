"""Putting resources on the shelf, changing them, taking them down."""

from datetime import datetime

from tutti.kit.errors import NotAllowed
from tutti.kit.ids import new_id
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.library.addressing import roster_of
from tutti.library.audience import Audience
from tutti.library.facts import ResourceAdded, ResourceChanged, ResourceRemoved
from tutti.library.reach import changes_resource, seen_resource
from tutti.library.release import Period, Release
from tutti.library.resource import Content, Resource, ResourceDraft, ResourceUpdate
from tutti.library.sources import owner_of, refuse_too_far
from tutti.library.store import ResourceStore
from tutti.studios.service import get_studio


class NotYourResource(NotAllowed):
    """A resource is changed by who made it, and by the school's administration; make a copy of your own."""


def add_resource(caller: Caller, draft: ResourceDraft, *, now: datetime) -> Resource:
    """The new resource; refuses whom the caller may not address, `NeverThere`, and to share too far
    what is a student's own.
    """
    made = Resource(
        **dict(draft) | dict(_period(caller.tenant, draft)),
        id=new_id("res"),
        of_student_id=owner_of(caller, draft),
        roster_id=roster_of(caller, draft),
        made_by=caller.person_id,
        made_at=now,
    )
    refuse_too_far(caller.tenant, made)
    return ResourceStore(caller.tenant).create(made, ResourceAdded(subject=made.id))


def get_resource(caller: Caller, resource_id: str, *, now: datetime) -> Resource:
    """The resource as the caller may see it; refuses with `NoSuchResource` who may not."""
    return seen_resource(caller, ResourceStore(caller.tenant).get(resource_id), now)


def update_resource(caller: Caller, resource_id: str, update: ResourceUpdate, *, now: datetime) -> Resource:
    """The resource as it now is; refuses `NotYourResource`, and what `add_resource` refuses."""
    before = _own(caller, resource_id, now)
    period = before if _same(Release, before, update) else _period(caller.tenant, update)
    after = before.revised(
        update,
        **{name: getattr(period, name) for name in Period.model_fields},
        of_student_id=before.of_student_id if _same(Content, before, update) else owner_of(caller, update),
        roster_id=before.roster_id if _same(Audience, before, update) else roster_of(caller, update),
    )
    refuse_too_far(caller.tenant, after)
    return ResourceStore(caller.tenant).replace(before, after, ResourceChanged(subject=before.id))


def remove_resource(caller: Caller, resource_id: str, *, now: datetime) -> None:
    """Take it off the shelf for good: what refers to it finds its title; refuses `NotYourResource`."""
    before = _own(caller, resource_id, now)
    ResourceStore(caller.tenant).replace(before, before.removed(now), ResourceRemoved(subject=before.id))


def _own(caller: Caller, resource_id: str, now: datetime) -> Resource:
    found = get_resource(caller, resource_id, now=now)
    if not changes_resource(caller, found):
        raise NotYourResource()
    return found


def _period(tenant: Tenant, release: Release) -> Period:
    return release.instants(get_studio(tenant).time_zone) if release.has_times else Period()


def _same(
    part: type[Audience] | type[Content] | type[Release], before: Resource, update: ResourceUpdate
) -> bool:
    return all(getattr(before, name) == getattr(update, name) for name in part.model_fields)
