"""What other contexts ask of a studio's rooms."""

from tutti.kit.tenant import Tenant
from tutti.studios.model import Room
from tutti.studios.store import RoomStore


def rooms(tenant: Tenant) -> list[Room]:
    """All rooms of the studio: one query."""
    return RoomStore(tenant).all()
