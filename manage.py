#!/usr/bin/env python3
"""Runs the project's commands: `python manage.py help` lists them."""

import os
import sys


def main() -> None:
    """Run one command; Ctrl-C ends it without a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cooperation.settings")
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
