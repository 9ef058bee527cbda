"""Opaque cursors: where a list goes on."""

import base64
import binascii
import json

from tutti.kit.errors import BadCursor


def encode_cursor(parts: list[str]) -> str:
    """The sort keys at which a page ended, opaque to clients."""
    return base64.urlsafe_b64encode(json.dumps(parts, separators=(",", ":")).encode()).decode().rstrip("=")


def decode_cursor(cursor: str, length: int) -> list[str]:
    """The `length` keys in a cursor; refuses with `BadCursor` what `encode_cursor` never made."""
    try:
        parts = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError):
        raise BadCursor() from None
    if (
        not isinstance(parts, list)
        or len(parts) != length
        or not all(isinstance(p, str) and p for p in parts)
    ):
        raise BadCursor()
    return parts
