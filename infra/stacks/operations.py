"""What the operator sees: the topic of all alarms, the budget, the dashboard, the mails' reputation."""

from aws_cdk import CfnOutput, Duration
from aws_cdk.aws_apigatewayv2 import HttpApi
from aws_cdk.aws_budgets import CfnBudget
from aws_cdk.aws_cloudwatch import Dashboard, GraphWidget, Metric
from aws_cdk.aws_iam import PolicyStatement, ServicePrincipal
from aws_cdk.aws_ses import ConfigurationSet, ConfigurationSetTlsPolicy, EmailIdentity, Identity
from aws_cdk.aws_sns import Topic
from aws_cdk.aws_sns_subscriptions import EmailSubscription
from constructs import Construct

from infra.constructs.alarms import alarm
from infra.house import House
from infra.names import Arns
from infra.stacks.base import HouseStack

BOUNCES = 0.05
COMPLAINTS = 0.001
"""Shares of sent mails above which SES begins to review the account."""


class OperationsStack(HouseStack):
    """Nothing here serves a request."""

    def __init__(self, scope: Construct, house: House, api: HttpApi) -> None:
        super().__init__(scope, house, "operations")
        self.topic = self._topic()
        self._mail()
        if house.settings.monthly_budget_dollars:
            self._budget(house.settings.monthly_budget_dollars)
        if house.settings.has_dashboard:
            self._dashboard(api)

    def _topic(self) -> Topic:
        topic = Topic(self, "Alarms", topic_name=self.house.names.of("alarms"), enforce_ssl=True)
        for service in ("cloudwatch", "budgets"):
            topic.add_to_resource_policy(
                PolicyStatement(
                    principals=[ServicePrincipal(f"{service}.amazonaws.com")],
                    actions=["sns:Publish"],
                    resources=[topic.topic_arn],
                    conditions={"StringEquals": {"aws:SourceAccount": self.account}},
                )
            )
        if self.house.settings.operator_mail:
            topic.add_subscription(EmailSubscription(self.house.settings.operator_mail))
        return topic

    def _mail(self) -> None:
        """The sender's domain; addresses that bounced or complained get no more mail."""
        rules = ConfigurationSet(
            self,
            "Mail",
            configuration_set_name=self.house.names.of(),
            reputation_metrics=True,
            tls_policy=ConfigurationSetTlsPolicy.REQUIRE,
        )
        domain = Identity.domain(self.house.settings.mail_domain)
        sender = EmailIdentity(self, "Sender", identity=domain, configuration_set=rules)
        if not self.house.settings.is_local:
            self._show_proofs(sender)
        for name, limit in (("BounceRate", BOUNCES), ("ComplaintRate", COMPLAINTS)):
            rate = Metric(namespace="AWS/SES", metric_name=f"Reputation.{name}", period=Duration.hours(1))
            alarm(self, name, self.house, rate, above=limit, says=f"{name} of our mails endangers sending.")

    def _show_proofs(self, sender: EmailIdentity) -> None:
        """The records that prove to SES that the domain is ours; until they stand, no mail leaves."""
        for number, record in enumerate(sender.dkim_records, 1):
            CfnOutput(self, f"Proof{number}", value=f"{record.name} CNAME {record.value}")

    def _budget(self, dollars: int) -> None:
        topic = CfnBudget.SubscriberProperty(address=self.topic.topic_arn, subscription_type="SNS")
        notices = [
            CfnBudget.NotificationWithSubscribersProperty(
                notification=CfnBudget.NotificationProperty(
                    comparison_operator="GREATER_THAN", notification_type=kind, threshold=100
                ),
                subscribers=[topic],
            )
            for kind in ("ACTUAL", "FORECASTED")
        ]
        month = CfnBudget.BudgetDataProperty(
            budget_name=self.house.names.of(),
            budget_type="COST",
            time_unit="MONTHLY",
            budget_limit=CfnBudget.SpendProperty(amount=dollars, unit="USD"),
        )
        CfnBudget(self, "Budget", budget=month, notifications_with_subscribers=notices)

    def _dashboard(self, api: HttpApi) -> None:
        each = Duration.minutes(5)
        requests = [api.metric_count(period=each), api.metric_client_error(period=each)]
        errors = [api.metric_server_error(period=each)]
        latency = [api.metric_latency(period=each, statistic=name) for name in ("p50", "p95", "p99")]
        arns = Arns(self, self.house.names)
        sagas = [
            Metric(
                namespace="AWS/States",
                metric_name=name,
                dimensions_map={"StateMachineArn": arns.machine(saga)},
                statistic="Sum",
                period=each,
            )
            for saga in self.house.group("sagas")
            for name in ("ExecutionsStarted", "ExecutionsFailed")
        ]
        Dashboard(self, "Dashboard", dashboard_name=self.house.names.of()).add_widgets(
            GraphWidget(title="Requests", left=requests, right=errors),
            GraphWidget(title="Latency", left=latency),
            *([GraphWidget(title="Sagas", left=sagas)] if sagas else []),
        )
