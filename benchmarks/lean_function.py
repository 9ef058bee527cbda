"""The leanest honest API function on the same tools: FastAPI, Mangum, PynamoDB, Powertools; one route."""

from typing import Any

from aws_lambda_powertools import Logger, Metrics
from fastapi import FastAPI
from mangum import Mangum
from pynamodb.connection import Connection

logger = Logger()
metrics = Metrics()
table: Any = Connection(region="us-east-1").client
app = FastAPI(openapi_url=None)


@app.get("/v1/studio")
async def get_studio() -> dict[str, str]:
    """The studio, as it lies in the table."""
    found = table.get_item(TableName="studios", Key={"PK": {"S": "forte"}})
    return {"body": found["Item"]["body"]["S"]}


handler = Mangum(app, lifespan="off")
