"""One state machine, the functions of its tasks, and what may go wrong with it."""

import re
from pathlib import Path

from aws_cdk import RemovalPolicy
from aws_cdk.aws_iam import PolicyDocument, PolicyStatement, Role, ServicePrincipal
from aws_cdk.aws_logs import LogGroup
from aws_cdk.aws_stepfunctions import DefinitionBody, LogLevel, LogOptions, StateMachine
from constructs import Construct

from infra.constructs.acknowledge import acknowledge
from infra.constructs.alarms import alarm
from infra.constructs.python_function import PythonFunction
from infra.constructs.wiring import Wiring
from infra.doorways import Doorway
from infra.settings import Settings


class Saga(Construct):
    """A state machine that may invoke its own tasks and nothing else."""

    def __init__(self, scope: Construct, wiring: Wiring, name: str, doorways: list[Doorway]) -> None:
        super().__init__(scope, name)
        self.house = wiring.house
        arns = {f"{way.id}Arn": PythonFunction(self, wiring, way).function.function_arn for way in doorways}
        self.machine = StateMachine(
            self,
            "Machine",
            state_machine_name=self.house.names.of(name),
            definition_body=DefinitionBody.from_string(self._definition(name, set(arns))),
            definition_substitutions=arns,
            role=self._role(list(arns.values())),
            logs=LogOptions(destination=self._logs(name), level=LogLevel.ALL, include_execution_data=False),
            tracing_enabled=True,
        )
        alarm(self, "Failed", self.house, self.machine.metric_failed(), says=f"The {name} saga failed.")

    def _definition(self, name: str, arns: set[str]) -> str:
        return fill_in(self.house.machines / f"{name}.asl.json", self.house.settings, arns)

    def _role(self, arns: list[str]) -> Role:
        invokes = PolicyStatement(actions=["lambda:InvokeFunction"], resources=arns)
        role = Role(
            self,
            "Role",
            assumed_by=ServicePrincipal("states.amazonaws.com"),
            inline_policies={"tasks": PolicyDocument(statements=[invokes])},
        )
        acknowledge(role, "IAM5[Resource::*]", "Log delivery and tracing know no resources of their own.")
        return role

    def _logs(self, name: str) -> LogGroup:
        return LogGroup(
            self,
            "Logs",
            log_group_name=f"/aws/vendedlogs/states/{self.house.names.of(name)}",
            retention=self.house.settings.log_retention,
            removal_policy=RemovalPolicy.DESTROY,
        )


def fill_in(path: Path, settings: Settings, arns: set[str]) -> str:
    """The definition with its numbers filled in; ARNs stay for CloudFormation. Refuses unknown names.

    A number stands quoted in the file, so that the file is JSON, and unquoted in what Step Functions gets.
    """
    numbers = {
        "TaskTimeoutSeconds": settings.task_timeout_seconds,
        "PaymentTimeoutSeconds": settings.payment_timeout_seconds,
        "OfferTimeoutSeconds": settings.offer_timeout_seconds,
    }
    text = path.read_text()
    for name, number in numbers.items():
        text = text.replace(f'"${{{name}}}"', str(number)).replace(f"${{{name}}}", str(number))
    unknown = set(re.findall(r"\$\{(\w+)\}", text)) - arns
    if unknown:
        raise ValueError(
            f"{path.name} names what no task in functions/sagas/{path.name.split('.')[0]} is: {unknown}"
        )
    return text
