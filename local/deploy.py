"""Deploy the very same app as to AWS, with `-c stage=local`, when anything it is made of has changed."""

import hashlib
import json
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from local import aws
from local.place import REGION, ROOT, Place

SOURCES = ("app.py", "cdk.json", "infra", "functions", "layers", "statemachines", "requirements.txt")
CDK = ROOT / ".venv/cdk/node_modules/.bin/cdk"
ACCOUNT = "000000000000"
Say = Callable[[str], None]


def deploy(place: Place, context: Mapping[str, str], say: Say) -> dict[str, Any]:
    """The stacks' outputs by stack, after a deploy or, when nothing changed, from the last one."""
    wanted = fingerprint(context)
    last = aws.read_note(place, "deployed") or {}
    if last.get("fingerprint") != wanted:
        say("Deploying the stacks (cdk deploy --all -c stage=local)")
        make_asset_bucket(place)
        last = {"fingerprint": wanted, "stacks": run(place, context, say)}
        aws.write_note(place, "deployed", last)
    stacks: dict[str, Any] = last["stacks"]
    return stacks


def run(place: Place, context: Mapping[str, str], say: Say) -> dict[str, Any]:
    """`cdk deploy` against MiniStack, its words in logs/deploy.log, a line here for every stack.

    Directly, without change sets: MiniStack's do not see a change that concerns outputs only.
    """
    outputs = place.state / "stacks.json"
    flags = ["--all", "--require-approval", "never", "--outputs-file", str(outputs), "--method", "direct"]
    flags += [
        "--output",
        str(place.state / "cdk.out"),
        "--concurrency",
        "4",
        "--ci",
        "--no-notices",
        "--progress",
        "events",
    ]
    for name, value in ({"stage": "local"} | dict(context)).items():
        flags += ["--context", f"{name}={value}"]
    log = place.folder("logs") / "deploy.log"
    command = [str(CDK), "deploy", *flags]
    with log.open("w") as words, popen(command, place.env() | cdk_env(place)) as process:
        for line in process.stdout or ():
            words.write(line)
            if "✅" in line:
                say(f"  {line.strip(' ✅').strip()}")
    if process.returncode:
        raise RuntimeError("\n".join(["cdk deploy failed:", *log.read_text().splitlines()[-40:]]))
    found: dict[str, Any] = json.loads(outputs.read_text()) if outputs.exists() else {}
    return found


def popen(command: list[str], env: Mapping[str, str]) -> subprocess.Popen[str]:
    """The command in the repository's root, its output to be read line by line."""
    return subprocess.Popen(
        command, cwd=ROOT, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def cdk_env(place: Place) -> dict[str, str]:
    """What turns the CDK's command line to MiniStack."""
    path = os.pathsep.join([str(ROOT / ".venv/bin"), os.environ.get("PATH", "")])
    return {
        "AWS_ENDPOINT_URL": place.aws,
        "CDK_DEFAULT_ACCOUNT": ACCOUNT,
        "CDK_DEFAULT_REGION": REGION,
        "CDK_DISABLE_CLI_TELEMETRY": "true",
        "PATH": path,
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "layers/core/python")]),
    }


def make_asset_bucket(place: Place) -> None:
    """The one part of the CDK's bootstrap that a deploy with one's own credentials needs."""
    aws.client(place, "s3").create_bucket(Bucket=f"cdk-hnb659fds-assets-{ACCOUNT}-{REGION}")


def fingerprint(context: Mapping[str, str]) -> str:
    """A digest of everything that the stacks are made of."""
    digest = hashlib.sha256(json.dumps(dict(context), sort_keys=True).encode())
    for path in sources():
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def sources() -> Iterator[Path]:
    """The files that the stacks are made of, in a steady order."""
    for name in SOURCES:
        path = ROOT / name
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (each for each in found if each.is_file() and "__pycache__" not in each.parts)
