"""How many examples hypothesis tries: few enough that the fast tests stay fast."""

from hypothesis import settings

FEW = settings(max_examples=40, deadline=None)
MANY = settings(max_examples=150, deadline=None)
