"""How a step of a saga is done and undone: once, recorded in its entity, in one write with its effect.

From its first undo on an entity is ending, and no step is done for it any more: one that was given up for
dead and wakes after its undo finds that out instead of leaving half an effect behind.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, Self, TypeVar

from tutti.kit.changes import Change, Check, at_version
from tutti.kit.collection import Collection
from tutti.kit.entity import Entity, Line, Value
from tutti.kit.errors import Conflict, Refusal, VersionConflict
from tutti.kit.facts import Fact, told
from tutti.kit.raced import Raced, until_undisturbed

TRANSIENT = 503


class StepTaken(Conflict):
    """Another step of this saga was taken in the same moment; look again."""


class StepState(StrEnum):
    """How far a step is."""

    DONE = "done"
    UNDONE = "undone"
    FAILED = "failed"
    WAITING = "waiting"


class StepRecord(Value):
    """A step of a saga as families and secretaries read it."""

    name: str
    state: StepState
    detail: Line = ""


class Failure(Value):
    """Why it did not come about; `code` is the refusal's name."""

    code: str
    title: str
    detail: str


class Journaled(Entity):
    """What a saga works on. `is_ending` says that its steps are being undone."""

    steps: tuple[StepRecord, ...] = ()
    is_ending: bool = False
    problem: Failure | None = None

    @property
    def is_over(self) -> bool:
        """True when nothing will come of it any more."""
        raise NotImplementedError

    def is_done(self, step: str) -> bool:
        """True when this step was done and not undone."""
        record = self.step(step)
        return record is not None and record.state is StepState.DONE

    def has_failed(self, step: str) -> bool:
        """True when this step was refused."""
        record = self.step(step)
        return record is not None and record.state is StepState.FAILED

    def step(self, name: str) -> StepRecord | None:
        """How far this step is; None when it has not begun."""
        return next((record for record in self.steps if record.name == name), None)

    def with_step(self, name: str, state: StepState, detail: str = "", /, **changes: object) -> Self:
        """The entity after this step, in the place where the step stands already or at the end."""
        record = StepRecord(name=name, state=state, detail=detail)
        if self.step(name):
            steps = tuple(record if step.name == name else step for step in self.steps)
        else:
            steps = (*self.steps, record)
        return self.model_copy(update={**changes, "steps": steps})


@dataclass(frozen=True)
class Effect:
    """What a step does: fields of the entity, other items, facts, and a sentence for people.

    `closes` names a step that waited until now, with how that ended.
    """

    detail: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    changes: Iterable[Change] = ()
    facts: Iterable[Fact] = ()
    state: StepState = StepState.DONE
    closes: tuple[str, StepState, str] | None = None


J = TypeVar("J", bound=Journaled)


class Journal(Generic[J]):
    """The steps of one kind of saga; `ending` is the refusal of steps that come after an undo."""

    def __init__(self, store: Collection[J], ending: type[Refusal]) -> None:
        self._store = store
        self._ending = ending

    def do(self, entity_id: str, step: str, act: Callable[[J], Effect]) -> J:
        """Do a step unless it was done; a refusal is recorded as the entity's problem and raised again.

        Refuses as `ending` when an undo was faster. What only lasts a moment is not recorded.
        """

        def once() -> J:
            entity = self._store.get(entity_id)
            if entity.is_done(step):
                return entity
            if entity.is_ending or entity.is_over:
                raise self._ending()
            try:
                effect = act(entity)
                return self._write(entity, step, effect.state, effect)
            except (StepTaken, Raced, VersionConflict):
                raise VersionConflict() from None
            except Refusal as refusal:
                if refusal.status != TRANSIENT:
                    self._record(entity, step, refusal)
                raise

        return until_undisturbed(once)

    def undo(self, entity_id: str, step: str, act: Callable[[J], Effect]) -> J:
        """Undo a step: safe twice, and safe for what never happened; from now on the entity is ending."""

        def once() -> J:
            entity = self._store.get(entity_id)
            if not entity.is_done(step):
                return self._giving_up(entity, step)
            return self._write(entity, step, StepState.UNDONE, act(entity), is_ending=True)

        return until_undisturbed(once)

    def give_up(self, entity_id: str, step: str) -> J:
        """Let the entity end unless this step was done after all."""

        def once() -> J:
            entity = self._store.get(entity_id)
            return entity if entity.is_done(step) else self._giving_up(entity, step)

        return until_undisturbed(once)

    def note(self, entity_id: str, step: str, detail: str) -> J:
        """Record what was done for an entity that is ending or over."""

        def once() -> J:
            entity = self._store.get(entity_id)
            if entity.is_done(step):
                return entity
            return self._store.replace(entity, entity.with_step(step, StepState.DONE, detail))

        return until_undisturbed(once)

    def unchanged(self, entity: J) -> Change:
        """The condition that the entity is still as it was read."""
        return Check(self._store.key(entity.id), at_version(entity.version), StepTaken)

    def _giving_up(self, before: J, step: str) -> J:
        if before.is_ending or before.is_over:
            return before
        ending = before.model_copy(update={"is_ending": True})
        if not before.step(step):
            ending = ending.with_step(step, StepState.FAILED, "This did not come about.")
        return self._store.replace(before, ending)

    def _write(self, before: J, step: str, state: StepState, effect: Effect, **more: Any) -> J:
        waited = before.with_step(*effect.closes) if effect.closes else before
        if before.has_failed(step):
            waited = waited.model_copy(update={"problem": None})
        after = waited.with_step(step, state, effect.detail, **effect.fields, **more)
        facts = told(self._store.tenant, *effect.facts)
        self._store.tenant.table.write([self._store.replacing(before, after), *effect.changes, *facts])
        return after.model_copy(update={"version": before.version + 1})

    def _record(self, before: J, step: str, refusal: Refusal) -> None:
        problem = Failure(code=refusal.code(), title=refusal.title(), detail=refusal.detail)
        self._store.replace(before, before.with_step(step, StepState.FAILED, refusal.detail, problem=problem))
