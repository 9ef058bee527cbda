"""Whose series one may see and change."""

from tutti.kit.entity import Page
from tutti.kit.role import ADMINISTRATION, Role
from tutti.kit.who import Caller
from tutti.people.published import own_people
from tutti.scheduling.series.series import Series
from tutti.scheduling.store import NoSuchSeries, SeriesStore


def own_series(caller: Caller, series_id: str) -> Series:
    """The series, for the office and its teacher; `NoSuchSeries` to everybody else."""
    series = SeriesStore(caller.tenant).get(series_id)
    if not _runs(caller, series):
        raise NoSuchSeries()
    return series


def series_for(caller: Caller, series_id: str) -> Series:
    """The series, also for those who take part and their families, who see no other family's children."""
    series = SeriesStore(caller.tenant).get(series_id)
    if _runs(caller, series):
        return series
    own = [one for one in own_people(caller) if one in series.student_ids]
    if not own:
        raise NoSuchSeries()
    return series.model_copy(update={"student_ids": tuple(own)})


def list_series(caller: Caller, teacher_id: str | None, *, limit: int, cursor: str | None) -> Page[Series]:
    """A page of the series of one teacher or of all; teachers get their own, managers their locations'."""
    store, of = SeriesStore(caller.tenant), teacher_id
    if caller.role is Role.TEACHER:
        of = caller.person_id
        if teacher_id not in (None, of):
            raise NoSuchSeries()
    parts = ("SERIESOF", of) if of else ()
    if caller.is_scoped:
        return store.sift(lambda one: _runs(caller, one), *parts, limit=limit, cursor=cursor)
    if of:
        return store.page_by(*parts, limit=limit, cursor=cursor)
    return store.page(limit=limit, cursor=cursor)


def _runs(caller: Caller, series: Series) -> bool:
    if caller.role is Role.MANAGER:
        return caller.may_see_location(series.location_id)
    return caller.role in ADMINISTRATION or caller.person_id == series.teacher_id
