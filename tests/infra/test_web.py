"""The page is guarded in AWS as it is on a laptop."""

from typing import Any

import pytest

from local.page import headers
from tests.infra.assembly import Assembly


def guard(assembly: Assembly) -> dict[str, Any]:
    if assembly.is_local:
        pytest.skip("A proxy serves the page on a laptop.")
    [(_, policy)] = assembly.resources("AWS::CloudFront::ResponseHeadersPolicy")
    config: dict[str, Any] = policy["Properties"]["ResponseHeadersPolicyConfig"]
    return config


def written(joined: dict[str, Any]) -> str:
    """A text of the template, where what AWS fills in bears its name."""
    parts = joined["Fn::Join"][1]
    return "".join(part if isinstance(part, str) else part["Ref"].removeprefix("AWS::") for part in parts)


def test_sends_the_headers_that_the_local_proxy_sends(assembly: Assembly) -> None:
    config = guard(assembly)
    security = config["SecurityHeadersConfig"]
    sent = {each["Header"]: each["Value"] for each in config["CustomHeadersConfig"]["Items"]}
    sent["Content-Security-Policy"] = written(security["ContentSecurityPolicy"]["ContentSecurityPolicy"])
    sent["Referrer-Policy"] = security["ReferrerPolicy"]["ReferrerPolicy"]
    sent["X-Frame-Options"] = security["FrameOptions"]["FrameOption"]
    sent["X-Content-Type-Options"] = "nosniff"
    assert security["ContentTypeOptions"] == {"Override": True}
    assert sent == headers(f"https://tutti-{assembly.stage}-media-AccountId.s3.us-east-1.URLSuffix")


def test_insists_on_https_for_a_year(assembly: Assembly) -> None:
    transport = guard(assembly)["SecurityHeadersConfig"]["StrictTransportSecurity"]
    assert transport["AccessControlMaxAgeSec"] == 365 * 24 * 3600
