"""The doors: everything that AWS wakes."""

from tutti.kit import cold_start

cold_start.begin()
