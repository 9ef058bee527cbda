"""What a developer wants to read about the local cloud."""

from local import aws, processes
from local.cloud import PROXY, Cloud
from local.payments import CARRIER, STAND_IN


def table(cloud: Cloud) -> None:
    """Where everything is, and a sign-in for every role."""
    outputs = cloud.outputs
    for name, key in (("Page", "page"), ("API", "api"), ("Mail box", "mail"), ("Stripe", "stripe")):
        print(f"  {name:<10}{outputs[key]}")
    people = [
        [person[key] for key in ("studio", "role", "email", "password")] for person in outputs["people"]
    ]
    print()
    for row in lined_up([["Studio", "Role", "E-mail", "Password"], *people]):
        print(f"  {row}")


def lined_up(rows: list[list[str]]) -> list[str]:
    """The rows with their columns under each other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]


def status(cloud: Cloud) -> None:
    """Which processes run, and where they write."""
    state = cloud.place.state
    for name in (aws.NAME, PROXY, STAND_IN, CARRIER):
        pid = processes.running(state, name)
        print(f"  {name:<14}{f'runs as {pid}' if pid else 'down':<16}{processes.log_of(state, name)}")
    if cloud.is_running:
        print()
        table(cloud)
