"""Static files under names made of their content, so that browsers keep them for good."""

from collections.abc import Callable
from re import Match
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

OWN_MODULES = "admin-extra/"


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Our modules import each other by these names as well, because files under plain names are not kept.

    Those of packages stay as they are: one of htmx's names a file that it does not bring along.
    """

    support_js_module_import_aggregation = True

    def url_converter(self, name: str, *args: Any, **kwargs: Any) -> Callable[[Match[str]], str]:
        if name.endswith(".js") and not name.startswith(OWN_MODULES):
            return lambda match: match[0]
        converter: Callable[[Match[str]], str] = super().url_converter(name, *args, **kwargs)
        return converter
