"""Rubrics and marks by them, drawn by hypothesis, and a plain one."""

from typing import Any

from hypothesis import strategies as st

from tutti.coursework.rubric import (
    Criterion,
    LevelScale,
    PassScale,
    PointScale,
    RubricDraft,
    RubricKind,
    RubricLevel,
    Scale,
    ShownAs,
)
from tutti.coursework.rubric_score import Mark


def by_points(key: str, most: int = 10, **more: Any) -> Criterion:
    return Criterion(key=key, name=key, scale=PointScale(by="points", max_points=most), **more)


def by_passing(key: str, **more: Any) -> Criterion:
    return Criterion(key=key, name=key, scale=PassScale(by="pass_fail"), **more)


def by_levels(key: str, *points: int, **more: Any) -> Criterion:
    levels = tuple(RubricLevel(name=f"level {number}", points=each) for number, each in enumerate(points))
    return Criterion(key=key, name=key, scale=LevelScale(by="levels", levels=levels), **more)


def rubric_of(*criteria: Criterion, **more: Any) -> RubricDraft:
    return RubricDraft(name="Performance", criteria=criteria, **more)


_SCALES: st.SearchStrategy[Scale] = st.one_of(
    st.integers(1, 1000).map(lambda most: PointScale(by="points", max_points=most)),
    st.lists(st.integers(0, 1000), min_size=2, max_size=8)
    .filter(any)
    .map(
        lambda points: LevelScale(
            by="levels",
            levels=tuple(
                RubricLevel(name=f"level {number}", points=each) for number, each in enumerate(points)
            ),
        )
    ),
    st.just(PassScale(by="pass_fail")),
)


@st.composite
def rubrics(draw: st.DrawFn, kind: RubricKind = RubricKind.GRADED) -> RubricDraft:
    """Any rubric of this kind."""
    weights = draw(st.lists(st.integers(0, 1000), min_size=1, max_size=6).filter(any))
    criteria = tuple(
        Criterion(
            key=f"c{number}", name="X", weight=weight, scale=draw(_SCALES), must_pass=draw(st.booleans())
        )
        for number, weight in enumerate(weights)
    )
    return rubric_of(
        *criteria,
        kind=kind,
        shown_as=draw(st.sampled_from(ShownAs)),
        out_of=draw(st.integers(1, 1000)),
        pass_percent=draw(st.integers(0, 100)),
    )


def marks_between(criterion: Criterion) -> list[Mark]:
    """Every mark that this criterion may be given, the lowest first."""
    key, scale = criterion.key, criterion.scale
    match scale:
        case PointScale():
            return [Mark(criterion=key, points=points) for points in range(scale.max_points + 1)]
        case LevelScale():
            rising = sorted(scale.levels, key=lambda one: one.points)
            return [Mark(criterion=key, level=one.name) for one in rising]
        case PassScale():
            return [Mark(criterion=key, is_passed=passed) for passed in (False, True)]


@st.composite
def marked(draw: st.DrawFn, kind: RubricKind = RubricKind.GRADED) -> tuple[RubricDraft, list[Mark]]:
    """Any rubric of this kind, and any marks by it."""
    rubric = draw(rubrics(kind))
    return rubric, [draw(st.sampled_from(marks_between(one))) for one in rubric.criteria]
