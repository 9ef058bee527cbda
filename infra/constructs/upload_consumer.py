"""The one function that takes uploads from their queue, with FFmpeg beside it."""

from aws_cdk.aws_iam import PolicyStatement
from aws_cdk.aws_lambda import EventSourceMapping
from constructs import Construct

from infra.constructs.python_function import PythonFunction
from infra.constructs.wiring import Wiring
from infra.doorways import Doorway
from infra.names import Arns
from tutti.kit.door import OnUpload


class UploadConsumer(Construct):
    """One upload a time for each run of it, and so many runs at once.

    The mapping holds the number down, not reserved concurrency: a reservation is taken from all other
    functions, and a young account has none to give.
    """

    def __init__(self, scope: Construct, wiring: Wiring, doorway: Doorway, source: OnUpload) -> None:
        super().__init__(scope, doorway.id)
        queue = Arns(self, wiring.house.names).queue("uploads")
        takes = PolicyStatement(
            actions=["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], resources=[queue]
        )
        ffmpeg = wiring.house.assets.ffmpeg
        layers = {"Ffmpeg": ffmpeg} if ffmpeg else {}
        function = PythonFunction(
            self, wiring, doorway, also=[takes], layers=layers, disk=source.disk
        ).function
        EventSourceMapping(
            self,
            "Mapping",
            target=function,
            event_source_arn=queue,
            batch_size=1,
            max_concurrency=source.at_once,
            report_batch_item_failures=True,
        )
