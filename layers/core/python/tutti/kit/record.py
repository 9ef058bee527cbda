"""The one item shape of the table."""

from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.connection.base import MetaTable
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from tutti.kit.settings import setting

INDEX = "GSI1"


class ByOther(GlobalSecondaryIndex["Record"]):  # type: ignore[no-untyped-call]
    """The one general index: the same items under their second key."""

    class Meta:
        index_name = INDEX
        projection = AllProjection()

    GSI1PK = UnicodeAttribute(hash_key=True)
    GSI1SK = UnicodeAttribute(range_key=True)


class Record(Model):
    """An item: keys, typed attributes where conditions need them, and the model as JSON in `body`."""

    class Meta:
        table_name = "tutti"

    PK = UnicodeAttribute(hash_key=True)
    SK = UnicodeAttribute(range_key=True)
    GSI1PK = UnicodeAttribute(null=True)
    GSI1SK = UnicodeAttribute(null=True)
    by_other = ByOther()
    kind = UnicodeAttribute()
    version = NumberAttribute(null=True)
    expires_at = NumberAttribute(null=True)
    body = UnicodeAttribute(null=True)
    owner = UnicodeAttribute(null=True)
    taken = NumberAttribute(null=True)
    capacity = NumberAttribute(null=True)
    reserved = NumberAttribute(null=True)
    mask = BinaryAttribute(null=True, legacy_encoding=False)
    starts = BinaryAttribute(null=True, legacy_encoding=False)


def schema() -> MetaTable:
    """The table's schema under the name of this deployment, so that no function has to ask for it."""
    Record.Meta.table_name = setting("TABLE_NAME")
    return Record._get_connection().get_meta_table()
