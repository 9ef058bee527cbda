"""Logs and metrics: structured, with request and studio, without personal data."""

import traceback

from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit

logger = Logger()


def count(name: str, **dimensions: str) -> None:
    """Count one event under these dimensions, as an EMF line on the log."""
    metrics = EphemeralMetrics()
    for key, value in dimensions.items():
        metrics.add_dimension(key, value)
    metrics.add_metric(name, MetricUnit.Count, 1)
    metrics.flush_metrics()


def report(error: BaseException) -> None:
    """Log what failed and where; the message is left out, since it may quote what people typed."""
    logger.error("failed", error=type(error).__name__, where=traceback.format_tb(error.__traceback__)[-6:])
