"""The front door, and one stack of endpoints for each context."""

import json
from typing import cast

from aws_cdk import CfnOutput, Duration, RemovalPolicy
from aws_cdk.aws_apigatewayv2 import CfnStage, HttpApi, HttpStage, ThrottleSettings
from aws_cdk.aws_apigatewayv2_authorizers import HttpUserPoolAuthorizer
from aws_cdk.aws_cognito import UserPool, UserPoolClient
from aws_cdk.aws_logs import LogGroup
from constructs import Construct

from infra.constructs.alarms import alarm
from infra.constructs.endpoint import Endpoint, Front
from infra.constructs.wiring import Wiring
from infra.doorways import Doorway
from infra.house import House
from infra.stacks.base import HouseStack

LOGGED = ("requestId", "routeKey", "status", "responseLatency", "integrationErrorMessage")
"""What the access log keeps of a request: nothing that leads to a person, so no address."""


class ApiStack(HouseStack):
    """The HTTP API, its stage and its authorizer; routes come with the contexts."""

    def __init__(self, scope: Construct, house: House, pool: UserPool, client: UserPoolClient) -> None:
        super().__init__(scope, house, "api")
        self.api = HttpApi(self, "Api", api_name=house.names.of(), create_default_stage=False)
        authorizer = HttpUserPoolAuthorizer("People", pool, user_pool_clients=[client])
        self.front = Front(self.api, authorizer)
        self._stage()
        self._alarms()
        CfnOutput(self, "ApiId", value=self.api.api_id)

    def _stage(self) -> None:
        settings = self.house.settings
        stage = HttpStage(
            self,
            "Stage",
            http_api=self.api,
            stage_name="$default",
            auto_deploy=True,
            throttle=ThrottleSettings(
                rate_limit=settings.requests_per_second, burst_limit=settings.request_burst
            ),
        )
        logs = LogGroup(
            self,
            "Access",
            log_group_name=f"/aws/vendedlogs/api/{self.house.names.of()}",
            retention=settings.log_retention,
            removal_policy=RemovalPolicy.DESTROY,
        )
        line = json.dumps({name: f"$context.{name}" for name in LOGGED})
        cast("CfnStage", stage.node.default_child).access_log_settings = CfnStage.AccessLogSettingsProperty(
            destination_arn=logs.log_group_arn, format=line
        )

    def _alarms(self) -> None:
        failures = self.api.metric_server_error(period=Duration.minutes(5), statistic="Sum")
        alarm(self, "ServerErrors", self.house, failures, above=4, says="The API answers 5xx.")
        latency = self.api.metric_latency(period=Duration.minutes(5), statistic="p95")
        alarm(self, "Slow", self.house, latency, above=1000, periods=3, says="The API is slow (p95, ms).")


class ContextStack(HouseStack):
    """The endpoints of one context."""

    def __init__(
        self, scope: Construct, wiring: Wiring, front: Front, name: str, doorways: list[Doorway]
    ) -> None:
        super().__init__(scope, wiring.house, f"api-{name}")
        for doorway in doorways:
            Endpoint(self, wiring, front, doorway)
