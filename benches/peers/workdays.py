"""Working days and moments, for many trials at once.

A day is an index from 2002-01-01; a moment is 2 * day (in hours) or 2 * day + 1 (24:00 of the day), so moments compare
as integers. Everything in `Days` takes an array of either and gives one; tables and arrays are of the type that numpy
indexes with, which halves the time of a look-up.
"""

import csv
import datetime
from pathlib import Path

import numpy as np

FIRST, LAST = datetime.date(2002, 1, 1), datetime.date(2100, 12, 31)
DATA = Path(__file__).resolve().parents[2] / "src" / "calendar" / "data"
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
ONE_DAY = datetime.timedelta(1)


def index(date):
    return (date - FIRST).days


def date(day):
    return FIRST + datetime.timedelta(int(day))


def rows(name):
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return csv.DictReader(line for line in lines if line and not line.startswith("#"))


def parsed(text):
    return datetime.date.fromisoformat(text)


def working_dates():
    """For every day whether it is worked: the notices where there are any, a projection after them."""
    days = (LAST - FIRST).days + 1
    worked = np.array([date(day).weekday() < 5 for day in range(days)])
    last_notice = 0
    for row in rows("cn_workdays.csv"):
        worked[index(parsed(row["date"]))] = row["kind"] == "work"
        last_notice = max(last_notice, int(row["notice"]))
    for row in rows("cn_festivals.csv"):
        if int(row["year"]) > last_notice:
            project(worked, row)
    return worked


def project(worked, row):
    """A year without a notice: the statutory days of 2024's list, made good when they are not worked anyway."""
    year, spring = int(row["year"]), parsed(row["spring_festival"])
    statutory = [datetime.date(year, 1, 1), *(spring + i * ONE_DAY for i in range(-1, 3)), parsed(row["qingming"]),
                 datetime.date(year, 5, 1), datetime.date(year, 5, 2), parsed(row["duanwu"]), parsed(row["zhongqiu"]),
                 datetime.date(year, 10, 1), datetime.date(year, 10, 2), datetime.date(year, 10, 3)]
    owed = []
    for day in sorted(map(index, statutory)):
        if worked[day]:
            worked[day] = False
        else:
            owed.append(day)
    for day in owed:
        while day < len(worked) and not worked[day]:
            day += 1
        if day < len(worked):
            worked[day] = False


class Days:
    """The calendar, with a counting profile."""

    def __init__(self, counting):
        worked = working_dates()
        self.day_count = len(worked)
        self.nth = np.flatnonzero(worked)  # the n-th working day of all
        self.upto = np.cumsum(worked)  # working days up to and including the day
        before = self.upto - worked
        self.from_day = self.nth[np.minimum(before, len(self.nth) - 1)]  # first working day from the day on
        # The first day on which an office can act: the moment's own in hours, a later one after 24:00.
        self.office = self.from_day[np.minimum((np.arange(2 * len(worked)) + 1) >> 1, len(worked) - 1)]
        self.practice = counting == "practice"
        self.sittings = {}

    def after(self, day, n):
        """The n-th working day strictly after the day, n at least 1."""
        return self.nth[self.upto[day] + (n - 1)]

    def counted(self, day, n, unit, roll=True):
        """The day n working or natural days after the day."""
        if unit == "wd":
            return self.after(day, n)
        return self.from_day[day + n] if roll else day + n

    def posted(self, day, n, unit, first_day=None, roll=None):
        """The last day of a notice posted on a working day. `first_day` and `roll` override the profile."""
        included = self.practice if first_day is None else first_day == "included"
        rolls = not self.practice if roll is None else roll == "next-working-day"
        if not included:
            return self.counted(day, n, unit, rolls)
        if unit == "d":
            return self.counted(day, n - 1, unit, rolls)
        return day if n == 1 else self.after(day, n - 1)

    def sitting(self, day, cadence):
        """The first sitting on or after the day. A sitting that falls on a rest day is moved to the next working day."""
        if cadence is None:
            return self.from_day[day]
        key = repr(sorted(cadence.items()))
        if key not in self.sittings:
            every = cadence.get("every", 1)
            anchor = cadence.get("anchor", FIRST)
            monday = index(anchor) - anchor.weekday()
            sits = (np.arange(self.day_count) - monday - WEEKDAYS.index(cadence["weekday"])) % (7 * every) == 0
            moved = np.unique(self.from_day[np.flatnonzero(sits)])
            place = np.searchsorted(moved, np.arange(self.day_count))
            self.sittings[key] = moved[np.minimum(place, len(moved) - 1)]
        return self.sittings[key][day]
