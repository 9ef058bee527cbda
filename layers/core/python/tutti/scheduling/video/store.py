"""Where video rooms lie."""

from tutti.kit.changes import Change, Put
from tutti.kit.collection import Collection
from tutti.kit.tenant import Tenant
from tutti.scheduling.video.video import Video


class VideoStore(Collection[Video]):
    """The rooms that are open, one for each lesson at most."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(tenant, Video, "Video")

    def putting(self, video: Video) -> Change:
        """The change that keeps this room as the lesson's, whatever was there: the lesson guards it."""
        return Put(self.record(video))
