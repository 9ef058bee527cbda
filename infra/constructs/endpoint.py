"""One route of the HTTP API and the function behind it."""

from dataclasses import dataclass

from aws_cdk import Duration
from aws_cdk.aws_apigatewayv2 import (
    HttpApi,
    HttpMethod,
    HttpNoneAuthorizer,
    HttpRoute,
    HttpRouteKey,
    IHttpRouteAuthorizer,
)
from aws_cdk.aws_apigatewayv2_integrations import HttpLambdaIntegration
from constructs import Construct

from infra.constructs.acknowledge import acknowledge
from infra.constructs.alarms import alarm
from infra.constructs.python_function import PythonFunction
from infra.constructs.wiring import Wiring
from infra.doorways import Doorway


@dataclass(frozen=True)
class Front:
    """The API and the authorizer that guards its signed-in routes."""

    api: HttpApi
    authorizer: IHttpRouteAuthorizer


class Endpoint(Construct):
    """Route, function, role, log group and alarm of one door."""

    def __init__(self, scope: Construct, wiring: Wiring, front: Front, doorway: Doorway) -> None:
        super().__init__(scope, doorway.id)
        door = doorway.endpoint
        function = PythonFunction(self, wiring, doorway).function
        is_public = door.roles is None
        route = HttpRoute(
            self,
            "Route",
            http_api=front.api,
            route_key=HttpRouteKey.with_(door.path, HttpMethod(door.method.upper())),
            integration=HttpLambdaIntegration("Integration", function),
            authorizer=HttpNoneAuthorizer() if is_public else front.authorizer,
        )
        if is_public:
            acknowledge(route, "APIG4", "The door is for the public, or checks a signature.")
        if wiring.house.settings.has_endpoint_alarms:
            errors = function.metric_errors(period=Duration.minutes(5))
            alarm(self, "Alarm", wiring.house, errors, says=f"{door.method} {door.path} raises.")
