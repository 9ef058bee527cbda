"""One way to say why a security rule does not hold somewhere."""

import re

from aws_cdk import Acknowledgment, Validations
from constructs import IConstruct


def acknowledge(scope: IConstruct, rule: str, reason: str) -> None:
    """Accepts one finding of AwsSolutions (`SQS3`, `IAM5[Resource::*]`) below the scope, for this reason."""
    Validations.of(scope).acknowledge(Acknowledgment(id=f"AwsSolutions-{rule}", reason=reason))


def acknowledge_wildcard(scope: IConstruct, resource: str, reason: str) -> None:
    """Accepts a wildcard in an ARN; what only a deployment knows is spelled `<AWS::AccountId>`."""
    spelled = re.sub(r"\$\{Token\[AWS\.(\w+)\.\d+\]\}", r"<AWS::\1>", resource)
    acknowledge(scope, f"IAM5[Resource::{spelled}]", reason)
