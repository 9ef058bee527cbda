"""Curricula: sequences of steps to use again and again, some of them another one with changes (CRS-7)."""

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from tutti.kit.clock import Instant
from tutti.kit.entity import Entity, Text, Value, Version
from tutti.kit.errors import Conflict, Invalid
from tutti.kit.ids import AssignmentTemplateId, CurriculumId, PersonId, PieceId, ResourceId
from tutti.library.resource import Title
from tutti.library.tags import Tagged, placed

LONGEST = 60
DEEPEST = 4
StepKey = Annotated[str, StringConstraints(pattern="^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$")]
Goal = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]


class TooDeep(Conflict):
    """A curriculum stands on at most four others; derive this one from an earlier of them."""


class StepsOrChanges(Invalid):
    """A curriculum without a base has steps and no changes; one with a base has changes and no steps."""


class Step(Value):
    """One step: what to reach, and what for; `key` names it in this curriculum and all that stand on it."""

    key: StepKey
    title: Title
    goal: Goal = ""
    resource_id: ResourceId | None = None
    template_id: AssignmentTemplateId | None = None
    piece_id: PieceId | None = None


class InsertStep(Value):
    """Another step comes after the one of this key; without one it is the first."""

    change: Literal["insert"]
    step: Step
    after: StepKey | None = None


class RemoveStep(Value):
    """The step of this key falls away."""

    change: Literal["remove"]
    key: StepKey


class ReplaceStep(Value):
    """Another step stands in the place of the one with the same key."""

    change: Literal["replace"]
    step: Step


class MoveStep(Value):
    """The step of this key comes after another one; without one it is the first."""

    change: Literal["move"]
    key: StepKey
    after: StepKey | None = None

    @model_validator(mode="after")
    def _has_somewhere_to_go(self) -> "MoveStep":
        if self.after == self.key:
            raise ValueError("no step comes after itself")
        return self


Delta = Annotated[InsertStep | RemoveStep | ReplaceStep | MoveStep, Field(discriminator="change")]
Steps = Annotated[tuple[Step, ...], Field(max_length=LONGEST)]
Deltas = Annotated[tuple[Delta, ...], Field(max_length=LONGEST)]


class CurriculumContent(Tagged):
    """What a curriculum holds: steps of its own, or changes to those of its base."""

    name: Title
    description: Text = ""
    steps: Steps = ()
    changes: Deltas = ()

    @model_validator(mode="after")
    def _names_each_step_once(self) -> "CurriculumContent":
        keys = [one.key for one in self.steps]
        if len(set(keys)) < len(keys):
            raise ValueError("each step has a key of its own")
        return self


class CurriculumDraft(CurriculumContent):
    """A curriculum to be added, for good on its own or on the base that it names."""

    base_id: CurriculumId | None = None


class CurriculumUpdate(CurriculumContent):
    """The curriculum as it shall be; it keeps its base."""

    version: Version


class CurriculumBrief(Entity, Tagged):
    """A curriculum in a list, without its steps; `ancestor_ids` are those it stands on, the base last.

    Its base is chosen when it is made and stays, so that no curriculum comes to stand on itself.
    """

    id: CurriculumId
    name: Title
    description: Text = ""
    base_id: CurriculumId | None = None
    ancestor_ids: tuple[CurriculumId, ...] = ()
    made_by: PersonId
    made_at: Instant


class Curriculum(CurriculumBrief):
    """A curriculum as it is kept."""

    steps: Steps = ()
    changes: Deltas = ()

    @property
    def place(self) -> str:
        """Where it stands in the list: by name, whatever its letters' case."""
        return f"{placed(self.name)}#{self.id}"

    @property
    def written(self) -> tuple[Step, ...]:
        """The steps that are written down here, be it in a change."""
        changed = (one.step for one in self.changes if isinstance(one, InsertStep | ReplaceStep))
        return (*self.steps, *changed)

    def checked(self) -> "Curriculum":
        """The curriculum; refuses `TooDeep` and `StepsOrChanges`."""
        if len(self.ancestor_ids) > DEEPEST:
            raise TooDeep()
        if self.steps if self.ancestor_ids else self.changes:
            raise StepsOrChanges()
        return self

    def brief(self) -> CurriculumBrief:
        """What lists show of it."""
        return CurriculumBrief(**{name: getattr(self, name) for name in CurriculumBrief.model_fields})


class References(Value):
    """What steps name."""

    resource_ids: frozenset[str] = frozenset()
    template_ids: frozenset[str] = frozenset()
    piece_ids: frozenset[str] = frozenset()

    @classmethod
    def of(cls, steps: Iterable[Step]) -> "References":
        """All that these steps name."""
        found = list(steps)
        return cls(
            resource_ids=frozenset(one.resource_id for one in found if one.resource_id),
            template_ids=frozenset(one.template_id for one in found if one.template_id),
            piece_ids=frozenset(one.piece_id for one in found if one.piece_id),
        )

    @property
    def ids(self) -> frozenset[str]:
        """Whatever it is, all of it."""
        return self.resource_ids | self.template_ids | self.piece_ids

    def beyond(self, other: "References") -> "References":
        """What these name and the others do not."""
        names = References.model_fields
        return References(**{name: getattr(self, name) - getattr(other, name) for name in names})
