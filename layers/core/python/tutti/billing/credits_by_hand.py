"""Credits as people see them, and as the office grants and revokes them by hand (SCH-15)."""

from datetime import date, datetime

from tutti.billing.credit import Balance, Credit, Minutes, balance, first_to_expire
from tutti.billing.credit_store import CreditStore
from tutti.billing.crediting import credits_of, granting
from tutti.kit.clock import local_date
from tutti.kit.entity import Instrument, Line, Page, Value, Version
from tutti.kit.errors import Invalid
from tutti.kit.facts import Fact, told
from tutti.kit.ids import PersonId, new_id
from tutti.kit.paging import paged
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.people.students import get_student
from tutti.studios.service import get_studio, read_studio, studio_key


class ExpiryPast(Invalid):
    """A credit expires after today."""


class CreditGranted(Fact):
    """The office granted a student minutes of credit."""

    student_id: str
    minutes: int


class CreditRevoked(Fact):
    """The office took minutes of credit back."""

    student_id: str
    minutes: int


class CreditDraft(Value):
    """A credit to be granted by hand; for lessons before `expires_on`, for good without."""

    student_id: PersonId
    instrument: Instrument
    minutes: Minutes
    expires_on: date | None = None
    note: Line = ""


class Revocation(Value):
    """Minutes of a student's credit to be taken back: all that are left unless said."""

    student_id: PersonId
    minutes: Minutes | None = None
    version: Version


class CreditPage(Page[Credit]):
    """Credits, the first to expire first, and what became of all of them, by today."""

    balance: Balance


def list_student_credits(
    caller: Caller, student_id: str, *, now: datetime, limit: int, cursor: str | None
) -> CreditPage:
    """A student's credits with their balance; refuses `NoSuchStudent` whom the caller may not see."""
    get_student(caller, student_id)
    lots = sorted(credits_of(caller.tenant, student_id), key=first_to_expire)
    page = paged(lots, key=_in_order, limit=limit, cursor=cursor)
    return CreditPage(items=page.items, cursor=page.cursor, balance=balance(lots, _today(caller.tenant, now)))


def grant_credit(caller: Caller, draft: CreditDraft, *, now: datetime) -> Credit:
    """The credit that the office grants by hand; refuses `ExpiryPast` and `NoSuchStudent`."""
    student = get_student(caller, draft.student_id)
    if draft.expires_on is not None and draft.expires_on <= _today(caller.tenant, now):
        raise ExpiryPast()
    lot = Credit(**dict(draft), id=new_id("crd"), family_id=student.family_id, granted_at=now)
    fact = CreditGranted(subject=lot.id, student_id=student.id, minutes=lot.minutes)
    caller.tenant.table.write([*granting(caller.tenant, lot), *told(caller.tenant, fact)])
    return lot


def revoke_credit(caller: Caller, credit_id: str, revocation: Revocation, *, now: datetime) -> Credit:
    """The credit without the minutes that the office takes back; refuses `NothingToRevoke`."""
    student = get_student(caller, revocation.student_id)
    store = CreditStore(caller.tenant, student.id)
    lot, studio = caller.tenant.table.get_each(store.key(credit_id), studio_key(caller.tenant))
    before = store.required(lot)
    today = local_date(now, read_studio(caller.tenant, studio).time_zone)
    after = before.revised(Revised(version=revocation.version)).revoke(revocation.minutes, today)
    taken = after.revoked - before.revoked
    fact = CreditRevoked(subject=credit_id, student_id=student.id, minutes=taken)
    return store.replace(before, after, fact)


class Revised(Value):
    """The version that was read."""

    version: Version


def _in_order(lot: Credit) -> str:
    expires_on, lot_id = first_to_expire(lot)
    return f"{expires_on.isoformat()}#{lot_id}"


def _today(tenant: Tenant, now: datetime) -> date:
    return local_date(now, get_studio(tenant).time_zone)
