"""Two schools to try everything with, in different zones and currencies."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import boto3

from local.place import KEYS, REGION, ROOT

ROLES = "tenant-writer", "registrar", "scheduler"
ACCOUNT = "000000000000"
RIGHTS = ("sts:AssumeRole", "cognito-idp:*", "scheduler:*", "iam:PassRole")


def seed(outputs: Mapping[str, Any]) -> list[dict[str, str]]:
    """Open `forte` and `allegro` through the school's own services; returns a sign-in for every role.

    In a process of its own, whose environment is that of a function with every grant it needs.
    """
    command = [sys.executable, "-m", "local.seeds"]
    env = environment(outputs)
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"Seeding failed; `make reset` and start again.\n{done.stderr}")
    people: list[dict[str, str]] = json.loads(done.stdout.splitlines()[-1])
    return people


def keys_of_seeder(outputs: Mapping[str, Any]) -> dict[str, str]:
    """The keys of a user who may take the table's roles: the account's root may not, here as in AWS."""
    own = {name.lower(): value for name, value in KEYS.items()}
    iam = boto3.client("iam", endpoint_url=outputs["aws"], region_name=REGION, **own)
    user = {"UserName": "tutti-seeder"}
    iam.create_user(**user)
    may = {"Effect": "Allow", "Action": RIGHTS, "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [may]})
    iam.put_user_policy(**user, PolicyName="seed", PolicyDocument=policy)
    key = iam.create_access_key(**user)["AccessKey"]
    return {"AWS_ACCESS_KEY_ID": key["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"]}


def environment(outputs: Mapping[str, Any]) -> dict[str, str]:
    """What infra would set for a function with every grant that seeding needs."""
    pool = next(stack for stack in outputs["stacks"].values() if "UserPoolId" in stack)
    tenant, directory, scheduler = (f"arn:aws:iam::{ACCOUNT}:role/tutti-local-{role}" for role in ROLES)
    due = "tutti-local-events-facts-tell-due"
    return keys_of_seeder(outputs) | {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "layers/core/python")]),
        "AWS_ENDPOINT_URL": outputs["aws"],
        "AWS_DEFAULT_REGION": REGION,
        "AWS_REGION": REGION,
        "NO_PROXY": "127.0.0.1",
        "POWERTOOLS_SERVICE_NAME": "seed",
        "STAGE": "local",
        "TABLE_NAME": "tutti-local",
        "TENANT_ROLE_ARN": tenant,
        "DIRECTORY_ROLE_ARN": directory,
        "USER_POOL_ID": pool["UserPoolId"],
        "USER_POOL_CLIENT_ID": pool["UserPoolClientId"],
        "SCHEDULE_GROUP": "tutti-local",
        "SCHEDULE_ROLE_ARN": scheduler,
        "DUE_FUNCTION_ARN": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{due}",
        "PAGE_URL": outputs["page"],
        "API_URL": outputs["api"],
    }
