"""What happens after a change: the bus, the relay that feeds it, the clock, and each context's consumers."""

from collections.abc import Iterable

from aws_cdk.aws_events import EventBus
from aws_cdk.aws_iam import PolicyDocument, PolicyStatement, Role, ServicePrincipal
from aws_cdk.aws_scheduler import CfnScheduleGroup
from constructs import Construct

from infra.constructs.fact_consumer import FactConsumer
from infra.constructs.relay import Relay
from infra.constructs.timed_function import TimedFunction
from infra.constructs.upload_consumer import UploadConsumer
from infra.constructs.wiring import Wiring
from infra.doorways import Doorway
from infra.names import Arns
from infra.stacks.base import HouseStack
from tutti.kit.door import OnCron, OnFact, OnSchedule, OnStream, OnUpload


class EventsStack(HouseStack):
    """The bus, and what the stream, the clock and uploads wake. Cognito's triggers stand with the pool."""

    def __init__(self, scope: Construct, wiring: Wiring, stream: str) -> None:
        super().__init__(scope, wiring.house, "events")
        self.wiring = wiring
        self.stream = stream
        EventBus(self, "Bus", event_bus_name=self.house.names.of())
        self._schedules()
        for context, doorways in self.house.group("events").items():
            room = Construct(self, context)
            for doorway in doorways:
                self._woken(room, doorway)

    def _woken(self, room: Construct, doorway: Doorway) -> None:
        match doorway.source:
            case OnStream() as source:
                Relay(room, self.wiring, self.stream, doorway, source)
            case OnSchedule() | OnCron() as source:
                TimedFunction(room, self.wiring, doorway, source)
            case OnUpload() as source:
                UploadConsumer(room, self.wiring, doorway, source)

    def _schedules(self) -> None:
        """The group of one-off schedules and the role under which they wake their function."""
        CfnScheduleGroup(self, "Schedules", name=self.house.names.of())
        function = self.wiring.scheduled_function
        if not function:
            return
        arns = Arns(self, self.house.names)
        invokes = PolicyStatement(actions=["lambda:InvokeFunction"], resources=[arns.function(function)])
        own_group = {"aws:SourceArn": arns.schedule_group()}
        Role(
            self,
            "Scheduler",
            role_name=self.house.names.of("scheduler"),
            assumed_by=ServicePrincipal("scheduler.amazonaws.com", conditions={"StringEquals": own_group}),
            inline_policies={"wake": PolicyDocument(statements=[invokes])},
        )


class ConsumersStack(HouseStack):
    """The functions of one context that facts wake; they find the bus by its name."""

    def __init__(self, scope: Construct, wiring: Wiring, context: str, doorways: Iterable[Doorway]) -> None:
        super().__init__(scope, wiring.house, f"events-{context}")
        bus = EventBus.from_event_bus_name(self, "Bus", self.house.names.of())
        for doorway in doorways:
            if isinstance(doorway.source, OnFact):
                FactConsumer(self, wiring, bus, doorway, doorway.source)
