"""Gap: MiniStack keeps how far each function has read a table's stream, but not the stream.

After a restart the stream begins at nought while its readers wait for a place far ahead: no fact would be
relayed any more, and those not yet read at the end would be lost.
"""

from typing import Any

from ministack.services import dynamodb

from local.patches import fit

NAMES = "_stream_records", "_stream_trimmed"


def apply() -> None:
    """Keep the streams with the tables."""
    get_state = fit.function(dynamodb, "get_state")
    load = fit.function(dynamodb, "load_persisted_state", "data")
    for name in NAMES:
        fit.value(dynamodb, name, dynamodb.AccountRegionScopedDict)

    def get_state_with_streams() -> dict[str, Any]:
        state: dict[str, Any] = get_state()
        return state | {name: getattr(dynamodb, name) for name in NAMES}

    def load_with_streams(data: dict[str, Any] | None) -> None:
        load(data)
        for name in NAMES:
            getattr(dynamodb, name).update((data or {}).get(name, {}))

    dynamodb.get_state = get_state_with_streams
    dynamodb.load_persisted_state = load_with_streams
