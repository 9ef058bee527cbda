"""Alarms that speak to the stage's one topic, where the stage wants alarms at all."""

from aws_cdk.aws_cloudwatch import Alarm, ComparisonOperator, IMetric, TreatMissingData
from aws_cdk.aws_cloudwatch_actions import SnsAction
from aws_cdk.aws_sns import Topic
from constructs import Construct

from infra.house import House
from infra.names import Arns


def alarm(
    scope: Construct, id: str, house: House, metric: IMetric, *, says: str, above: float = 0, periods: int = 1
) -> None:
    """Rings when the metric is above the limit for so many periods; silence is not trouble."""
    if not house.settings.has_alarms:
        return
    bell = Alarm(
        scope,
        id,
        metric=metric,
        threshold=above,
        evaluation_periods=periods,
        comparison_operator=ComparisonOperator.GREATER_THAN_THRESHOLD,
        treat_missing_data=TreatMissingData.NOT_BREACHING,
        alarm_description=says,
    )
    topic = Topic.from_topic_arn(scope, f"{id}Topic", Arns(scope, house.names).alarm_topic())
    bell.add_alarm_action(SnsAction(topic))
