"""The leanest honest API function on the same tools: FastAPI, Mangum, PynamoDB, Powertools; one route."""

from aws_lambda_powertools import Logger, Metrics
from fastapi import FastAPI
from mangum import Mangum
from pynamodb.connection import Connection

logger = Logger()
metrics = Metrics()
client = Connection(region="us-east-1").client
app = FastAPI(openapi_url=None)


@app.get("/v1/things/{thing_id}")
async def get_thing(thing_id: str) -> dict[str, str]:
    """One thing."""
    return {"id": thing_id}


handler = Mangum(app, lifespan="off")
