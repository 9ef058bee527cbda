"""`python -m infra.routes`: every route, who may call it, what it may touch, and where it is written."""

import sys
from collections.abc import Iterable

from infra.doorways import Doorway, discover
from tutti.kit.door import EndpointDoor


def main() -> None:
    """Prints the routes as a table, ordered by path."""
    rows = [("METHOD", "PATH", "CALLER", "GRANTS", "FILE"), *rows_of(discover())]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    for *cells, last in rows:
        padded = [cell.ljust(width) for cell, width in zip(cells, widths, strict=True)]
        sys.stdout.write("  ".join([*padded, last]) + "\n")


def rows_of(doorways: Iterable[Doorway]) -> list[tuple[str, str, str, str, str]]:
    """Method, path, callers, grants and file of every endpoint, ordered by path and method."""
    endpoints = [(way, way.door) for way in doorways if isinstance(way.door, EndpointDoor)]
    rows = [
        (door.method.upper(), door.path, callers(door), " ".join(door.grants), way.path)
        for way, door in endpoints
    ]
    return sorted(rows, key=lambda row: (row[1], row[0]))


def callers(door: EndpointDoor) -> str:
    """The roles that may call it; `signed in` needs no studio, `public` nobody's name."""
    if door.roles is None:
        return "public"
    return " ".join(door.roles) or "signed in"


if __name__ == "__main__":
    main()
