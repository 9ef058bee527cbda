"""What a school has told the house of, in order."""

from tests.support.bills import told
from tests.support.school import School
from tutti.kit.facts import Envelope


def facts_told(school: School, *names: str) -> list[Envelope]:
    """The facts of these names that were told this month, in the order of their times."""
    return sorted(told(school, *names), key=lambda fact: fact.at)
