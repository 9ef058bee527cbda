"""`expand[]`: ids replaced by the objects they name."""

from typing import Any

from local.stripe.books import Books, public
from local.stripe.errors import Refusal
from local.stripe.lines import lines_of
from local.stripe.store import Obj

EXPANDABLE = {
    "checkout.session": {"payment_intent", "line_items"},
    "payment_intent": {"latest_charge"},
    "charge": {"payment_intent"},
    "refund": {"charge", "payment_intent"},
}
DEEPEST = 4


def expanded(books: Books, obj: Obj, wishes: list[str]) -> Obj:
    """The object as the caller sees it. Refuses a wish for what cannot be expanded."""
    shown = public(obj)
    for wish in wishes:
        steps = wish.split(".")
        if len(steps) > DEEPEST:
            raise Refusal(f"Expansion goes at most {DEEPEST} levels deep: {wish}", param="expand")
        shown = _follow(books, shown, steps, wish)
    return shown


def _follow(books: Books, obj: Obj, steps: list[str], wish: str) -> Obj:
    if not steps:
        return obj
    if obj.get("object") == "list" and steps[0] == "data":
        return obj | {"data": [_follow(books, item, steps[1:], wish) for item in obj["data"]]}
    name, *rest = steps
    if name not in EXPANDABLE.get(str(obj.get("object")), ()):
        raise Refusal(f"This property cannot be expanded ({wish}).", param="expand")
    child = _child(books, obj, name)
    return obj | {name: _follow(books, child, rest, wish) if isinstance(child, dict) else child}


def _child(books: Books, obj: Obj, name: str) -> Any:
    if name == "line_items":
        return lines_of(books, obj["id"], {})
    value = obj[name]
    found = books.store.find(value) if isinstance(value, str) else None
    return value if found is None else public(found)
