"""Wake the functions behind the doors that the page opens first, so that the first visitor does not wait."""

from concurrent.futures import ThreadPoolExecutor

import httpx

FIRST = (
    ("GET", "/v1/public/studios/forte"),
    ("GET", "/v1/public/studios/forte/courses"),
    ("POST", "/v1/auth/sign-in"),
    ("POST", "/v1/auth/refresh"),
)


def wake(api: str) -> None:
    """Knock at each door; what they answer does not matter here."""
    with httpx.Client(base_url=api, timeout=60, trust_env=False) as web, ThreadPoolExecutor(2) as knocks:
        for answer in [knocks.submit(web.request, method, path) for method, path in FIRST]:
            answer.result()
