"""The queue of uploads: it stands with the bucket, so that nothing is lost while functions change."""

from aws_cdk import Duration
from aws_cdk.aws_iam import PolicyStatement, ServicePrincipal
from aws_cdk.aws_sqs import CfnQueuePolicy, DeadLetterQueue, Queue, QueueEncryption
from constructs import Construct, IDependable

from infra.constructs.dead_letters import DeadLetters
from infra.constructs.wiring import Wiring

ATTEMPTS = 5
LEAST_VISIBILITY = 60
VISIBILITY_PER_TIMEOUT = 2
"""Time-outs of its function for which a message is hidden. AWS asks for six where messages wait before busy
functions; the mapping takes no more than can run, and the next attempt soon follows one that died."""


class UploadQueue(Construct):
    """A queue with dead letters, hidden from its function for as long as that may work."""

    def __init__(self, scope: Construct, id: str, wiring: Wiring) -> None:
        super().__init__(scope, id)
        dead_letters = DeadLetters(self, "DeadLetters", wiring.house)
        self.queue = Queue(
            self,
            "Queue",
            queue_name=wiring.house.names.of("uploads"),
            visibility_timeout=Duration.seconds(_hidden(wiring)),
            retention_period=Duration.days(4),
            dead_letter_queue=DeadLetterQueue(queue=dead_letters.queue, max_receive_count=ATTEMPTS),
            encryption=QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
        )

    def let_in_bucket(self, bucket_arn: str) -> IDependable:
        """Lets S3 send for this bucket; what S3 asks about before it takes the notification."""
        self.queue.add_to_resource_policy(
            PolicyStatement(
                principals=[ServicePrincipal("s3.amazonaws.com")],
                actions=["sqs:SendMessage"],
                resources=[self.queue.queue_arn],
                conditions={"ArnLike": {"aws:SourceArn": bucket_arn}},
            )
        )
        [policy] = [each for each in self.queue.node.find_all() if isinstance(each, CfnQueuePolicy)]
        return policy


def _hidden(wiring: Wiring) -> int:
    taker = wiring.upload_taker
    timeout = wiring.house.time_limit(taker) if taker else 0
    return max(LEAST_VISIBILITY, timeout * VISIBILITY_PER_TIMEOUT)
