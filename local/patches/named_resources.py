"""Gap: IAM does not see which schedule, state machine or sender a call is about: narrow grants deny it."""

import json
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from email.utils import parseaddr
from functools import wraps
from typing import Any
from urllib.parse import unquote

from ministack.core import iam_actions, iam_evaluator
from ministack.services import ses_v2, stepfunctions

from local.patches import fit

FROM = "ses:FromAddress"

_sender: ContextVar[str] = ContextVar("_sender", default="")
_machine: ContextVar[str] = ContextVar("_machine", default="")
_asked: dict[str, str] = {}


@dataclass(frozen=True)
class Call:
    """A call that is to be authorized."""

    path: str
    content: Mapping[str, Any]
    query: Mapping[str, Any]
    scope: str

    def value(self, *names: str) -> str:
        """The first of these members that the body or the query carries."""
        for found in (source.get(name) for source in (self.content, self.query) for name in names):
            if found:
                return str(found[0] if isinstance(found, list) else found)
        return ""


def apply() -> None:
    """Name the schedule, the state machine or the identity, and the sender of a mail."""
    name_resources()
    name_senders()
    remember_askers()


def name_resources() -> None:
    """Correct MiniStack's own naming, which looks for every schedule in the default group."""
    names = ("service", "method", "path", "headers", "body", "query_params", "region", "account_id")
    locate = fit.function(iam_actions, "extract_resource_arn", *names)

    def naming(service: str, method: str, path: str, *rest: Any) -> str:
        arn: str = locate(service, method, path, *rest)
        _headers, body, query, region, account = rest
        call = Call(path, parsed(body), query or {}, f"{region}:{account}")
        return (NAMED[service](call) if service in NAMED else "") or arn

    iam_actions.extract_resource_arn = naming


def name_senders() -> None:
    """Give the evaluator the address that a mail is sent from."""
    names = ("access_key_id", "iam_action", "service", "region", "resource_arn", "service_context")
    enforce = fit.function(iam_evaluator, "enforce", *names)

    @wraps(enforce)
    def knowing(*args: Any, service_context: dict[str, Any] | None = None, **kwargs: Any) -> Any:
        if args[1].startswith("ses:Send") and _sender.get():
            service_context = {**(service_context or {}), FROM: _sender.get()}
        return enforce(*args, service_context=service_context, **kwargs)

    iam_evaluator.enforce = knowing


def remember_askers() -> None:
    """Remember which state machine waits for the answer to which token."""
    execute = fit.function(stepfunctions, "_execute_task", "state_def", "raw_input", "execution", "ctx")
    ask = fit.function(stepfunctions, "_invoke_with_callback", "resource", "input_data", "token", "state_def")

    def executing(state_def: Any, raw_input: Any, execution: Any, ctx: Any) -> Any:
        _machine.set(execution["stateMachineArn"])
        return execute(state_def, raw_input, execution, ctx)

    def asking(resource: Any, input_data: Any, token: str, state_def: Any) -> Any:
        # For good: who answers too late is told that nobody waits any more, not that it may not answer.
        _asked[token] = _machine.get()
        return ask(resource, input_data, token, state_def)

    stepfunctions._execute_task, stepfunctions._invoke_with_callback = executing, asking


def schedule(call: Call) -> str:
    """The schedule of a path like /schedules/<name>, in the group that the call names."""
    kind, _, name = call.path.strip("/").partition("/")
    if kind != "schedules" or not name:
        return ""
    group = call.value("GroupName", "groupName") or "default"
    return f"arn:aws:scheduler:{call.scope}:schedule/{group}/{unquote(name)}"


def machine(call: Call) -> str:
    """The state machine that waits for this task token."""
    return _asked.get(call.value("taskToken"), "")


def identity(call: Call) -> str:
    """The verified address or domain that a mail is sent from."""
    sender = parseaddr(call.value("FromEmailAddress", "Source"))[1]
    _sender.set(sender)
    name = sender if sender in ses_v2._identities else sender.partition("@")[2]
    return f"arn:aws:ses:{call.scope}:identity/{name}" if name else ""


def parsed(body: bytes) -> dict[str, Any]:
    """The body when it is a JSON object."""
    try:
        content = json.loads(body or b"{}")
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}


NAMED: Mapping[str, Callable[[Call], str]] = {
    "scheduler": schedule,
    "ses": identity,
    "sesv2": identity,
    "states": machine,
}
