"""The table, and the four roles through which functions reach it."""

from aws_cdk.aws_dynamodb import (
    Attribute,
    AttributeType,
    Billing,
    GlobalSecondaryIndexPropsV2,
    PointInTimeRecoverySpecification,
    StreamViewType,
    TableV2,
)
from aws_cdk.aws_iam import PolicyDocument, PolicyStatement, Role
from constructs import Construct

from infra.house import House
from infra.stacks.base import HouseStack

INDEX = "GSI1"
READS = ("GetItem", "BatchGetItem", "Query", "ConditionCheckItem")
WRITES = ("PutItem", "UpdateItem", "DeleteItem")
STUDIO = "STUDIO#*"
DIRECTORY = "DIRECTORY#*"


class DataStack(HouseStack):
    """Stateful and retained: one table that no function may touch under its own role."""

    def __init__(self, scope: Construct, house: House) -> None:
        super().__init__(scope, house, "data", is_stateful=True)
        self.table = self._table()
        self._scoped_role("tenant-reader", READS, STUDIO)
        self._scoped_role("tenant-writer", READS + WRITES, STUDIO)
        self._scoped_role("directory-reader", READS, DIRECTORY)
        self._scoped_role("registrar", READS + WRITES, STUDIO, DIRECTORY)

    @property
    def stream(self) -> str:
        """The ARN of the table's stream."""
        arn = self.table.table_stream_arn
        if not arn:
            raise ValueError("The table has no stream.")
        return arn

    def _table(self) -> TableV2:
        settings = self.house.settings
        return TableV2(
            self,
            "Table",
            table_name=self.house.names.table,
            partition_key=_key("PK"),
            sort_key=_key("SK"),
            global_secondary_indexes=[
                GlobalSecondaryIndexPropsV2(
                    index_name=INDEX, partition_key=_key("GSI1PK"), sort_key=_key("GSI1SK")
                )
            ],
            billing=Billing.on_demand(),
            time_to_live_attribute="expires_at",
            dynamo_stream=StreamViewType.NEW_AND_OLD_IMAGES,
            point_in_time_recovery_specification=PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
            deletion_protection=settings.is_retained,
            removal_policy=settings.removal_policy,
        )

    def _scoped_role(self, name: str, actions: tuple[str, ...], *leading_keys: str) -> None:
        """A role for these partitions alone.

        `ForAllValues` also passes when a call names no key at all, so `Null` refuses such calls.
        """
        keys = PolicyStatement(
            actions=[f"dynamodb:{action}" for action in actions],
            resources=[self.table.table_arn, f"{self.table.table_arn}/index/{INDEX}"],
            conditions={
                "ForAllValues:StringLike": {"dynamodb:LeadingKeys": list(leading_keys)},
                "Null": {"dynamodb:LeadingKeys": "false"},
            },
        )
        Role(
            self,
            name,
            role_name=self.house.names.of(name),
            description="Assumed by the functions whose grants say so, narrowed further by a session policy.",
            assumed_by=self.callers,
            inline_policies={"keys": PolicyDocument(statements=[keys])},
        )


def _key(name: str) -> Attribute:
    return Attribute(name=name, type=AttributeType.STRING)
