"""Two schools to try everything with, in different zones and currencies."""

import json
import os
import sys
from collections.abc import Mapping
from typing import Any

import boto3

from local.place import KEYS, REGION, ROOT

PASSWORD = "Tutti-for-all-1"
ROLES = "tenant-writer", "registrar"


def seed(outputs: Mapping[str, Any]) -> list[dict[str, str]]:
    """Open `forte` and `allegro` through the school's own services; returns a sign-in for every role."""
    os.environ.update(environment(outputs) | keys_of_seeder(outputs))
    sys.path.insert(0, str(ROOT / "layers/core/python"))
    from local.seeds.school import open_school
    from local.seeds.schools import ALLEGRO, FORTE

    return [person for plan in (FORTE, ALLEGRO) for person in open_school(plan, PASSWORD)]


def keys_of_seeder(outputs: Mapping[str, Any]) -> dict[str, str]:
    """The keys of a user who may take the table's roles: the account's root may not, here as in AWS."""
    iam = boto3.client("iam", endpoint_url=outputs["aws"], region_name=REGION, **_own_keys())
    user = {"UserName": "tutti-seeder"}
    iam.create_user(**user)
    may = {"Effect": "Allow", "Action": ["sts:AssumeRole", "cognito-idp:*"], "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [may]})
    iam.put_user_policy(**user, PolicyName="seed", PolicyDocument=policy)
    key = iam.create_access_key(**user)["AccessKey"]
    return {"AWS_ACCESS_KEY_ID": key["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"]}


def _own_keys() -> dict[str, str]:
    return {name.lower(): value for name, value in KEYS.items()}


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
