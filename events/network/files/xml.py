"""Text that is safe in XML, whatever somebody was named."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

# All that XML 1.0 can't hold, not even escaped.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SPACES = {"\t": "&#9;", "\n": "&#10;", "\r": "&#13;", '"': "&quot;"}


def text(value: object) -> str:
    """For an attribute or an element alike; characters that no XML can hold become �."""
    return escape(UNWRITABLE.sub("\ufffd", str(value)), SPACES)
