"""One function that facts wake: rule, queue, dead-letter queue, function."""

from aws_cdk import Duration
from aws_cdk.aws_events import EventPattern, IEventBus, Rule
from aws_cdk.aws_events_targets import SqsQueue
from aws_cdk.aws_iam import PolicyStatement
from aws_cdk.aws_lambda import EventSourceMapping
from aws_cdk.aws_sqs import DeadLetterQueue, Queue, QueueEncryption
from constructs import Construct

from infra.constructs.dead_letters import DeadLetters
from infra.constructs.python_function import PythonFunction
from infra.constructs.wiring import Wiring
from infra.doorways import Doorway
from tutti.kit.door import OnFact

ATTEMPTS = 5
VISIBILITY_PER_TIMEOUT = 6
"""How many time-outs of its function a queue hides a message; AWS asks for at least six."""


class FactConsumer(Construct):
    """A function that takes facts one by one from a queue of its own and may fail for each of them alone."""

    def __init__(
        self, scope: Construct, wiring: Wiring, bus: IEventBus, doorway: Doorway, source: OnFact
    ) -> None:
        super().__init__(scope, doorway.id)
        dead_letters = DeadLetters(self, "DeadLetters", wiring.house)
        queue = Queue(
            self,
            "Facts",
            visibility_timeout=Duration.seconds(doorway.door.timeout * VISIBILITY_PER_TIMEOUT),
            dead_letter_queue=DeadLetterQueue(queue=dead_letters.queue, max_receive_count=ATTEMPTS),
            encryption=QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
        )
        takes = PolicyStatement(
            actions=["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
            resources=[queue.queue_arn],
        )
        function = PythonFunction(self, wiring, doorway, also=[takes]).function
        EventSourceMapping(
            self,
            "Mapping",
            target=function,
            event_source_arn=queue.queue_arn,
            batch_size=10,
            report_batch_item_failures=True,
        )
        pattern = EventPattern(source=["tutti"], detail_type=list(source.names))
        Rule(self, "Rule", event_bus=bus, event_pattern=pattern, targets=[SqsQueue(queue)])
