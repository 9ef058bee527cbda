"""Schools for tests: a studio in the table and a caller for every role."""

from dataclasses import dataclass

from tutti.kit.caller import Caller, Role
from tutti.kit.directory import directory_table
from tutti.kit.ids import new_id
from tutti.kit.tenant import Tenant
from tutti.studios.model import Studio
from tutti.studios.store import StudioStore


@dataclass(frozen=True)
class School:
    """A studio and the people who call in its name."""

    studio: Studio

    @property
    def tenant(self) -> Tenant:
        return Tenant(self.studio.id)

    def caller(self, role: Role, person_id: str | None = None, locations: tuple[str, ...] = ()) -> Caller:
        """Somebody of this school in this role."""
        sub = new_id("sub")
        return Caller(sub, sub, self.studio.id, person_id or new_id("per"), role, locations)

    @property
    def owner(self) -> Caller:
        return self.caller(Role.OWNER)

    @property
    def admin(self) -> Caller:
        return self.caller(Role.ADMIN)

    @property
    def teacher(self) -> Caller:
        return self.caller(Role.TEACHER)

    @property
    def guardian(self) -> Caller:
        return self.caller(Role.GUARDIAN)

    @property
    def student(self) -> Caller:
        return self.caller(Role.STUDENT)

    def manager(self, *locations: str) -> Caller:
        return self.caller(Role.MANAGER, locations=locations)


def a_school(name: str = "Forte", *, zone: str = "Europe/Vienna", currency: str = "EUR") -> School:
    """A new school with nothing in it but its public address."""
    studio_id = new_id("stu")
    studio = Studio(
        id=studio_id,
        slug=f"{name.lower()}-{studio_id[-8:].lower()}",
        name=name,
        email=f"office@{name.lower()}.test",
        time_zone=zone,
        currency=currency,
    )
    studios = StudioStore(Tenant(studio_id))
    studios.create(studio)
    directory_table("DIRECTORY#SLUG#*").write([studios.claiming_slug(studio.slug)])
    return School(studio)
