"""One Lambda function with a role, a log group and layers of its own."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from aws_cdk import Duration, RemovalPolicy, Size, Stack
from aws_cdk.aws_iam import PolicyDocument, PolicyStatement, Role, ServicePrincipal
from aws_cdk.aws_lambda import Architecture, Code, Function, IFunction, LayerVersion, Runtime
from aws_cdk.aws_logs import LogGroup
from constructs import Construct

from infra.constructs.acknowledge import acknowledge, acknowledge_wildcard
from infra.constructs.grants import permits
from infra.constructs.wiring import Wiring
from infra.doorways import Doorway
from infra.house import House
from infra.packaging import Package


class PythonFunction(Construct):
    """The function behind a doorway: it may do what its grants say, and write its own log."""

    def __init__(
        self,
        scope: Construct,
        wiring: Wiring,
        doorway: Doorway,
        *,
        also: Sequence[PolicyStatement] = (),
        layers: Mapping[str, Package] = MappingProxyType({}),
        disk: int | None = None,
    ) -> None:
        """`also` are rights beside its grants, `layers` packages beside the usual, `disk` MiB of /tmp."""
        super().__init__(scope, doorway.id)
        house = wiring.house
        self.name = house.function_name(doorway)
        permit = permits(self, wiring, doorway.door.grants)
        logs = self._log_group(house)
        self.function: IFunction = Function(
            self,
            "Function",
            function_name=self.name,
            description=doorway.path,
            runtime=Runtime.PYTHON_3_13,
            architecture=Architecture.ARM_64,
            handler=doorway.handler,
            code=_code(house.assets.functions),
            layers=_layers(self, house, layers),
            role=self._role(logs, [*permit.statements, *also], permit.wildcards),
            log_group=logs,
            memory_size=doorway.door.memory,
            ephemeral_storage_size=Size.mebibytes(disk) if disk else None,
            timeout=Duration.seconds(house.time_limit(doorway)),
            environment=_environment(house, doorway) | permit.variables,
        )
        acknowledge(self, "L1", "The layers are built and tested for this version of Python.")

    def _log_group(self, house: House) -> LogGroup:
        return LogGroup(
            self,
            "Logs",
            log_group_name=f"/aws/lambda/{self.name}",
            retention=house.settings.log_retention,
            removal_policy=RemovalPolicy.DESTROY,
        )

    def _role(self, logs: LogGroup, statements: list[PolicyStatement], wildcards: dict[str, str]) -> Role:
        writes_log = PolicyStatement(
            actions=["logs:CreateLogStream", "logs:PutLogEvents"], resources=[logs.log_group_arn]
        )
        role = Role(
            self,
            "Role",
            assumed_by=ServicePrincipal("lambda.amazonaws.com"),
            inline_policies={"grants": PolicyDocument(statements=[writes_log, *statements])},
        )
        for resource, reason in wildcards.items():
            acknowledge_wildcard(role, resource, reason)
        return role


def _environment(house: House, doorway: Doorway) -> dict[str, str]:
    return {
        "STAGE": house.settings.stage,
        "TABLE_NAME": house.names.table,
        "LOG_LEVEL": house.settings.log_level,
        "POWERTOOLS_SERVICE_NAME": doorway.context,
        "POWERTOOLS_METRICS_NAMESPACE": "Tutti",
    }


def _layers(scope: Construct, house: House, further: Mapping[str, Package]) -> list[LayerVersion]:
    """The stack's own versions: one that another stack exports could not be replaced while it is in use."""
    stack = Stack.of(scope)
    packages = {"Core": house.assets.core, "Runtime": house.assets.runtime, **further}
    return [_layer(stack, name, package) for name, package in packages.items() if package]


def _layer(stack: Stack, name: str, package: Package) -> LayerVersion:
    standing = stack.node.try_find_child(name)
    if isinstance(standing, LayerVersion):
        return standing
    return LayerVersion(
        stack,
        name,
        code=_code(package),
        compatible_runtimes=[Runtime.PYTHON_3_13],
        compatible_architectures=[Architecture.ARM_64],
    )


def _code(package: Package) -> Code:
    return Code.from_asset(str(package.path), asset_hash=package.hash)
