"""What a school has told the house of."""

from tests.support.school import School
from tutti.kit.clock import utc_now
from tutti.kit.facts import Envelope


def facts_told(school: School, *names: str) -> list[Envelope]:
    """The facts of these names that were told this month, in order."""
    tenant = school.tenant
    lines = tenant.table.all(tenant.partition("AUDIT", utc_now().strftime("%Y-%m")))
    facts = [Envelope.model_validate_json(line.body) for line in lines]
    return sorted((one for one in facts if one.name in names), key=lambda one: one.at)
