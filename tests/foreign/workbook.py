"""The workbook as openpyxl and LibreOffice read it, against `permits simulate --format json`."""

import csv
import datetime
import pathlib
import subprocess
import sys

import openpyxl

from common import FOLDER, HOSTILE, PLANS, export, plan

SHEETS = {
    "zh": ["计划", "横道图", "限时", "假设与来源", "注意"],
    "en": ["Plan", "Gantt", "Promises", "Assumptions and sources", "Warnings"],
}
# The rows before the first step, in the plan and in the chart.
ABOVE = {"plan": 3, "chart": 2}


def day(moment):
    return moment and datetime.datetime.fromisoformat(moment["date"])


def check(name, arguments, lang):
    path = FOLDER / f"{name}-{lang}.xlsx"
    path.write_bytes(export("xlsx", arguments, lang))
    schedule = plan(arguments)
    book, shown = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    assert book.sheetnames == SHEETS[lang]
    assert book.properties.created == datetime.datetime.fromisoformat(schedule["start"])
    sheet = book.worksheets[0]
    assert sheet.freeze_panes == "C4" and sheet.auto_filter.ref.startswith("A3:")
    heads = [cell.value for cell in sheet[3]]
    rows = list(sheet.iter_rows(min_row=ABOVE["plan"] + 1))
    assert len(rows) == len(schedule["steps"])
    suspended = schedule.get("abort")
    for number, (row, step) in enumerate(zip(rows, schedule["steps"]), 1):
        values = [cell.value for cell in row]
        where = f"{name} {step['id']}"
        assert values[0] == number and values[2] == step["id"], where
        given = step.get("given")
        begins = None if step.get("fate") == "never-starts" else step["finish"] if given else step["begins"]
        expected = [
            None if given else day(step["trigger"]),
            day(begins),
            day(step["finish"]),
            day(step["latest_trigger"]),
            day(step["latest_finish"]),
        ]
        assert values[6:11] == expected, f"{where}: {values[6:11]} {expected}"
        for cell, moment in zip(row[8:9], [step["finish"]]):
            if moment:
                marks = (cell.number_format.startswith('"~"'), cell.number_format.endswith('"*"'))
                assert marks == (moment["provisional"], moment["at"] == "end-of-day"), where
        floats = [step[key] and step[key]["working"] for key in ("total_float", "free_float")]
        assert values[13:15] == floats, f"{where}: {values[13:15]} {floats}"
        assert bool(values[16]) == step["critical"], where
        assert all(cell.data_type != "f" for cell in row), where
    # The chart's dates are those of the plan, as formulas that carry their values.
    chart, drawn = book.worksheets[1], shown.worksheets[1]
    for at, row in enumerate(rows):
        line = at + ABOVE["chart"] + 1
        for column, there in ((2, 1), (3, 7), (4, 8)):
            cell, value = chart.cell(line, column), drawn.cell(line, column).value
            if cell.data_type == "f":
                assert cell.value == f"='{SHEETS[lang][0]}'!{row[there].coordinate}", cell.value
                assert value == row[there].value, f"{name} {row[2].value}: {value} {row[there].value}"
    rules = [rule for rules in chart.conditional_formatting for rule in rules.rules]
    assert len(rules) == 3
    days = [cell.value for cell in chart[2][5:]]
    step_days = {(b - a).days for a, b in zip(days, days[1:])}
    assert step_days in ({1}, {7}), step_days
    finishes = [day(step["finish"]) for step in schedule["steps"] if step["finish"]]
    assert max(finishes) <= days[-1] + datetime.timedelta(days=7) and min(days) <= min(finishes)
    promises = book.worksheets[2]
    told = [[cell.value for cell in row][1:] for row in promises.iter_rows(min_row=2)]
    assert [row[0] for row in told] == [promise["id"] for promise in schedule["promises"]]
    for row, promise in zip(told, schedule["promises"]):
        due = datetime.datetime.fromisoformat(promise["due"])
        assert (row[4], row[7]) == (due, promise["margin"]), row
    assert heads[2] and (suspended is None or len(schedule["promises"]) < 8)
    # Every length that nobody publishes is on the sheet of assumptions.
    ids = {cell.value for cell in book.worksheets[3]["B"]}
    for step in schedule["steps"]:
        if step["length"] and not step.get("given"):
            assert step["id"] in ids, f"{name}: {step['id']}"
    return path, len(rows)


def written(date):
    """A date as LibreOffice writes it, in the form of everybody else."""
    date = date.strip("~*")
    if "/" in date:
        month, of_month, year = date.split("/")
        date = f"{year}-{month}-{of_month}"
    return date


def calculated(path, expected):
    """What LibreOffice shows, sheet by sheet, once it has calculated everything anew."""
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    home = f"-env:UserInstallation=file://{FOLDER}/office"
    command = ["soffice", home, "--headless", "--convert-to", form, "--outdir", str(FOLDER), str(path)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    read = {}
    for sheet in expected:
        file = FOLDER / f"{pathlib.Path(path).stem}-{sheet}.csv"
        with open(file, encoding="utf-8", newline="") as lines:
            read[sheet] = list(csv.reader(lines))
    return read


for name, arguments in PLANS.items():
    told = [check(name, arguments, lang) for lang in ("zh", "en")]
    print(f"{name}: {told[0][1]} rows")

for name in ("full-path", "conventional"):
    path = FOLDER / f"{name}-en.xlsx"
    read = calculated(path, SHEETS["en"])
    steps = plan(PLANS[name])["steps"]
    for row, line, step in zip(read["Plan"][3:], read["Gantt"][2:], steps, strict=True):
        # As text LibreOffice writes a date in a form of its own, without what its format puts around it.
        assert written(row[8]) == step["finish"]["date"], row
        assert line[1:4] == [row[1], row[7], row[8]], f"{line[:5]} {row[:9]}"
    errors = [cell for sheet in read.values() for row in sheet for cell in row if cell.startswith(("#", "Err:"))]
    assert not errors, errors

read = calculated(FOLDER / "hostile-en.xlsx", SHEETS["en"])
names = {row[1] for row in read["Plan"][3:]}
assert names == {name.replace('\\"', '"') for name in HOSTILE}, names
assert [row[1] for row in read["Gantt"][2:]] == [row[1] for row in read["Plan"][3:]]
sys.exit(0)
