"""Put the active studio, the person and the role into the access token."""

from typing import Any

from tutti.kit.door import Grant, OnTrigger
from tutti.kit.woken import woken
from tutti.people.directory_store import DirectoryStore


def put_studio_into_token(event: dict[str, Any]) -> dict[str, Any]:
    """Cognito's event with the claims for its access token: one query of the directory, whatever the studio.

    Cognito waits five seconds at most, and gives no token when this fails.
    """
    attributes = event["request"]["userAttributes"]
    claims = DirectoryStore.among_all(attributes["sub"]).standing().claims()
    if attributes.get("email_verified") == "true":
        claims |= {"email": attributes["email"]}
    added = {"accessTokenGeneration": {"claimsToAddOrOverride": claims}}
    return event | {"response": {"claimsAndScopeOverrideDetails": added}}


handler = woken(OnTrigger("pre_token_generation"), grants=[Grant.DIRECTORY], timeout=5)(put_studio_into_token)
