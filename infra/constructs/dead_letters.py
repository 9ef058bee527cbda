"""A queue for what could not be delivered, which rings as soon as anything lies in it."""

from aws_cdk import Duration
from aws_cdk.aws_sqs import Queue, QueueEncryption
from constructs import Construct

from infra.constructs.acknowledge import acknowledge
from infra.constructs.alarms import alarm
from infra.house import House

LONGEST_RETENTION = Duration.days(14)


class DeadLetters(Construct):
    """A dead-letter queue and its alarm."""

    def __init__(self, scope: Construct, id: str, house: House) -> None:
        super().__init__(scope, id)
        self.queue = Queue(
            self,
            "Queue",
            retention_period=LONGEST_RETENTION,
            encryption=QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
        )
        acknowledge(self.queue, "SQS3", "It is itself the dead-letter queue.")
        waiting = self.queue.metric_approximate_number_of_messages_visible()
        alarm(self, "Alarm", house, waiting, says=f"Undelivered messages lie in {self.node.path}.")
