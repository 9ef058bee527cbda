"""A cold start with its first answer: what a start puts off, the first request pays.

Both functions read one item; AWS's answers are given within the process. Tutti's function also assumes its
studio's role on the way, which the lean one has no need of.
"""

import json
from dataclasses import replace
from typing import Any

from benchmarks.cold import Race, Start, lean, shipped
from benchmarks.figures import Figure
from tests.support.door import endpoint_named, event_for
from tutti.kit.caller import Caller, Role
from tutti.kit.ids import new_id
from tutti.studios.model import Studio

MODULE = "functions.api.studios.get_studio"
LAPS = 9
ROLE = """<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
<AccessKeyId>key</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>
<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>"""
ASK = """
import sys
from types import SimpleNamespace
from botocore.awsrequest import AWSResponse
from botocore.httpsession import URLLib3Session

event, item, role = {event!r}, {item!r}, {role!r}
answer = lambda request: role if "sts" in request.url else item
raw = lambda text: SimpleNamespace(stream=lambda: iter([text.encode()]))
URLLib3Session.send = lambda _, request: AWSResponse(request.url, 200, {{}}, raw(answer(request)))
context = SimpleNamespace(aws_request_id="1")
said, sys.stdout = sys.stdout, open("/dev/null", "w")
reply = sys.modules[sys.argv[1]].handler(event, context)
assert reply["statusCode"] == 200, reply
"""
"""Goes on where the start ended, in the same process."""


def measure() -> list[Figure]:
    """The time until the first answer, over the lean function's."""
    handler = endpoint_named("get_studio")
    caller = Caller("sub", "name", new_id("stu"), new_id("per"), Role.OWNER)
    event = event_for(handler, caller=caller, path={}, query=None, body=None, headers={})
    asked = Start(MODULE, shipped(), then=_asking(event, _studio()))
    race = Race(replace(lean(), then=_asking(event, "{}")))
    race.run([asked], LAPS)
    figure = round(race.ratio(asked).ready, 3)
    return [Figure("cold start with first answer: get_studio / lean", figure, "<= 1.00", "one item read")]


def _studio() -> str:
    studio = Studio(
        id=new_id("stu"),
        slug="forte",
        name="Forte",
        email="office@forte.test",
        time_zone="Europe/Vienna",
        currency="EUR",
    )
    return studio.model_dump_json()


def _asking(event: dict[str, Any], body: str) -> str:
    item = {"PK": {"S": "1"}, "SK": {"S": "1"}, "kind": {"S": "Thing"}, "body": {"S": body}}
    return ASK.format(event=event, item=json.dumps({"Item": item}), role=ROLE)
