"""Triggers in migrations, quickly.

django-pgtrigger makes the model of a trigger and all its relatives anew for each trigger that a migration adds or
takes away, some 30 ms a time. Nothing reads a trigger from those models: a hundred of them were a quarter of the first
start. These operations only keep the state that the next migration is compared with.
"""

import pgtrigger.migrations
from django.db.migrations.state import ProjectState


class AddTrigger(pgtrigger.migrations.AddTrigger):
    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        options = state.models[app_label, self.model_name].options
        options["triggers"] = [*options.get("triggers", []), self.trigger]


class RemoveTrigger(pgtrigger.migrations.RemoveTrigger):
    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        options = state.models[app_label, self.model_name].options
        options["triggers"] = [trigger for trigger in options.get("triggers", []) if trigger.name != self.name]
