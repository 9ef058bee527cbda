"""The CDK app: a stage becomes its stacks."""

import sys

from aws_cdk import App

from infra.house import House
from infra.packaging.runtime import LayerMissing
from infra.tutti import build

app = App()
try:
    build(app, House.of(app.node))
except LayerMissing as missing:
    sys.exit(str(missing))
app.synth()
