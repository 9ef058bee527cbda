"""The cookie that holds the refresh token, out of reach of the page's scripts and of other sites."""

from datetime import timedelta

NAME = "tutti_refresh"
PATH = "/api/v1/auth"
KEPT = timedelta(days=30)
"""As long as the pool's client keeps a refresh token good."""
CLEARED = f"{NAME}=; Max-Age=0; Path={PATH}; HttpOnly; Secure; SameSite=Strict"
