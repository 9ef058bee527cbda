"""Cold starts: what is made before the handler stands is there to stay."""

import gc
import os
from collections.abc import Iterable

from tutti.kit.door import Grant

TABLE = {Grant.READ, Grant.WRITE, Grant.DIRECTORY, Grant.REGISTER}


def begin() -> None:
    """Imports are coming: let the collector rest."""
    gc.disable()


def end(grants: Iterable[Grant]) -> None:
    """The handler stands: collect from now on, but never look again at what the start has made.

    While a function starts, Lambda lends it more of a processor than it has afterwards, so what its first
    request is going to need is made here.
    """
    asked = set(grants)
    if "AWS_LAMBDA_FUNCTION_NAME" in os.environ and TABLE & asked:
        from tutti.kit.credentials import prepare

        prepare("dynamodb", *(["s3"] if Grant.MEDIA in asked else []))
    gc.freeze()
    gc.enable()
