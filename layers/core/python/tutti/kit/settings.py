"""What the deployment tells a function through its environment."""

import os


def setting(name: str) -> str:
    """The value that infra set; a missing one is a mistake in the function's grants and says so."""
    try:
        return os.environ[name]
    except KeyError:
        raise RuntimeError(
            f"{name} is not set: does this function declare the grant that brings it?"
        ) from None
