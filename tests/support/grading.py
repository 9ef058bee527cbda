"""Bodies by which rubrics are added and work is marked."""

from typing import Any

Thing = dict[str, Any]


def a_rubric(**changes: Any) -> Thing:
    """Tone by points, rhythm by levels, and whether it was played by heart; tone counts double."""
    levels = [
        {"name": "unsteady", "points": 0},
        {"name": "mostly steady", "points": 2},
        {"name": "steady", "points": 4},
    ]
    usual: Thing = {
        "name": "Performance",
        "criteria": [
            {"key": "tone", "name": "Tone", "weight": 2, "scale": {"by": "points", "max_points": 10}},
            {"key": "rhythm", "name": "Rhythm", "scale": {"by": "levels", "levels": levels}},
            {"key": "by-heart", "name": "By heart", "scale": {"by": "pass_fail"}},
        ],
        "quick_marks": [
            {"key": "bravo", "text": "Bravo!"},
            {"key": "flat", "text": "A little flat.", "criterion": "tone"},
        ],
    }
    return usual | changes


def marks(tone: int = 8, rhythm: str = "steady", by_heart: bool = True) -> list[Thing]:
    """Marks by that rubric; the usual ones come to 90.00 %."""
    return [
        {"criterion": "tone", "points": tone, "quick_marks": ["flat"]},
        {"criterion": "rhythm", "level": rhythm},
        {"criterion": "by-heart", "is_passed": by_heart},
    ]
