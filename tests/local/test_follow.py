"""The functions' own log lines, each once."""

from local.follow import Mark, new_lines
from tests.local.emulator import Emulator, eventually

TALKING = """
def handler(event, context): print("said", event["word"])
"""


def test_shows_each_line_of_a_function_once_and_none_of_the_platforms(emulator: Emulator) -> None:
    emulator.function("talking", TALKING)
    client, seen = emulator.client("logs"), set[Mark]()

    def heard() -> list[str]:
        lines = new_lines(client, 0, seen)
        return [line["message"].strip() for group, line in lines if group.endswith("talking")]

    for word in ("one", "two"):
        emulator.invoke("talking", {"word": word})
        assert eventually(heard) == [f"said {word}"]
    assert heard() == []
