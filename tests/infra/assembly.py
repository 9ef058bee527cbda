"""What a stage comes to: its templates and what the security rules say of them."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from aws_cdk import App, Validations
from cdk_nag import AwsSolutionsChecks

from infra import ROOT
from infra.doorways import discover
from infra.house import House
from infra.packaging import Assets, Package
from infra.packaging.code import core_package, function_package
from infra.settings import STAGES
from infra.tutti import build

Resource = dict[str, Any]


@dataclass(frozen=True)
class Assembly:
    """A synthesised stage."""

    stage: str
    folder: Path

    @cached_property
    def templates(self) -> dict[str, dict[str, Any]]:
        """Every stack's template by the stack's name."""
        paths = sorted(self.folder.glob("*.template.json"))
        return {path.name.removesuffix(".template.json"): json.loads(path.read_text()) for path in paths}

    @cached_property
    def findings(self) -> list[str]:
        """What the security rules found and nobody accepted."""
        report = json.loads((self.folder / "validation-report.json").read_text())
        return [
            f"{violation['ruleName']} at {construct['constructPath']}"
            for plugin in report["pluginReports"]
            for violation in plugin["violations"]
            for construct in violation["violatingConstructs"]
        ]

    @property
    def is_local(self) -> bool:
        """Whether it goes to the emulator."""
        return self.stage == "local"

    def resources(self, kind: str = "") -> Iterator[tuple[str, Resource]]:
        """Every resource whose type begins so, with `<stack>/<logical id>`."""
        for stack, template in self.templates.items():
            for name, resource in template["Resources"].items():
                if resource["Type"].startswith(kind):
                    yield f"{stack}/{name}", resource


def synthesise(stage: str, folder: Path) -> Assembly:
    """The stage as the app builds it, with a stand-in for built layers, so that no network is needed."""
    stand_in = folder / "stand-in"
    (stand_in / "python").mkdir(parents=True)
    (stand_in / "python" / "stand_in.py").touch()
    settings = STAGES[stage]
    built = None if settings.is_local else Package(stand_in, "stand-in")
    assets = Assets(
        functions=function_package(ROOT, compiled=False),
        core=core_package(ROOT, compiled=False),
        runtime=built,
        ffmpeg=built,
    )
    context = json.loads((ROOT / "cdk.json").read_text())["context"]
    app = App(outdir=str(folder / "out"), context=context, analytics_reporting=False)
    build(app, House(settings, assets, discover(), ROOT / "statemachines"))
    judge(app)
    return Assembly(stage, folder / "out")


def judge(app: App) -> None:
    """Synthesises under the security rules; what they find is in the report, not an error."""
    Validations.of(app).add_plugins(AwsSolutionsChecks(app))
    with suppress(RuntimeError):
        app.synth()
