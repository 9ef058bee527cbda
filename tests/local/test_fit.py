"""A patch refuses to be put on something that is no longer what it was written for."""

import types

import pytest
from ministack.core import lambda_runtime
from ministack.services.cloudformation import provisioners

from local.patches import fit, missing_resources, raised_exceptions
from local.patches.fit import PatchDoesNotFit


def test_finds_a_function_that_takes_the_same() -> None:
    assert fit.function(fit, "expect", "holds", "what") is fit.expect


@pytest.mark.parametrize(("name", "parameters"), [("gone", ()), ("expect", ("holds",))])
def test_refuses_a_function_that_is_gone_or_takes_something_else(
    name: str, parameters: tuple[str, ...]
) -> None:
    with pytest.raises(PatchDoesNotFit, match=f"fit.{name}"):
        fit.function(fit, name, *parameters)


def test_refuses_a_value_of_another_kind() -> None:
    with pytest.raises(PatchDoesNotFit, match="is no int"):
        fit.value(types.SimpleNamespace(__name__="module", pace="10"), "pace", int)


def test_refuses_a_worker_that_reports_in_another_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lambda_runtime, raised_exceptions.SCRIPT, "print('another')")
    with pytest.raises(PatchDoesNotFit, match="in another way"):
        raised_exceptions.report_from_the_worker()


def test_refuses_a_resource_type_that_became_known(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {**provisioners._RESOURCE_HANDLERS, missing_resources.TYPES[0]: {}}
    monkeypatch.setattr(provisioners, "_RESOURCE_HANDLERS", known)
    with pytest.raises(PatchDoesNotFit, match="drop it from this patch"):
        missing_resources.apply()
