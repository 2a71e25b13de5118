"""`motcua COMMAND`: see `motcua help`."""

import os
import sys


def main() -> None:
    """Hand the command line to the operators' commands."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    from motcua.delivery.cli.dispatch import run  # noqa: PLC0415 Django's settings must be named first

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
