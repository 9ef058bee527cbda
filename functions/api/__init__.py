"""The endpoints."""

from pydantic import BaseModel

# FastAPI describes OpenAPI in models that no endpoint opens: pydantic builds them when they are first used.
BaseModel.model_config["defer_build"] = True
