"""The media bucket: who may come in, what becomes of what lies there, who is woken by what comes."""

import json
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App
from aws_cdk.assertions import Match, Template

from infra.tutti import build
from tests.infra.assembly import Assembly, Resource, judge
from tests.infra.sample import sample_house, templates

BUCKET = "tutti-dev-media-AccountId"
RIGHTS = {
    "media-uploader": {"uploads/*": ["s3:PutObject"]},
    "media-listener": {"renditions/*": ["s3:GetObject"], "files/*": ["s3:GetObject"]},
    "media-worker": {
        "uploads/*": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
        "renditions/*": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
        "files/*": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
    },
}


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return templates(sample_house(tmp_path_factory.mktemp("plain"), has_alarms=True))["media"]


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return templates(sample_house(tmp_path_factory.mktemp("scanned"), scans_uploads=True))["media"]


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def key_of(resource: Any) -> str:
    """The part of an object's ARN that follows the bucket."""
    return str(resource["Fn::Join"][1][-1]).removeprefix("/")


def one(template: Template, kind: str, **properties: Any) -> dict[str, Any]:
    [found] = template.find_resources(kind, {"Properties": properties}).values()
    return dict(found["Properties"])


def bucket_policy(template: Template) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = one(template, "AWS::S3::BucketPolicy")["PolicyDocument"]["Statement"]
    return found


def media_bucket(assembly: Assembly) -> Resource:
    resources = assembly.templates[f"tutti-{assembly.stage}-media"]["Resources"].values()
    [bucket] = [each for each in resources if each["Type"] == "AWS::S3::Bucket"]
    return dict(bucket)


def test_gives_each_media_role_its_part_of_the_bucket(media: Template) -> None:
    found = {}
    for name in RIGHTS:
        role = one(media, "AWS::IAM::Role", RoleName=f"tutti-dev-{name}")
        [policy] = role["Policies"]
        statements = policy["PolicyDocument"]["Statement"]
        found[name] = {key_of(each["Resource"]): listed(each["Action"]) for each in statements}
    assert found == RIGHTS


def test_lets_nobody_into_the_bucket_but_the_media_roles(assembly: Assembly) -> None:
    allowed = {f"tutti-{assembly.stage}-{name}" for name in RIGHTS}
    for name, role in assembly.resources("AWS::IAM::Role"):
        words = json.dumps(role["Properties"].get("Policies", []))
        assert '"s3:' not in words or role["Properties"].get("RoleName") in allowed, name
    for name, policy in assembly.resources("AWS::IAM::Policy"):
        assert '"s3:' not in json.dumps(policy["Properties"]["PolicyDocument"]), name


def test_is_closed_to_the_public_and_encrypted(assembly: Assembly) -> None:
    properties = media_bucket(assembly)["Properties"]
    assert set(properties["PublicAccessBlockConfiguration"].values()) == {True}
    [rule] = properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule["ServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}
    [ownership] = properties["OwnershipControls"]["Rules"]
    assert ownership == {"ObjectOwnership": "BucketOwnerEnforced"}
    assert "VersioningConfiguration" not in properties


def test_answers_no_call_without_tls(media: Template) -> None:
    [statement] = bucket_policy(media)
    assert (statement["Effect"], statement["Action"]) == ("Deny", "s3:*")
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_forgets_uploads_and_moves_old_recordings_where_they_still_play(media: Template) -> None:
    rules = one(media, "AWS::S3::Bucket")["LifecycleConfiguration"]["Rules"]
    assert all(rule["Status"] == "Enabled" for rule in rules)
    found = {rule.get("Prefix"): rule for rule in rules}
    assert found["uploads/"]["ExpirationInDays"] == 30
    assert [
        (each["StorageClass"], each["TransitionInDays"]) for each in found["renditions/"]["Transitions"]
    ] == [
        ("STANDARD_IA", 30),
        ("GLACIER_IR", 180),
    ]
    assert found[None]["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": 1}
    assert "files/" not in found


def test_lets_the_page_and_no_other_post_and_read(tmp_path: Path) -> None:
    house = sample_house(tmp_path, page_url="https://app.forte.example")
    [rule] = one(templates(house)["media"], "AWS::S3::Bucket")["CorsConfiguration"]["CorsRules"]
    assert rule["AllowedOrigins"] == ["https://app.forte.example"]
    assert rule["AllowedMethods"] == ["GET", "HEAD", "POST"]
    assert {"ETag", "Content-Range"} <= set(rule["ExposedHeaders"])


def test_puts_what_was_uploaded_and_nothing_else_into_the_queue(media: Template) -> None:
    bucket = one(media, "AWS::S3::Bucket")
    [sent] = bucket["NotificationConfiguration"]["QueueConfigurations"]
    assert sent["Event"] == "s3:ObjectCreated:*"
    assert sent["Filter"]["S3Key"]["Rules"] == [{"Name": "prefix", "Value": "uploads/"}]
    [waits] = media.find_resources("AWS::S3::Bucket").values()
    assert set(waits["DependsOn"]) & set(media.find_resources("AWS::SQS::QueuePolicy"))


def test_hides_an_upload_for_as_long_as_it_may_be_worked_on(media: Template) -> None:
    media.has_resource_properties(
        "AWS::SQS::Queue",
        {"QueueName": "tutti-dev-uploads", "VisibilityTimeout": 480, "RedrivePolicy": {"maxReceiveCount": 5}},
    )


def test_tells_the_functions_where_browsers_find_the_bucket(tmp_path: Path) -> None:
    house = sample_house(tmp_path, stage="local", s3_url="http://127.0.0.1:5601")
    found = templates(house)["events"].find_resources("AWS::Lambda::Function")
    [variables] = [
        each["Properties"]["Environment"]["Variables"]
        for each in found.values()
        if each["Properties"]["FunctionName"].endswith("transcode")
    ]
    assert variables["MEDIA_URL"]["Fn::Join"][1][0] == "http://127.0.0.1:5601/tutti-local-media-"


def test_scans_nothing_unless_a_stage_asks_for_it(assembly: Assembly) -> None:
    assert list(assembly.resources("AWS::GuardDuty::")) == []


def test_passes_the_security_rules_with_scanning_too(tmp_path: Path) -> None:
    app = App(outdir=str(tmp_path / "out"))
    build(app, sample_house(tmp_path / "house", scans_uploads=True))
    judge(app)
    found = Assembly("dev", tmp_path / "out").findings
    assert [each for each in found if "-media/" in each or "Transcode" in each] == []


def test_scans_uploads_and_tags_them_where_a_stage_asks_for_it(scanned: Template) -> None:
    plan = one(scanned, "AWS::GuardDuty::MalwareProtectionPlan")
    assert plan["ProtectedResource"]["S3Bucket"]["ObjectPrefixes"] == ["uploads/"]
    assert plan["Actions"] == {"Tagging": {"Status": "ENABLED"}}


def test_lets_nobody_but_the_scan_read_an_upload_that_is_not_found_clean(scanned: Template) -> None:
    [refusal] = [each for each in bucket_policy(scanned) if "s3:GetObject" in listed(each["Action"])]
    assert (refusal["Effect"], refusal["Principal"]) == ("Deny", {"AWS": "*"})
    assert refusal["Action"] == ["s3:GetObject", "s3:GetObjectVersion"]
    assert key_of(refusal["Resource"]) == "uploads/*"
    [role] = scanned.find_resources("AWS::IAM::Role", {"Properties": {"AssumeRolePolicyDocument": GUARDED}})
    assert refusal["Condition"] == {
        "StringNotEquals": {"s3:ExistingObjectTag/GuardDutyMalwareScanStatus": "NO_THREATS_FOUND"},
        "ArnNotEquals": {"aws:PrincipalArn": {"Fn::GetAtt": [role, "Arn"]}},
    }


def test_wakes_the_function_by_the_result_of_the_scan_alone(scanned: Template) -> None:
    assert one(scanned, "AWS::S3::Bucket")["NotificationConfiguration"] == {
        "EventBridgeConfiguration": {"EventBridgeEnabled": True}
    }
    rule = one(scanned, "AWS::Events::Rule")
    assert rule["EventPattern"]["source"] == ["aws.guardduty"]
    assert rule["EventPattern"]["detail-type"] == ["GuardDuty Malware Protection Object Scan Result"]
    assert rule["EventPattern"]["detail"]["s3ObjectDetails"]["bucketName"]
    [target] = rule["Targets"]
    queue = target["Arn"]["Fn::GetAtt"][0]
    assert scanned.find_resources("AWS::SQS::Queue")[queue]["Properties"]["QueueName"] == "tutti-dev-uploads"


GUARDED = {
    "Statement": Match.array_with(
        [Match.object_like({"Principal": {"Service": "malware-protection-plan.guardduty.amazonaws.com"}})]
    )
}
