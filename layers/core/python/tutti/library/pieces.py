"""The pieces that a school knows; all of its staff keep them."""

from datetime import datetime

from tutti.kit.entity import Page
from tutti.kit.ids import new_id
from tutti.kit.tenant import Tenant
from tutti.library.facts import PieceAdded, PieceChanged, PieceRemoved
from tutti.library.piece import Piece, PieceDraft, PiecesAsked, PieceUpdate
from tutti.library.sifting import sifted
from tutti.library.store import PIECES, PieceStore
from tutti.library.tags import placed


def list_pieces(tenant: Tenant, asked: PiecesAsked) -> Page[Piece]:
    """A page of the pieces, by composer and title."""
    return sifted(
        PieceStore(tenant),
        PIECES,
        lambda found: [one for one in found if asked.fits(one)],
        starts_with=placed(asked.composer),
        limit=asked.limit,
        cursor=asked.cursor,
    )


def get_piece(tenant: Tenant, piece_id: str) -> Piece:
    """The piece; refuses with `NoSuchPiece` also one that was removed."""
    pieces = PieceStore(tenant)
    return pieces.current(tenant.table.get(pieces.key(piece_id)))


def add_piece(tenant: Tenant, draft: PieceDraft) -> Piece:
    """The new piece, with its id."""
    piece = Piece(id=new_id("pie"), **dict(draft))
    return PieceStore(tenant).create(piece, PieceAdded(subject=piece.id))


def update_piece(tenant: Tenant, piece_id: str, update: PieceUpdate) -> Piece:
    """The piece as it now is, for all students who have it."""
    before = get_piece(tenant, piece_id)
    return PieceStore(tenant).replace(before, before.revised(update), PieceChanged(subject=piece_id))


def remove_piece(tenant: Tenant, piece_id: str, *, now: datetime) -> None:
    """Take the piece from the list; students who have it keep it in their repertoire."""
    before = get_piece(tenant, piece_id)
    PieceStore(tenant).replace(before, before.removed(now), PieceRemoved(subject=piece_id))
