"""The calendar file as python's icalendar reads it, against `permits simulate --format json`."""

import datetime
import json
import sys

import icalendar

from common import FOLDER, HOSTILE, PLANS, export, permits, plan


def day(text):
    return datetime.date.fromisoformat(text)


def check(name, arguments, lang):
    data = export("ics", arguments, lang)
    lines = data.split(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b""), "lines end with CR LF"
    assert all(len(line) <= 75 for line in lines), f"{name}: a line is too long"
    for line in lines:
        line.decode("utf-8")
    calendar = icalendar.Calendar.from_ical(data)
    assert not calendar.errors, calendar.errors
    schedule = plan(arguments)
    stamp = datetime.datetime.fromisoformat(schedule["start"] + "T00:00:00+00:00")
    events = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    assert len(events) == len(calendar.walk("VEVENT")), f"{name}: a UID comes twice"
    suspended = schedule.get("abort")
    expected = {}
    for step in schedule["steps"]:
        if suspended and step.get("fate") == "never-starts":
            continue
        given = step.get("given")
        finish = step["finish"]["date"] if step["finish"] else suspended["date"]
        begins = finish if given else step["begins"]["date"]
        unsure = step["provisional"] and bool(step["finish"])
        expected[f"step.{step['id']}"] = (begins, finish, unsure, step["name"][lang])
    for promise in schedule["promises"]:
        expected[f"promise.{promise['id']}"] = (promise["due"], promise["due"], promise["due_provisional"], None)
    found = {uid.removesuffix("@permits").rsplit(f".{schedule['workflow']['id']}", 1)[0]: uid for uid in events}
    assert set(found) == set(expected), f"{name}: {set(found) ^ set(expected)}"
    for uid, (begins, finish, unsure, words) in expected.items():
        event = events[found[uid]]
        start, end = event.decoded("DTSTART"), event.decoded("DTEND")
        assert type(start) is datetime.date and type(end) is datetime.date, "all-day"
        assert start == day(begins), f"{name} {uid}: {start} {begins}"
        assert end - datetime.timedelta(days=1) == day(finish), f"{name} {uid}: {end} {finish}"
        assert event.decoded("DTSTAMP") == stamp
        assert (str(event["STATUS"]) == "TENTATIVE") == unsure, f"{name} {uid}"
        if words is not None:
            assert words.split()[0] in str(event["SUMMARY"]), f"{name} {uid}: {event['SUMMARY']}"
        for alarm in event.walk("VALARM"):
            when = alarm.decoded("TRIGGER")
            local = when.astimezone(datetime.timezone(datetime.timedelta(hours=8)))
            # While a step runs; of a promise before the day that is due.
            inside = start < local.date() < end if uid.startswith("step.") else local.date() < start
            assert local.hour == 9 and inside, f"{name} {uid}: {local}"
    alarms = sum(len(event.walk("VALARM")) for event in events.values())
    return len(events), alarms


for name, arguments in PLANS.items():
    told = [check(name, arguments, lang) for lang in ("zh", "en")]
    assert told[0] == told[1]
    print(f"{name}: {told[0][0]} events, {told[0][1]} alarms")


def check_progress():
    """The calendar of a folder of projects: every open step, from its beginning to the day it is due."""
    folder = FOLDER / "projects"
    folder.mkdir()
    records = '[actual.draft-plan]\nfinished = 2023-07-07\n[actual.consult-plan]\nstarted = 2023-07-07\n'
    for name, said in (("one", records), ("two", ""), ('th,r;e"e', records)):
        text = f"format = 1\n[project]\nname = '{name}'\nworkflow = \"full-path\"\nstart = 2023-06-01\n{said}"
        (folder / f"{len(name)}.toml").write_text(text, encoding="utf-8")
    target = str(folder / "all.ics")
    permits("track", str(folder), "--as-of=2023-07-10", "--lang=zh", f"--ics={target}")
    calendar = icalendar.Calendar.from_ical(open(target, "rb").read())
    assert not calendar.errors, calendar.errors
    events = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    assert len(events) == len(calendar.walk("VEVENT")), "a UID comes twice"
    stamp = datetime.datetime.fromisoformat("2023-07-10T00:00:00+00:00")
    steps = 0
    for path in sorted(folder.glob("*.toml")):
        told = json.loads(permits("track", str(path), "--as-of=2023-07-10", "--format=json"))
        for step in told["steps"]:
            if step["state"] == "done":
                continue
            event = events.pop(f"track.{step['id']}.full-path.{path.stem}@permits")
            last = max(step["forecast_finish"], step["due"] or "")
            assert event.decoded("DTEND") - datetime.timedelta(days=1) == day(last), step
            assert event.decoded("DTSTART") == day(min(step["forecast"]["begins"]["date"], last)), step
            assert event.decoded("DTSTAMP") == stamp
            assert str(event["SUMMARY"]).startswith(told["project"]), event["SUMMARY"]
            steps += 1
    assert all(uid.startswith("track-promise.") for uid in events), events
    print(f"progress: {steps} open steps, {len(events)} promises")


check_progress()
hostile = icalendar.Calendar.from_ical(export("ics", PLANS["hostile"]))
names = [str(event["SUMMARY"]) for event in hostile.walk("VEVENT")]
plain = [name.replace('\\"', '"') for name in HOSTILE]
assert sorted(names) == sorted(plain), set(names) ^ set(plain)
sys.exit(0)
