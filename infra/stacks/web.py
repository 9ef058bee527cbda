"""The page: its bucket, CloudFront before it and before the API, and the headers that guard both."""

from aws_cdk import CfnOutput, Duration
from aws_cdk.aws_apigatewayv2 import HttpApi
from aws_cdk.aws_cloudfront import (
    HeadersFrameOption,
    HeadersReferrerPolicy,
    ResponseCustomHeader,
    ResponseCustomHeadersBehavior,
    ResponseHeadersContentSecurityPolicy,
    ResponseHeadersContentTypeOptions,
    ResponseHeadersFrameOptions,
    ResponseHeadersPolicy,
    ResponseHeadersReferrerPolicy,
    ResponseHeadersStrictTransportSecurity,
    ResponseSecurityHeadersBehavior,
)
from aws_cdk.aws_s3 import BlockPublicAccess, Bucket, BucketEncryption, LifecycleRule, ObjectOwnership
from constructs import Construct

from infra.constructs.firewall import firewall
from infra.constructs.page_site import PageSite
from infra.house import House
from infra.names import Arns
from infra.stacks.base import HouseStack

CONTENT_POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob: {media}",
    "font-src": "'self'",
    "connect-src": "'self' {media}",
    "media-src": "'self' blob: {media}",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
"""{media} is where the media bucket stands: the page posts uploads there, plays and shows what lies there."""
FURTHER_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(self), payment=()",
}
ACCESS_LOG_DAYS = 30
"""Access logs name addresses of people, so they do not stay."""


class WebStack(HouseStack):
    """Same origin for page and API, as the local proxy does it on a laptop."""

    def __init__(self, scope: Construct, house: House, api: HttpApi) -> None:
        super().__init__(scope, house, "web")
        logs = self._logs()
        page = self._page(logs)
        acl = firewall(self, house)
        site = PageSite(
            self,
            "Site",
            house,
            api=api,
            page=page,
            logs=logs,
            headers=self._headers(),
            firewall_arn=acl.attr_arn if acl else None,
        )
        self.page_url = house.settings.page_url or f"https://{site.distribution.distribution_domain_name}"
        CfnOutput(self, "Page", value=self.page_url)
        CfnOutput(self, "PageBucket", value=page.bucket_name)
        CfnOutput(self, "DistributionId", value=site.distribution.distribution_id)

    def _page(self, logs: Bucket) -> Bucket:
        return Bucket(
            self,
            "Files",
            block_public_access=BlockPublicAccess.BLOCK_ALL,
            encryption=BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            versioned=True,
            lifecycle_rules=[LifecycleRule(noncurrent_version_expiration=Duration.days(30))],
            server_access_logs_bucket=logs,
            server_access_logs_prefix="page/",
            removal_policy=self.house.settings.removal_policy,
        )

    def _logs(self) -> Bucket:
        return Bucket(
            self,
            "AccessLogs",
            block_public_access=BlockPublicAccess.BLOCK_ALL,
            encryption=BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            object_ownership=ObjectOwnership.BUCKET_OWNER_PREFERRED,
            lifecycle_rules=[LifecycleRule(expiration=Duration.days(ACCESS_LOG_DAYS))],
            removal_policy=self.house.settings.removal_policy,
        )

    def _headers(self) -> ResponseHeadersPolicy:
        further = [
            ResponseCustomHeader(header=name, value=value, override=True)
            for name, value in FURTHER_HEADERS.items()
        ]
        return ResponseHeadersPolicy(
            self,
            "Headers",
            response_headers_policy_name=self.house.names.of(),
            security_headers_behavior=_security_headers(
                f"https://{Arns(self, self.house.names).media_host()}"
            ),
            custom_headers_behavior=ResponseCustomHeadersBehavior(custom_headers=further),
        )


def _security_headers(media: str) -> ResponseSecurityHeadersBehavior:
    policy = "; ".join(f"{name} {value.format(media=media)}" for name, value in CONTENT_POLICY.items())
    return ResponseSecurityHeadersBehavior(
        content_security_policy=ResponseHeadersContentSecurityPolicy(
            content_security_policy=policy, override=True
        ),
        content_type_options=ResponseHeadersContentTypeOptions(override=True),
        frame_options=ResponseHeadersFrameOptions(frame_option=HeadersFrameOption.DENY, override=True),
        referrer_policy=ResponseHeadersReferrerPolicy(
            referrer_policy=HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN, override=True
        ),
        strict_transport_security=ResponseHeadersStrictTransportSecurity(
            access_control_max_age=Duration.days(365), include_subdomains=True, override=True
        ),
    )
