"""A studio's account with a video provider: put there by the operator, seen by the office as being there."""

import json

from tests.support.deployed import Deployed

SLUG = "forte"


def test_the_office_sees_that_there_is_an_account_and_nothing_of_it(deployed: Deployed) -> None:
    office = deployed.sign_in(SLUG, "admin")
    before = deployed.get("/v1/studio/video", office)
    assert before["is_configured"] == {"jitsi": True, "zoom": False, "teams": False, "meet": False}
    account = {"account_id": "a", "client_id": "b", "client_secret": "hush", "host": "c"}
    name = f"/tutti/local/video/{deployed.get('/v1/studio', office)['id']}/zoom"
    ssm = deployed.cloud.client("ssm")
    ssm.put_parameter(Name=name, Value=json.dumps(account), Type="SecureString")
    try:
        after = deployed.get("/v1/studio/video", office)
    finally:
        ssm.delete_parameter(Name=name)
    assert after["is_configured"]["zoom"] is True
    assert "hush" not in json.dumps(after)
