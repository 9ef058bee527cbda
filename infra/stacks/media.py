"""The media bucket, the three roles through which functions reach it, and the queue of what was uploaded."""

from typing import cast

from aws_cdk import Duration
from aws_cdk.aws_iam import PolicyDocument, PolicyStatement, Role
from aws_cdk.aws_s3 import (
    BlockPublicAccess,
    Bucket,
    BucketEncryption,
    CfnBucket,
    CorsRule,
    HttpMethods,
    LifecycleRule,
    ObjectOwnership,
    StorageClass,
    Transition,
)
from constructs import Construct

from infra.constructs.acknowledge import acknowledge, acknowledge_wildcard
from infra.constructs.malware_scan import MalwareScan
from infra.constructs.upload_queue import UploadQueue
from infra.constructs.wiring import Wiring
from infra.names import Arns
from infra.stacks.base import HouseStack
from tutti.kit.media import MediaKind

UPLOADS_STAY = Duration.days(30)
GETS_CHEAPER = Duration.days(30)
GETS_CHEAPEST = Duration.days(180)
"""The cheaper classes that answer at once: old recordings play like new ones."""
READ, WRITE, REMOVE = "s3:GetObject", "s3:PutObject", "s3:DeleteObject"
ROLES: dict[str, dict[MediaKind, tuple[str, ...]]] = {
    "media-uploader": {MediaKind.UPLOAD: (WRITE,)},
    "media-listener": {MediaKind.RENDITION: (READ,), MediaKind.FILE: (READ,)},
    "media-worker": {
        MediaKind.UPLOAD: (READ, WRITE, REMOVE),
        MediaKind.RENDITION: (READ, WRITE, REMOVE),
        MediaKind.FILE: (READ, WRITE, REMOVE),
    },
}


class MediaStack(HouseStack):
    """Stateful and retained: one bucket that no function may touch under its own role."""

    def __init__(self, scope: Construct, wiring: Wiring) -> None:
        super().__init__(scope, wiring.house, "media", is_stateful=True)
        self.arns = Arns(self, self.house.names)
        self.uploads = UploadQueue(self, "Uploads", wiring)
        self.bucket = self._bucket(wiring.page_url)
        for name, rights in ROLES.items():
            self._scoped_role(name, rights)
        if self.house.settings.scans_uploads:
            MalwareScan(self, "Scan", self.bucket, self.uploads.queue, self.arns)
        else:
            self._wake_by_what_came()

    def _bucket(self, page_url: str | None) -> Bucket:
        settings = self.house.settings
        bucket = Bucket(
            self,
            "Bucket",
            bucket_name=self.arns.media_bucket(),
            block_public_access=BlockPublicAccess.BLOCK_ALL,
            object_ownership=ObjectOwnership.BUCKET_OWNER_ENFORCED,
            encryption=BucketEncryption.S3_MANAGED,
            enforce_ssl=not settings.is_local,
            cors=[_cors(page_url)] if page_url else None,
            lifecycle_rules=_life_cycle(),
            removal_policy=settings.removal_policy,
        )
        if settings.is_local:
            acknowledge(bucket, "S10", "The emulator listens on this machine alone, and speaks no TLS.")
        acknowledge(
            bucket, "S1", "Access logs would keep signed links, and when families listen to their child."
        )
        return bucket

    def _wake_by_what_came(self) -> None:
        """Without a function of CDK's own between, whose role could change every bucket's notifications."""
        bucket = cast("CfnBucket", self.bucket.node.default_child)
        prefix = CfnBucket.FilterRuleProperty(name="prefix", value=f"{MediaKind.UPLOAD}/")
        bucket.notification_configuration = CfnBucket.NotificationConfigurationProperty(
            queue_configurations=[
                CfnBucket.QueueConfigurationProperty(
                    event="s3:ObjectCreated:*",
                    queue=self.uploads.queue.queue_arn,
                    filter=CfnBucket.NotificationFilterProperty(
                        s3_key=CfnBucket.S3KeyFilterProperty(rules=[prefix])
                    ),
                )
            ]
        )
        bucket.node.add_dependency(self.uploads.let_in_bucket(self.arns.media()))

    def _scoped_role(self, name: str, rights: dict[MediaKind, tuple[str, ...]]) -> None:
        statements = [
            PolicyStatement(actions=list(actions), resources=[self.arns.media(f"{kind}/*")])
            for kind, actions in rights.items()
        ]
        role = Role(
            self,
            name,
            role_name=self.house.names.of(name),
            description="Assumed by the functions whose grants say so, narrowed further by a session policy.",
            assumed_by=self.callers,
            inline_policies={"objects": PolicyDocument(statements=statements)},
        )
        for kind in rights:
            acknowledge_wildcard(
                role, self.arns.media(f"{kind}/*"), "The session policy names the one studio."
            )


def _cors(page_url: str) -> CorsRule:
    """The page may post forms, and read in the ranges that a player asks for; no other page may."""
    return CorsRule(
        allowed_origins=[page_url],
        allowed_methods=[HttpMethods.GET, HttpMethods.HEAD, HttpMethods.POST],
        allowed_headers=["*"],
        exposed_headers=["ETag", "Content-Length", "Content-Range", "Accept-Ranges"],
        max_age=3600,
    )


def _life_cycle() -> list[LifecycleRule]:
    """S3 moves no object below 128 KiB, so that waveforms stay where they are cheapest to read."""
    return [
        LifecycleRule(
            id="uploads-expire",
            prefix=f"{MediaKind.UPLOAD}/",
            expiration=UPLOADS_STAY,
        ),
        LifecycleRule(
            id="renditions-get-cheaper",
            prefix=f"{MediaKind.RENDITION}/",
            transitions=[
                Transition(storage_class=StorageClass.INFREQUENT_ACCESS, transition_after=GETS_CHEAPER),
                Transition(
                    storage_class=StorageClass.GLACIER_INSTANT_RETRIEVAL, transition_after=GETS_CHEAPEST
                ),
            ],
        ),
        LifecycleRule(id="halves-are-forgotten", abort_incomplete_multipart_upload_after=Duration.days(1)),
    ]
