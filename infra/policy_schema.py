"""`python -m infra.policy_schema`: writes docs/cancellation-policy.schema.json from the models."""

import json

from infra import ROOT
from tutti.scheduling.cancellation.policy import schema

PLACE = ROOT / "docs/cancellation-policy.schema.json"


def as_text() -> str:
    """The schema as it stands in the repository."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PLACE.write_text(as_text())
