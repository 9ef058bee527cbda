"""Two schools to try everything with, in different zones and currencies."""

import os
from collections.abc import Mapping
from typing import Any

from local.place import KEYS, REGION

PASSWORD = "Tutti-for-all-1"
ROLES = "tenant-writer", "registrar"


def seed(outputs: Mapping[str, Any]) -> list[dict[str, str]]:
    """Open `forte` and `allegro` through the school's own services; returns a sign-in for every role."""
    os.environ.update(environment(outputs))
    from local.seeds.school import open_school
    from local.seeds.schools import ALLEGRO, FORTE

    return [person for plan in (FORTE, ALLEGRO) for person in open_school(plan, PASSWORD)]


def environment(outputs: Mapping[str, Any]) -> dict[str, str]:
    """What a function with every grant that seeding needs would find in its environment."""
    pool = next(stack for stack in outputs["stacks"].values() if "UserPoolId" in stack)
    tenant, directory = (f"arn:aws:iam::000000000000:role/tutti-local-{role}" for role in ROLES)
    return KEYS | {
        "AWS_ENDPOINT_URL": outputs["aws"],
        "AWS_DEFAULT_REGION": REGION,
        "AWS_REGION": REGION,
        "STAGE": "local",
        "TABLE_NAME": "tutti-local",
        "TENANT_ROLE_ARN": tenant,
        "DIRECTORY_ROLE_ARN": directory,
        "USER_POOL_ID": pool["UserPoolId"],
        "USER_POOL_CLIENT_ID": pool["UserPoolClientId"],
        "PAGE_URL": outputs["page"],
        "API_URL": outputs["api"],
    }
