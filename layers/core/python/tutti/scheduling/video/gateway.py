"""The way to video providers: what is asked of each, and where a studio has an account (SCH-23)."""

from typing import Protocol

from botocore.exceptions import ClientError
from pydantic import BaseModel, ValidationError

from tutti.kit.credentials import client
from tutti.kit.observe import logger
from tutti.kit.settings import setting
from tutti.kit.tenant import Tenant
from tutti.scheduling.lesson import Lesson
from tutti.scheduling.video.http import Web
from tutti.scheduling.video.jitsi import JitsiRooms
from tutti.scheduling.video.meet import MeetAccount, MeetRooms
from tutti.scheduling.video.teams import TeamsAccount, TeamsRooms
from tutti.scheduling.video.video import Opened
from tutti.scheduling.video.zoom import ZoomAccount, ZoomRooms
from tutti.studios.model import VideoProvider

ACCOUNTS: dict[VideoProvider, type[BaseModel]] = {
    VideoProvider.ZOOM: ZoomAccount,
    VideoProvider.TEAMS: TeamsAccount,
    VideoProvider.MEET: MeetAccount,
}


class VideoRooms(Protocol):
    """A video provider; what it does not do it raises as `ProviderFailed`."""

    def open(self, lesson: Lesson, topic: str) -> Opened:
        """A new room for this lesson, under a name that tells no more than whose school it is."""

    def close(self, room: str) -> None:
        """Let nobody meet there any more, as far as the provider can; safe twice."""


class Providers(Protocol):
    """Whoever knows the video providers of a studio."""

    def rooms(self, provider: VideoProvider) -> VideoRooms | None:
        """The provider's rooms; None as long as the studio has no account there."""


class OwnProviders:
    """A studio's accounts, read when they are needed: SecureStrings that an operator puts there."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant

    def rooms(self, provider: VideoProvider) -> VideoRooms | None:
        """See `Providers`."""
        if provider is VideoProvider.JITSI:
            return JitsiRooms()
        match self._account(provider):
            case ZoomAccount() as zoom:
                return ZoomRooms(zoom, Web())
            case TeamsAccount() as teams:
                return TeamsRooms(teams, Web())
            case MeetAccount() as meet:
                return MeetRooms(meet, Web())
        return None

    def _account(self, provider: VideoProvider) -> BaseModel | None:
        name = f"{setting('VIDEO_PARAMETERS')}/{self._tenant.studio_id}/{provider}"
        try:
            found = client("ssm").get_parameter(Name=name, WithDecryption=True)["Parameter"]["Value"]
        except ClientError as error:
            if error.response["Error"]["Code"] != "ParameterNotFound":
                raise
            return None
        try:
            return ACCOUNTS[provider].model_validate_json(found)
        except ValidationError:
            logger.error("video account is not well formed", provider=provider)
            return None
