"""Follow what the functions log."""

import time
from collections.abc import Iterator
from typing import Any

from local.cloud import Cloud

BEFORE = 300
PAUSE = 1.0
Mark = tuple[str, str, int, str]
PLATFORM = ("START RequestId:", "END RequestId:", "REPORT RequestId:")


def logs(cloud: Cloud) -> None:
    """Print the lines of every function, from five minutes ago on, until interrupted."""
    if not cloud.is_running:
        raise RuntimeError("The local cloud is down: make up")
    client = cloud.client("logs")
    since = int((time.time() - BEFORE) * 1000)
    seen: set[Mark] = set()
    while True:
        for group, line in sorted(new_lines(client, since, seen), key=lambda each: each[1]["timestamp"]):
            print(f"{group.removeprefix('/aws/lambda/')}  {line['message'].rstrip()}", flush=True)
        time.sleep(PAUSE)


def new_lines(client: Any, since: int, seen: set[Mark]) -> Iterator[tuple[str, Any]]:
    """The functions' own lines that were not seen yet, each with its log group."""
    for page in client.get_paginator("describe_log_groups").paginate(logGroupNamePrefix="/aws/lambda/"):
        for group in page["logGroups"]:
            name = group["logGroupName"]
            for found in client.get_paginator("filter_log_events").paginate(
                logGroupName=name, startTime=since
            ):
                for line in found["events"]:
                    mark = (name, line["logStreamName"], line["timestamp"], line["message"])
                    if mark not in seen and not line["message"].startswith(PLATFORM):
                        seen.add(mark)
                        yield name, line
