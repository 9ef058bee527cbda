"""Many calls of one function at the same time."""

from concurrent.futures import ThreadPoolExecutor

from tests.local.emulator import Emulator

SLOW = """
import os, time
def handler(event, context):
    time.sleep(0.2)
    return os.getpid()
"""


def test_a_crowd_of_calls_shares_a_few_processes(emulator: Emulator) -> None:
    emulator.function("crowded", SLOW)
    with ThreadPoolExecutor(16) as crowd:
        answers = list(crowd.map(lambda _: emulator.invoke("crowded"), range(16)))
    assert [failure for _, failure in answers] == [None] * 16
    assert len({process for process, _ in answers}) <= 4
