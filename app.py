"""The CDK app: a stage becomes its stacks."""

from aws_cdk import App

from infra.house import House
from infra.tutti import build

app = App()
build(app, House.of(app.node))
app.synth()
