"""The environment variables that the settings read."""

import re
from pathlib import Path

SETTINGS = Path(__file__).resolve().parent.parent / "cooperation" / "settings.py"
VARIABLES = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', SETTINGS.read_text()))
