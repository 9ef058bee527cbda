"""Who somebody is: the user pool, its one client, and the trigger that writes the studio into the token."""

from aws_cdk import CfnOutput, Duration
from aws_cdk.aws_cognito import (
    AccountRecovery,
    AuthFlow,
    AutoVerifiedAttrs,
    FeaturePlan,
    KeepOriginalAttrs,
    LambdaVersion,
    Mfa,
    MfaSecondFactor,
    PasswordPolicy,
    SignInAliases,
    UserPool,
    UserPoolClient,
    UserPoolOperation,
)
from constructs import Construct

from infra.constructs.acknowledge import acknowledge
from infra.constructs.python_function import PythonFunction
from infra.constructs.wiring import Wiring
from infra.doorways import Doorway
from infra.house import House
from infra.stacks.base import HouseStack
from tutti.kit.door import OnTrigger

TRIGGERS = {"pre_token_generation": (UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, LambdaVersion.V2_0)}


class IdentityStack(HouseStack):
    """Stateful and retained: people sign in with an e-mail address; studios are no business of the pool."""

    def __init__(self, scope: Construct, house: House) -> None:
        super().__init__(scope, house, "identity", is_stateful=True)
        self.pool = self._pool()
        self.client = self._client()
        CfnOutput(self, "UserPoolId", value=self.pool.user_pool_id)
        CfnOutput(self, "UserPoolClientId", value=self.client.user_pool_client_id)
        for doorway in house.doorways:
            if isinstance(doorway.source, OnTrigger):
                self._trigger(doorway, doorway.source)

    def _pool(self) -> UserPool:
        settings = self.house.settings
        pool = UserPool(
            self,
            "Pool",
            user_pool_name=self.house.names.of(),
            feature_plan=FeaturePlan.ESSENTIALS,
            sign_in_aliases=SignInAliases(email=True),
            sign_in_case_sensitive=False,
            self_sign_up_enabled=True,
            auto_verify=AutoVerifiedAttrs(email=True),
            keep_original=KeepOriginalAttrs(email=True),
            account_recovery=AccountRecovery.EMAIL_ONLY,
            mfa=Mfa.OPTIONAL,
            mfa_second_factor=MfaSecondFactor(otp=True, sms=False),
            password_policy=PasswordPolicy(
                min_length=12,
                require_digits=True,
                require_lowercase=True,
                require_uppercase=True,
                require_symbols=True,
                temp_password_validity=Duration.days(1),
            ),
            deletion_protection=settings.is_retained,
            removal_policy=settings.removal_policy,
        )
        acknowledge(pool, "COG2", "A studio says whether its staff need a second factor; parents never must.")
        acknowledge(
            pool, "COG8", "The Plus plan costs twice as much per user; sign-in is throttled at the API."
        )
        return pool

    def _client(self) -> UserPoolClient:
        return self.pool.add_client(
            "Page",
            generate_secret=False,
            auth_flows=AuthFlow(user_password=True),
            disable_o_auth=True,
            access_token_validity=Duration.hours(1),
            id_token_validity=Duration.hours(1),
            refresh_token_validity=Duration.days(30),
            enable_token_revocation=True,
            prevent_user_existence_errors=True,
        )

    def _trigger(self, doorway: Doorway, source: OnTrigger) -> None:
        function = PythonFunction(self, Wiring(self.house), doorway).function
        operation, version = TRIGGERS[source.moment]
        self.pool.add_trigger(operation, function, version)
