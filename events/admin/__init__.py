"""The admin, the workplace of the people who keep the record: one file for each noun."""

from events.admin import (  # noqa: F401 - importing a file registers what is in it
    country,
    event,
    former_slug,
    framework,
    imports,
    named_selection,
    organization,
    person,
    quote,
    source,
    theme,
    user,
)
