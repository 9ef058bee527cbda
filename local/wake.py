"""Wake the functions that a first visitor needs, so that nobody waits for the first start of each."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx

FIRST = (
    ("GET", "/v1/public/studios/forte"),
    ("GET", "/v1/public/studios/forte/courses"),
    ("GET", "/v1/public/studios/forte/openings"),
    ("POST", "/v1/public/studios/forte/enrollments"),
    ("GET", "/v1/public/studios/forte/enrollments/enr_00000000000000000000000000?token=nobody-has-this"),
    ("POST", "/v1/webhooks/stripe"),
    ("POST", "/v1/auth/sign-in"),
    ("POST", "/v1/auth/refresh"),
)
BEHIND = "-sagas-", "-events-"
NOTHING = json.dumps({"Records": []})


def wake(api: str, functions: Any) -> None:
    """Knock at the doors that the page opens, and at the functions behind them, with a Lambda client.

    What they answer does not matter: a step that is told nothing refuses, and is awake.
    """
    pages = functions.get_paginator("list_functions").paginate()
    names = [one["FunctionName"] for page in pages for one in page["Functions"]]
    behind = [name for name in names if any(part in name for part in BEHIND)]
    with httpx.Client(base_url=api, timeout=60, trust_env=False) as web, ThreadPoolExecutor(2) as knocks:
        knocking = [knocks.submit(web.request, method, path) for method, path in FIRST]
        knocking += [knocks.submit(functions.invoke, FunctionName=name, Payload=NOTHING) for name in behind]
        for answer in knocking:
            answer.result()
