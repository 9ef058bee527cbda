"""Cold starts: what imports make is there to stay, so nothing is collected before the handler stands."""

import gc


def begin() -> None:
    """Imports are coming: let the collector rest."""
    gc.disable()


def end() -> None:
    """The handler stands: collect from now on, but never look again at what the imports made."""
    gc.freeze()
    gc.enable()
