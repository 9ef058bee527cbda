"""Follow what the functions log."""

import time

from local.cloud import Cloud

BEFORE = 300
PAUSE = 1.0


def logs(cloud: Cloud) -> None:
    """Print the lines of every function, from five minutes ago on, until interrupted."""
    if not cloud.is_running:
        raise RuntimeError("The local cloud is down: make up")
    since: dict[str, int] = {}
    start = int((time.time() - BEFORE) * 1000)
    client = cloud.client("logs")
    while True:
        for group in client.describe_log_groups()["logGroups"]:
            name = group["logGroupName"]
            lines = client.filter_log_events(logGroupName=name, startTime=since.get(name, start))["events"]
            for line in lines:
                print(f"{name.removeprefix('/aws/lambda/')}  {line['message'].rstrip()}", flush=True)
                since[name] = line["timestamp"] + 1
        time.sleep(PAUSE)
