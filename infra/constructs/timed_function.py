"""A function that the clock wakes: by one-off schedules, or at a fixed time."""

from aws_cdk import Duration
from aws_cdk.aws_events import Rule, Schedule
from aws_cdk.aws_events_targets import LambdaFunction
from aws_cdk.aws_lambda import EventInvokeConfig
from aws_cdk.aws_lambda_destinations import SqsDestination
from constructs import Construct

from infra.constructs.dead_letters import DeadLetters
from infra.constructs.python_function import PythonFunction
from infra.constructs.wiring import Wiring
from infra.doorways import Doorway
from tutti.kit.door import OnCron, OnSchedule


class TimedFunction(Construct):
    """What it could not do after three attempts lies in a dead-letter queue."""

    def __init__(
        self, scope: Construct, wiring: Wiring, doorway: Doorway, source: OnSchedule | OnCron
    ) -> None:
        super().__init__(scope, doorway.id)
        dead_letters = DeadLetters(self, "DeadLetters", wiring.house)
        self.function = PythonFunction(self, wiring, doorway).function
        EventInvokeConfig(
            self,
            "Attempts",
            function=self.function,
            retry_attempts=2,
            max_event_age=Duration.hours(6),
            on_failure=SqsDestination(dead_letters.queue),
        )
        if isinstance(source, OnCron):
            schedule = Schedule.expression(source.expression)
            Rule(self, "Rule", schedule=schedule, targets=[LambdaFunction(self.function)])
