"""A web ACL before CloudFront, for stages that pay for it."""

from aws_cdk.aws_wafv2 import CfnWebACL
from constructs import Construct

from infra.house import House

REQUESTS_PER_ADDRESS = 1000
"""In five minutes, from one address."""
ACL_REGION = "us-east-1"


def firewall(scope: Construct, house: House) -> CfnWebACL | None:
    """Limits requests per address and applies AWS's common rules; None where the stage has no firewall."""
    if not house.settings.has_firewall:
        return None
    if house.settings.region != ACL_REGION:
        raise ValueError(f"CloudFront takes a web ACL from {ACL_REGION} only; this stage stands elsewhere.")
    allow = CfnWebACL.DefaultActionProperty(allow={})
    rules = [_rate_limit(0), _common_rules(1)]
    watch = _watched("firewall")
    return CfnWebACL(
        scope, "Firewall", scope="CLOUDFRONT", default_action=allow, visibility_config=watch, rules=rules
    )


def _rate_limit(priority: int) -> CfnWebACL.RuleProperty:
    limit = CfnWebACL.RateBasedStatementProperty(aggregate_key_type="IP", limit=REQUESTS_PER_ADDRESS)
    return CfnWebACL.RuleProperty(
        name="rate",
        priority=priority,
        statement=CfnWebACL.StatementProperty(rate_based_statement=limit),
        action=CfnWebACL.RuleActionProperty(block={}),
        visibility_config=_watched("rate"),
    )


def _common_rules(priority: int) -> CfnWebACL.RuleProperty:
    group = CfnWebACL.ManagedRuleGroupStatementProperty(
        vendor_name="AWS", name="AWSManagedRulesCommonRuleSet"
    )
    return CfnWebACL.RuleProperty(
        name="common",
        priority=priority,
        statement=CfnWebACL.StatementProperty(managed_rule_group_statement=group),
        override_action=CfnWebACL.OverrideActionProperty(none={}),
        visibility_config=_watched("common"),
    )


def _watched(name: str) -> CfnWebACL.VisibilityConfigProperty:
    return CfnWebACL.VisibilityConfigProperty(
        cloud_watch_metrics_enabled=True, metric_name=name, sampled_requests_enabled=False
    )
