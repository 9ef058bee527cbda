"""Tokens as the pool would have made them, and as a forger would."""

import base64
import json
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from local.cloud import Cloud


def claims_in(token: str) -> dict[str, Any]:
    """What a token says."""
    payload = token.split(".")[1]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return claims


def reissued(cloud: Cloud, token: str, **claims: Any) -> str:
    """The same token with other claims, under the pool's own signature: nothing is wrong but what it says."""
    return _signed(token, _pool_key(cloud.place.state, claims_in(token)["iss"].split("/")[-1]), claims)


def forged(token: str, **claims: Any) -> str:
    """The same token with other claims, signed by somebody else."""
    return _signed(token, rsa.generate_private_key(public_exponent=65537, key_size=2048), claims)


def tampered(token: str, **claims: Any) -> str:
    """The same token with other claims under the signature of the old ones."""
    header, _, signature = token.split(".")
    return ".".join((header, _encoded(claims_in(token) | claims), signature))


def unsigned(token: str) -> str:
    """The same token that says of itself that it needs no signature."""
    return ".".join((_encoded({"alg": "none", "typ": "JWT"}), token.split(".")[1], ""))


@cache
def _pool_key(state: Path, pool: str) -> rsa.RSAPrivateKey:
    pem = (state / f"aws/cognito-pool-keys/{pool}-access.pem").read_bytes()
    key = serialization.load_pem_private_key(pem, password=None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key


def _signed(token: str, key: rsa.RSAPrivateKey, claims: dict[str, Any]) -> str:
    said = f"{token.split('.', maxsplit=1)[0]}.{_encoded(claims_in(token) | claims)}"
    signature = key.sign(said.encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{said}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


def _encoded(content: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")
