"""Gap: S3's call to a queue is judged by how the upload came: a queue that insists on TLS refuses it."""

from dataclasses import replace
from functools import wraps
from typing import Any

from ministack.core import iam_evaluator

from local.patches import fit

SERVICE = "Service"


def apply() -> None:
    """AWS's own services speak to each other over TLS, however their callers spoke to them."""
    names = ("doc", "ctx", "service", "named_only", "direct_only")
    evaluate = fit.function(iam_evaluator, "evaluate_resource_policy", *names)
    known = iam_evaluator.EvalContext.__dataclass_fields__
    fit.expect("secure_transport" in known, "IAM no longer asks whether a call came over TLS")

    @wraps(evaluate)
    def over_tls(doc: Any, ctx: Any, *args: Any, **kwargs: Any) -> Any:
        if ctx.principal_type == SERVICE:
            ctx = replace(ctx, secure_transport=True)
        return evaluate(doc, ctx, *args, **kwargs)

    iam_evaluator.evaluate_resource_policy = over_tls
