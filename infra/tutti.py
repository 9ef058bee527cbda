"""One stage of Tutti as stacks; ARNs that follow from names keep them from leaning in a circle."""

from aws_cdk import App

from infra.constructs.wiring import Wiring
from infra.house import House
from infra.stacks.api import ApiStack, ContextStack
from infra.stacks.data import DataStack
from infra.stacks.events import ConsumersStack, EventsStack
from infra.stacks.identity import IdentityStack
from infra.stacks.media import MediaStack
from infra.stacks.operations import OperationsStack
from infra.stacks.sagas import SagasStack
from infra.stacks.web import WebStack
from tutti.kit.door import OnFact


def build(app: App, house: House) -> None:
    """Puts every stack of the house into the app."""
    data = DataStack(app, house)
    identity = IdentityStack(app, house)
    api = ApiStack(app, house, identity.pool, identity.client)
    wiring = Wiring(house, _page_url(app, house, api), identity.pool, identity.client)
    OperationsStack(app, house, api.api)
    media = MediaStack(app, wiring)
    events = EventsStack(app, wiring, data.stream)
    if house.group("sagas"):
        SagasStack(app, wiring)
    for context, doorways in house.group("api").items():
        ContextStack(app, wiring, api.front, context, doorways)
    for context, doorways in house.group("events").items():
        if any(isinstance(doorway.source, OnFact) for doorway in doorways):
            ConsumersStack(app, wiring, context, doorways).add_stack_dependency(events)
    identity.add_stack_dependency(data, "its trigger assumes a role on the table")
    events.add_stack_dependency(identity)
    events.add_stack_dependency(media, "it takes uploads from a queue that it knows by name")


def _page_url(app: App, house: House, api: ApiStack) -> str | None:
    """Where the page stands; on a laptop a proxy does what CloudFront does."""
    return house.settings.page_url if house.settings.is_local else WebStack(app, house, api.api).page_url
