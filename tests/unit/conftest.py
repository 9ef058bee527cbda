"""Hypothesis as all unit tests use it: no deadline, since a busy machine is no mistake of ours."""

from hypothesis import HealthCheck, settings

settings.register_profile("tutti", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tutti")
