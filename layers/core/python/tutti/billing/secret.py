"""Secrets of the deployment: SecureStrings in the parameter store, remembered for minutes, never logged."""

from datetime import timedelta

from tutti.kit.clock import epoch, utc_now
from tutti.kit.credentials import client
from tutti.kit.settings import setting

REMEMBERED = timedelta(minutes=5)
_known: dict[str, tuple[str, int]] = {}


def secret(setting_name: str) -> str:
    """The value of the parameter that this setting names; a new one is seen after five minutes."""
    name, now = setting(setting_name), epoch(utc_now())
    value, until = _known.get(name, ("", 0))
    if until < now:
        value = client("ssm").get_parameter(Name=name, WithDecryption=True)["Parameter"]["Value"]
        _known[name] = (value, epoch(utc_now(), after=REMEMBERED))
    return value


def forget_secrets() -> None:
    """Read them anew at the next use: the one at hand was refused."""
    _known.clear()
