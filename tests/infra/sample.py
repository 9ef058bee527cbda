"""A small house of made-up doors, for what every door of a kind has in common."""

from pathlib import Path
from typing import Any

from aws_cdk import App, Stack
from aws_cdk.assertions import Template

from infra.doorways import Doorway
from infra.house import House
from infra.packaging import Assets, Package
from infra.settings import STAGES
from infra.tutti import build
from tutti.kit.door import (
    Door,
    EndpointDoor,
    EventDoor,
    Grant,
    OnCron,
    OnFact,
    OnSchedule,
    OnStream,
    OnUpload,
    StepDoor,
)

EVERY_GRANT = tuple(Grant)
DOORS: dict[str, Door] = {
    "api/studios/get_studio": EndpointDoor("GET", "/v1/public/studios/{slug}", (Grant.DIRECTORY,), None),
    "api/studios/do_all": EndpointDoor("POST", "/v1/all", EVERY_GRANT, ("owner",), memory=1024, timeout=20),
    "sagas/enrollment/hold_place": StepDoor((Grant.WRITE,)),
    "events/facts/relay_facts": EventDoor(OnStream("Fact"), (Grant.PUBLISH,)),
    "events/scheduling/note_move": EventDoor(OnFact("LessonMoved", "LessonCancelled"), timeout=7),
    "events/scheduling/send_reminder": EventDoor(OnSchedule(), (Grant.MAIL,)),
    "events/recordings/transcode": EventDoor(
        OnUpload(at_once=7, disk=4096), (Grant.MEDIA,), memory=1769, timeout=240
    ),
    "events/billing/send_invoices": EventDoor(OnCron("cron(0 6 1 * ? *)")),
}
MACHINE = (
    '{"StartAt": "Hold", "States": {"Hold": {"Type": "Task", "Resource": "${HoldPlaceArn}", "End": true}}}'
)


def doorway(path: str, door: Door) -> Doorway:
    """The doorway at functions/<path>.py."""
    group, context, verb = path.split("/")
    return Doorway(group, context, verb, door)


def sample_house(folder: Path, stage: str = "dev", **changes: Any) -> House:
    """The made-up house on a stage, with settings changed."""
    (folder / "code" / "functions").mkdir(parents=True)
    (folder / "enrollment.asl.json").write_text(MACHINE)
    code = Package(folder / "code", "sample")
    settings = STAGES[stage].model_copy(update=changes)
    return House(
        settings, Assets(code, code, code, code), tuple(doorway(*each) for each in DOORS.items()), folder
    )


def templates(house: House) -> dict[str, Template]:
    """The house's templates by the last part of the stack's name."""
    app = App()
    build(app, house)
    stacks = [child for child in app.node.children if isinstance(child, Stack)]
    return {stack.stack_name.removeprefix(house.names.of("")): Template.from_stack(stack) for stack in stacks}


def function(template: Template, name: str) -> dict[str, Any]:
    """The properties of the function whose name ends so."""
    found = template.find_resources("AWS::Lambda::Function").values()
    [one] = [each["Properties"] for each in found if each["Properties"]["FunctionName"].endswith(name)]
    return dict(one)
