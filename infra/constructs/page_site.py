"""One address for page and API: CloudFront before a private bucket, and before the HTTP API under /api."""

from urllib.parse import urlsplit

from aws_cdk import Aws, Duration
from aws_cdk.aws_apigatewayv2 import HttpApi
from aws_cdk.aws_certificatemanager import Certificate, ICertificate
from aws_cdk.aws_cloudfront import (
    AllowedMethods,
    BehaviorOptions,
    CachePolicy,
    Distribution,
    Function,
    FunctionAssociation,
    FunctionCode,
    FunctionEventType,
    FunctionRuntime,
    HttpVersion,
    OriginRequestPolicy,
    PriceClass,
    ResponseHeadersPolicy,
    SecurityPolicyProtocol,
    ViewerProtocolPolicy,
)
from aws_cdk.aws_cloudfront_origins import HttpOrigin, S3BucketOrigin
from aws_cdk.aws_s3 import IBucket
from constructs import Construct

from infra.constructs.acknowledge import acknowledge
from infra.constructs.edge import to_api
from infra.house import House

TO_PAGE = """function handler(event) {
  var uri = event.request.uri;
  if (!uri.split('/').pop().includes('.')) event.request.uri = '/index.html';
  return event.request;
}"""
"""Paths without a file name belong to the page's own router."""


class PageSite(Construct):
    """The distribution with its two behaviours."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        house: House,
        *,
        api: HttpApi,
        page: IBucket,
        logs: IBucket,
        headers: ResponseHeadersPolicy,
        firewall_arn: str | None,
    ) -> None:
        super().__init__(scope, id)
        self.headers = headers
        certificate = house.settings.certificate_arn
        self.distribution = Distribution(
            self,
            "Distribution",
            comment=f"Tutti, {house.settings.stage}",
            default_behavior=self._page(page),
            additional_behaviors={"/api/*": self._api(api, house)},
            default_root_object="index.html",
            http_version=HttpVersion.HTTP2_AND_3,
            price_class=PriceClass.PRICE_CLASS_100,
            minimum_protocol_version=SecurityPolicyProtocol.TLS_V1_2_2021 if certificate else None,
            log_bucket=logs,
            log_file_prefix="cloudfront/",
            web_acl_id=firewall_arn,
            certificate=self._certificate(certificate) if certificate else None,
            domain_names=[urlsplit(house.settings.page_url or "").netloc] if certificate else None,
        )
        self._acknowledge(house)

    def _certificate(self, arn: str) -> ICertificate:
        return Certificate.from_certificate_arn(self, "Certificate", arn)

    def _page(self, bucket: IBucket) -> BehaviorOptions:
        return BehaviorOptions(
            origin=S3BucketOrigin.with_origin_access_control(bucket),
            viewer_protocol_policy=ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
            cache_policy=CachePolicy.CACHING_OPTIMIZED,
            response_headers_policy=self.headers,
            function_associations=[self._rewrite("ToPage", TO_PAGE)],
            compress=True,
        )

    def _api(self, api: HttpApi, house: House) -> BehaviorOptions:
        host = f"{api.api_id}.execute-api.{Aws.REGION}.{Aws.URL_SUFFIX}"
        return BehaviorOptions(
            origin=HttpOrigin(host, read_timeout=Duration.seconds(30)),
            viewer_protocol_policy=ViewerProtocolPolicy.HTTPS_ONLY,
            allowed_methods=AllowedMethods.ALLOW_ALL,
            cache_policy=CachePolicy.CACHING_DISABLED,
            origin_request_policy=OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
            response_headers_policy=self.headers,
            function_associations=[self._rewrite("ToApi", to_api(house.doorways))],
        )

    def _rewrite(self, id: str, code: str) -> FunctionAssociation:
        function = Function(self, id, code=FunctionCode.from_inline(code), runtime=FunctionRuntime.JS_2_0)
        return FunctionAssociation(function=function, event_type=FunctionEventType.VIEWER_REQUEST)

    def _acknowledge(self, house: House) -> None:
        site = self.distribution
        acknowledge(site, "CFR1", "Families travel: nobody is turned away by country.")
        if not house.settings.has_firewall:
            acknowledge(
                site, "CFR2", "A web ACL costs more than a small school's whole bill; a stage may have it."
            )
        if not house.settings.certificate_arn:
            acknowledge(
                site, "CFR4", "CloudFront's own certificate fixes the protocol; a stage may bring its own."
            )
