"""MiniStack with its gaps closed: run with `python -m local.ministack` and MiniStack's own environment."""

import sys


def main() -> None:
    """Patch first, then serve until told to stop."""
    from ministack.app import main as serve

    from local.patches import apply_all

    apply_all()
    sys.argv = ["ministack"]
    serve()


if __name__ == "__main__":
    main()
