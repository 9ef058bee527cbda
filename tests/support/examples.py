"""How many examples hypothesis tries: few enough that the fast tests stay fast."""

from hypothesis import settings

FEW = settings(settings.get_profile("tutti"), max_examples=40)
MANY = settings(settings.get_profile("tutti"), max_examples=150)
