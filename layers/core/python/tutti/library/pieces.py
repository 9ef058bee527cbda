"""The pieces that a school knows; all of its staff keep them."""

from datetime import datetime

from tutti.kit.entity import Page
from tutti.kit.ids import new_id
from tutti.kit.tenant import Tenant
from tutti.library.facts import PieceAdded, PieceChanged, PieceRemoved
from tutti.library.piece import Piece, PieceDraft, PiecesAsked, PieceShown, PieceUpdate
from tutti.library.sifting import sifted
from tutti.library.store import PIECES, PieceStore
from tutti.library.tags import placed
from tutti.studios.service import get_studio, read_studio, studio_key


def list_pieces(tenant: Tenant, asked: PiecesAsked) -> Page[PieceShown]:
    """A page of the pieces, by composer and title."""
    page = sifted(
        PieceStore(tenant),
        PIECES,
        lambda found: [one for one in found if asked.fits(one)],
        starts_with=placed(asked.composer),
        limit=asked.limit,
        cursor=asked.cursor,
    )
    names = get_studio(tenant).policy.note_names
    return Page(items=[PieceShown.of(one, names) for one in page.items], cursor=page.cursor)


def get_piece(tenant: Tenant, piece_id: str) -> PieceShown:
    """The piece; refuses with `NoSuchPiece` also one that was removed. One batch of reads."""
    pieces = PieceStore(tenant)
    piece, studio = tenant.table.get_each(pieces.key(piece_id), studio_key(tenant))
    return PieceShown.of(pieces.current(piece), read_studio(tenant, studio).policy.note_names)


def add_piece(tenant: Tenant, draft: PieceDraft) -> Piece:
    """The new piece, with its id."""
    piece = Piece(id=new_id("pie"), **dict(draft))
    return PieceStore(tenant).create(piece, PieceAdded(subject=piece.id))


def update_piece(tenant: Tenant, piece_id: str, update: PieceUpdate) -> Piece:
    """The piece as it now is, for all students who have it."""
    before = _current(tenant, piece_id)
    return PieceStore(tenant).replace(before, before.revised(update), PieceChanged(subject=piece_id))


def remove_piece(tenant: Tenant, piece_id: str, *, now: datetime) -> None:
    """Take the piece from the list; students who have it keep it in their repertoire."""
    before = _current(tenant, piece_id)
    PieceStore(tenant).replace(before, before.removed(now), PieceRemoved(subject=piece_id))


def _current(tenant: Tenant, piece_id: str) -> Piece:
    pieces = PieceStore(tenant)
    return pieces.current(tenant.table.get(pieces.key(piece_id)))
