"""An empty spreadsheet to fill in: each column explained, with an example."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.utils.translation import gettext as _

from events.imports.sheet.columns import REQUIRED, SHEET_COLUMNS, SheetColumn

CODED = ("type", "state", "mode", "participant_unit", "participant_qualifier", "status")  # that hold one code alone
ROWS = 2_000  # that are formatted as text, so that a spreadsheet program leaves what is typed alone


def entered_columns() -> list[SheetColumn]:
    return [column for column in SHEET_COLUMNS.values() if column.is_entered]


def csv_template() -> bytes:
    """The heading and one example, which has to be replaced."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(column.key for column in entered_columns())
    table.writerow(column.example for column in entered_columns())
    return text.getvalue().encode("utf-8-sig")


def xlsx_template() -> bytes:
    """A sheet to fill in, a sheet that explains its columns, and one with every code."""
    import xlsxwriter  # ten megabytes of each process, for what is seldom asked

    content = io.BytesIO()
    with xlsxwriter.Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        heading = book.add_format({"bold": True, "bg_color": "#DDE6EE", "text_wrap": True, "valign": "top"})
        _events(book.add_worksheet("events"), text, heading)
        _explanations(book.add_worksheet(_("columns")), text, heading)
        _codes(book.add_worksheet(_("codes")), text, heading)
    return content.getvalue()


def _events(sheet: Any, text: Any, heading: Any) -> None:
    columns = entered_columns()
    for number, column in enumerate(columns):
        sheet.set_column(number, number, 28 if column.key in ("title", "summary") else 18, text)
        sheet.write_string(0, number, column.key, heading)
        sheet.write_comment(0, number, f"{column.meaning}\n{column.entry}", {"x_scale": 2, "y_scale": 1.5})
        sheet.write_string(1, number, column.example, text)
        if column.codes and column.key in (
            "type",
            "state",
            "mode",
            "participant_unit",
            "participant_qualifier",
            "status",
        ):
            codes = ", ".join(map(str, column.codes.values))
            if len(codes) <= 255:  # the longest list that a workbook can hold in a cell's rule
                rule = {"validate": "list", "source": list(column.codes.values), "error_type": "warning"}
                sheet.data_validation(1, number, ROWS, number, rule)
    sheet.freeze_panes(1, 2)


def _explanations(sheet: Any, text: Any, heading: Any) -> None:
    titles = [_("column"), _("name"), _("what it means"), _("how it is filled in"), _("example"), _("needed")]
    for number, (title, width) in enumerate(zip(titles, (24, 24, 50, 60, 40, 10), strict=True)):
        sheet.set_column(number, number, width, text)
        sheet.write_string(0, number, title, heading)
    for row, column in enumerate(entered_columns(), 1):
        needed = _("yes") if column.key in REQUIRED else ""
        cells = [column.key, column.label, column.meaning, str(column.entry), column.example, needed]
        for number, cell in enumerate(cells):
            sheet.write_string(row, number, cell, text)
    sheet.freeze_panes(1, 1)


def _codes(sheet: Any, text: Any, heading: Any) -> None:
    for number, (title, width) in enumerate(
        [(_("column"), 24), (_("code"), 24), (_("name"), 30), (_("what it means"), 70)]
    ):
        sheet.set_column(number, number, width, text)
        sheet.write_string(0, number, title, heading)
    row = 1
    for column in entered_columns():
        for code in column.codes or ():
            member: Any = code
            for number, cell in enumerate([column.key, str(member.value), str(member.label), str(member.meaning)]):
                sheet.write_string(row, number, cell, text)
            row += 1
    sheet.freeze_panes(1, 0)
