"""The page is guarded in AWS as it is on a laptop."""

from typing import Any

import pytest

from local.page import HEADERS
from tests.infra.assembly import Assembly


def guard(assembly: Assembly) -> dict[str, Any]:
    if assembly.is_local:
        pytest.skip("A proxy serves the page on a laptop.")
    [(_, policy)] = assembly.resources("AWS::CloudFront::ResponseHeadersPolicy")
    config: dict[str, Any] = policy["Properties"]["ResponseHeadersPolicyConfig"]
    return config


def test_sends_the_headers_that_the_local_proxy_sends(assembly: Assembly) -> None:
    config = guard(assembly)
    security = config["SecurityHeadersConfig"]
    sent = {each["Header"]: each["Value"] for each in config["CustomHeadersConfig"]["Items"]}
    sent["Content-Security-Policy"] = security["ContentSecurityPolicy"]["ContentSecurityPolicy"]
    sent["Referrer-Policy"] = security["ReferrerPolicy"]["ReferrerPolicy"]
    sent["X-Frame-Options"] = security["FrameOptions"]["FrameOption"]
    sent["X-Content-Type-Options"] = "nosniff"
    assert security["ContentTypeOptions"] == {"Override": True}
    assert sent == HEADERS


def test_insists_on_https_for_a_year(assembly: Assembly) -> None:
    transport = guard(assembly)["SecurityHeadersConfig"]["StrictTransportSecurity"]
    assert transport["AccessControlMaxAgeSec"] == 365 * 24 * 3600
