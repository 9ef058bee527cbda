"""`python -m tests.support.audit`: what does not hold in a table; 1 when there is something.

`--endpoint` is the AWS of a local cloud, such as http://127.0.0.1:4601. The keys come from the environment.
"""

import argparse
import sys
from collections.abc import Iterator

import boto3

from tests.support.audit import audit
from tests.support.audit.reading import Item


def main() -> None:
    """Read the whole table and say what was found."""
    asked = _asked()
    found = audit(_items(asked.table, asked.endpoint, asked.region))
    sys.stdout.write("".join(f"{one}\n" for one in found))
    sys.stdout.write(f"{len(found)} violations\n")
    sys.exit(bool(found))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.support.audit", description="Check timetables.")
    parser.add_argument("--table", default="tutti-local")
    parser.add_argument("--endpoint")
    parser.add_argument("--region", default="us-east-1")
    return parser.parse_args()


def _items(table: str, endpoint: str | None, region: str) -> Iterator[Item]:
    client = boto3.client("dynamodb", endpoint_url=endpoint, region_name=region)
    pages = client.get_paginator("scan").paginate(TableName=table, ConsistentRead=True)
    return (item for page in pages for item in page["Items"])


if __name__ == "__main__":
    main()
