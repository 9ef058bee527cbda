"""Opening a studio: the tenant, its public address and its first owner, together or not at all."""

from tutti.kit.directory import Registering, identity_partition, slug_key
from tutti.kit.facts import Fact, told
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.people import membership
from tutti.people.member import Member
from tutti.studios.model import Studio, StudioDraft
from tutti.studios.store import StudioStore


class StudioOpened(Fact):
    """There is a new studio."""


def create_studio(draft: StudioDraft, *, sub: str, email: str) -> Studio:
    """The new studio, with this identity as its owner and active there; one write, refuses `SlugTaken`."""
    particulars = {name: value for name, value in draft if name != "owner"}
    studio = Studio(id=new_id("stu"), **particulars)
    owner = _owner(draft, sub, email or draft.email)
    here = Registering(studio.id, owner.id, (identity_partition(sub), slug_key(studio.slug).pk))
    studios = StudioStore(here)
    here.table.write(
        [
            studios.claiming_slug(studio.slug),
            studios.creating(studio),
            *membership.founding(here, studio, owner),
            *told(here, StudioOpened(subject=studio.id)),
        ]
    )
    return studio


def _owner(draft: StudioDraft, sub: str, email: str) -> Member:
    return Member(id=new_id("per"), sub=sub, email=email, roles=(Role.OWNER,), **dict(draft.owner))
