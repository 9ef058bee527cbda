"""The operations of docs/openapi.json in an order in which all can be tried, and what every answer keeps."""

import schemathesis
from schemathesis import APIOperation
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.support.routes import DOCUMENT

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
RANK = {"get": 0, "post": 1, "put": 2, "patch": 2, "delete": 3}
"""What changes things comes after what reads them, what removes them last."""


def _operations() -> list[APIOperation]:
    schema = schemathesis.openapi.from_path(DOCUMENT)
    found = [result.ok() for result in schema.get_all_operations()]
    return sorted(found, key=lambda one: (RANK[one.method], one.path))


OPERATIONS = _operations()
