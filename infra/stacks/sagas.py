"""Long work: one state machine for each folder under functions/sagas."""

from constructs import Construct

from infra.constructs.saga import Saga
from infra.constructs.wiring import Wiring
from infra.stacks.base import HouseStack


class SagasStack(HouseStack):
    """Every saga with its tasks."""

    def __init__(self, scope: Construct, wiring: Wiring) -> None:
        super().__init__(scope, wiring.house, "sagas")
        for name, doorways in wiring.house.group("sagas").items():
            Saga(self, wiring, name, doorways)
