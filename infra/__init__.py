"""The house as AWS sees it: settings per stage, constructs that repeat, stacks that list nouns."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORE = ROOT / "layers/core/python"

if str(CORE) not in sys.path:
    sys.path.insert(0, str(CORE))
