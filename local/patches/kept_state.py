"""Gap: MiniStack saves its state when it ends, but executions that wait keep it from ending."""

import os
import threading
from typing import Any

from ministack import app
from ministack.core import lambda_runtime

from local.patches import fit

SECONDS = 2


def apply() -> None:
    """Once the state is saved, end within two seconds, whatever still waits."""
    save = fit.function(app, "save_all", "services")
    stop = fit.function(lambda_runtime, "reset")

    def save_and_leave(services: Any) -> None:
        save(services)
        stop()
        leave = threading.Timer(SECONDS, os._exit, args=(0,))
        leave.daemon = True
        leave.start()

    app.save_all = save_and_leave
