"""The function that carries new items from the table's stream to the bus."""

from aws_cdk import Duration
from aws_cdk.aws_iam import PolicyStatement
from aws_cdk.aws_lambda import EventSourceMapping, FilterCriteria, FilterRule, StartingPosition
from aws_cdk.aws_lambda_event_sources import SqsDlq
from constructs import Construct

from infra.constructs.dead_letters import DeadLetters
from infra.constructs.python_function import PythonFunction
from infra.constructs.wiring import Wiring
from infra.doorways import Doorway
from tutti.kit.door import OnStream

BATCH = 25
ATTEMPTS = 10


class Relay(Construct):
    """Reads the stream in order; a record that cannot pass is set aside and the rest goes on."""

    def __init__(
        self, scope: Construct, wiring: Wiring, stream: str, doorway: Doorway, source: OnStream
    ) -> None:
        super().__init__(scope, doorway.id)
        dead_letters = DeadLetters(self, "DeadLetters", wiring.house)
        actions = ("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams")
        reads = PolicyStatement(actions=[f"dynamodb:{action}" for action in actions], resources=[stream])
        function = PythonFunction(self, wiring, doorway, also=[reads]).function
        new_items = {
            "eventName": FilterRule.is_equal("INSERT"),
            "dynamodb": {"NewImage": {"kind": {"S": FilterRule.is_equal(source.kind)}}},
        }
        EventSourceMapping(
            self,
            "Mapping",
            target=function,
            event_source_arn=stream,
            starting_position=StartingPosition.TRIM_HORIZON,
            batch_size=BATCH,
            retry_attempts=ATTEMPTS,
            max_record_age=Duration.hours(6),
            bisect_batch_on_error=True,
            report_batch_item_failures=True,
            filters=[FilterCriteria.filter(new_items)],
            on_failure=SqsDlq(dead_letters.queue),
        )
