"""Every state machine can be walked, waits for nothing without end, and says why it failed."""

import re

import pytest

from infra.doorways import discover
from infra.names import Names
from tests.infra.assembly import Assembly
from tests.infra.machines import Machine, machines, targets

ENDS = {"Succeed", "Fail"}
CATCH_ALL = "States.ALL"


@pytest.fixture
def found(assembly: Assembly) -> list[Machine]:
    return list(machines(assembly))


def test_leads_only_to_states_that_exist_and_reaches_all_of_them(found: list[Machine]) -> None:
    for machine in found:
        reached, open_ends = set(), {machine.definition["StartAt"]}
        while open_ends:
            name = open_ends.pop()
            reached.add(name)
            open_ends |= targets(machine.states[name]) - reached
        assert reached == set(machine.states), machine.name


def test_goes_on_or_ends_after_every_state(found: list[Machine]) -> None:
    for machine in found:
        for name, state in machine.states.items():
            goes_on = "Next" in state or state.get("End") is True or state["Type"] in {*ENDS, "Choice"}
            assert goes_on, (machine.name, name)


def test_waits_for_no_task_without_end(found: list[Machine]) -> None:
    for machine in found:
        for name, task in machine.tasks():
            assert isinstance(task["TimeoutSeconds"], int), (machine.name, name)
            assert task["TimeoutSeconds"] > 0, (machine.name, name)


def test_tries_again_and_catches_whatever_a_task_raises(found: list[Machine]) -> None:
    for machine in found:
        for name, task in machine.tasks():
            assert task["Retry"], (machine.name, name)
            assert CATCH_ALL in task["Catch"][-1]["ErrorEquals"], (machine.name, name)
            assert all("ResultPath" in caught for caught in task["Catch"]), (machine.name, name)


def test_retries_with_growing_waits_and_chance(found: list[Machine]) -> None:
    for machine in found:
        for name, task in machine.tasks():
            for retry in task["Retry"]:
                assert retry.get("BackoffRate", 1) > 1, (machine.name, name)
                assert retry.get("JitterStrategy") == "FULL", (machine.name, name)


def test_says_what_failed_and_why(found: list[Machine]) -> None:
    for machine in found:
        for name, state in machine.states.items():
            if state["Type"] == "Fail":
                assert state["Error"], (machine.name, name)
                assert state["Cause"], (machine.name, name)


def test_performs_every_task_of_its_folder_and_no_other(found: list[Machine], assembly: Assembly) -> None:
    named: dict[str, set[str]] = {}
    for machine in found:
        words = " ".join(str(task) for _, task in machine.tasks())
        named.setdefault(machine.name.split("/")[1], set()).update(re.findall(r"\$\{(\w+)\}", words))
    given = {machine.name.split("/")[1]: set(machine.substitutions) for machine in found}
    assert named == given


def test_has_a_machine_for_every_saga(assembly: Assembly) -> None:
    sagas = {way.context for way in discover() if way.group == "sagas"}
    machines = {
        resource["Properties"]["StateMachineName"]
        for _, resource in assembly.resources("AWS::StepFunctions::StateMachine")
    }
    assert machines == {Names(assembly.stage).of(saga) for saga in sagas}


def test_lets_a_machine_invoke_its_own_tasks_alone(assembly: Assembly) -> None:
    for name, resource in assembly.resources("AWS::StepFunctions::StateMachine"):
        stack = name.split("/")[0]
        role = resource["Properties"]["RoleArn"]["Fn::GetAtt"][0]
        [policy] = assembly.templates[stack]["Resources"][role]["Properties"]["Policies"]
        [statement] = policy["PolicyDocument"]["Statement"]
        functions = resource["Properties"]["DefinitionSubstitutions"].values()
        assert statement["Action"] == "lambda:InvokeFunction"
        assert sorted(map(str, statement["Resource"])) == sorted(map(str, functions))
