"""A function of the test's own in the running cloud, with all that a function of the house has."""

import io
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any


def put_in_place_of(functions: Any, like: str, name: str, file: Path, more: Mapping[str, str]) -> None:
    """Deploys `handler` of this file by this name, with role, layers and environment of the function `like`.

    `more` comes into its environment; what an earlier run left under the name goes.
    """
    real = functions.get_function_configuration(FunctionName=like)
    with suppress(functions.exceptions.ResourceNotFoundException):
        functions.delete_function(FunctionName=name)
    functions.create_function(
        FunctionName=name,
        Role=real["Role"],
        Runtime=real["Runtime"],
        Handler=f"{file.stem}.handler",
        Code={"ZipFile": _zipped(file)},
        Environment={"Variables": real["Environment"]["Variables"] | dict(more)},
        Layers=[layer["Arn"] for layer in real["Layers"]],
        Timeout=20,
    )


def _zipped(file: Path) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.write(file, file.name)
    return held.getvalue()
