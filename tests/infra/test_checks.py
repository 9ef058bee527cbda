"""What other people's rules say of the templates."""

import subprocess
import sys
from pathlib import Path

from aws_cdk import App, Stack
from aws_cdk.aws_sqs import Queue

from tests.infra.assembly import Assembly, judge

WRITTEN_BY_CDK = "W3005"
"""A dependency that a reference implies already: CDK writes both."""


def test_passes_the_security_rules(assembly: Assembly) -> None:
    assert assembly.findings == []


def test_would_hear_of_it_if_a_security_rule_were_broken(tmp_path: Path) -> None:
    app = App(outdir=str(tmp_path))
    Queue(Stack(app, "careless"), "Queue")
    judge(app)
    assert "AwsSolutions-SQS4 at careless/Queue/Resource" in Assembly("careless", tmp_path).findings


def test_passes_the_template_linter(assembly: Assembly) -> None:
    paths = map(str, sorted(assembly.folder.glob("*.template.json")))
    linter = str(Path(sys.executable).with_name("cfn-lint"))
    command = [linter, "--ignore-checks", WRITTEN_BY_CDK, "--", *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
