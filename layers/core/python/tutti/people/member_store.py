"""Where members and invitations lie."""

from datetime import timedelta

from tutti.kit.changes import Change, Check, Key, present
from tutti.kit.clock import epoch
from tutti.kit.collection import Collection
from tutti.kit.errors import NotFound
from tutti.kit.record import Record
from tutti.kit.tally import one_less, one_more
from tutti.kit.tenant import Tenant
from tutti.people.invitation import NoSuchInvitation, SealedInvitation
from tutti.people.member import LastOwner, Member

STAFF_PARTITION = "STAFF"
OTHERS = "NOSTAFF"
REMEMBERED = timedelta(days=30)


class NoSuchMember(NotFound):
    """This studio has no such member."""


class MemberStore(Collection[Member]):
    """The members of a studio, its staff also apart from families, and how many owners it has."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(
            tenant,
            Member,
            "Member",
            index=lambda member: (STAFF_PARTITION if member.is_staff else OTHERS, member.id),
            missing=NoSuchMember,
        )

    def requiring(self, person_id: str | None) -> list[Change]:
        """The condition that this person is a member; none for nobody."""
        return [Check(self.key(person_id), present(), NoSuchMember)] if person_id else []

    def counting_owners(self, before: Member | None, after: Member | None) -> list[Change]:
        """The change in the number of acting owners, refused with `LastOwner` when none would be left."""
        was, will_be = (bool(member and member.is_acting_owner) for member in (before, after))
        owners = Key(self.tenant.partition(), "OWNERS")
        if was == will_be:
            return []
        return [one_more(owners) if will_be else one_less(owners, LastOwner, keeps=1)]


class InvitationStore(Collection[SealedInvitation]):
    """The invitations of a studio; each is forgotten a month after its end."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(tenant, SealedInvitation, "Invitation", missing=NoSuchInvitation)

    def record(self, entity: SealedInvitation) -> Record:
        """The item of an invitation, with the time from which it may go."""
        record = super().record(entity)
        record.expires_at = epoch(entity.expires_at, after=REMEMBERED)
        return record
