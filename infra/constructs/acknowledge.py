"""One way to say why a security rule does not hold somewhere."""

from aws_cdk import Acknowledgment, Validations
from constructs import IConstruct


def acknowledge(scope: IConstruct, rule: str, reason: str) -> None:
    """Accepts one finding of AwsSolutions (`SQS3`, `IAM5[Resource::*]`) below the scope, for this reason."""
    Validations.of(scope).acknowledge(Acknowledgment(id=f"AwsSolutions-{rule}", reason=reason))
