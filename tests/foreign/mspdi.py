"""Reads the MSPDI files with MPXJ, lets its own scheduler date them anew, and holds both against the schedule's JSON."""

import json
import os
import re
import subprocess
import sys
import tempfile
from datetime import date

import jpype
import mpxj  # noqa: F401  puts the library on the class path

jpype.startJVM()
from java.time import LocalDateTime  # noqa: E402
from org.mpxj.cpm import MicrosoftScheduler  # noqa: E402
from org.mpxj.reader import UniversalProjectReader  # noqa: E402

PERMITS = os.environ["PERMITS"]


def permits(*arguments):
    done = subprocess.run([PERMITS, *arguments], capture_output=True)
    assert done.returncode == 0, (arguments, done.stderr.decode())
    return done.stdout


def day(moment):
    return None if moment is None else date.fromisoformat(str(moment)[:10])


def tasks(project):
    return [task for task in project.getTasks() if task.getID() is not None and int(task.getID()) > 0]


def opened(words):
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        file.write(words.encode())
        file.flush()
        return UniversalProjectReader().read(file.name)


def forgetful(words):
    """The project without any date or float of a task, so that what comes out is the scheduler's own."""
    head, tasks_part = words.split("<Tasks>")
    ours = "Start|Finish|EarlyStart|EarlyFinish|LateStart|LateFinish|FreeSlack|TotalSlack|Critical"
    return opened(head + "<Tasks>" + re.sub(rf"<({ours})>[^<]*</\1>\n", "", tasks_part))


def compare(arguments):
    plan = json.loads(permits("simulate", "--format", "json", *arguments))
    words = permits("export", "--to", "mspdi", *arguments).decode()
    project = opened(words)
    steps = plan["steps"]
    read = tasks(project)
    assert len(read) == len(steps), (arguments, len(read), len(steps))
    for task, step in zip(read, steps):
        assert str(task.getText(1)) == step["id"]
        assert str(day(task.getFinish())) == step["finish"]["date"], (arguments, step["id"], task.getFinish())
    # Only a sitting, and what waits for nothing when the run starts on a rest day, are held by a constraint: all other
    # days are found by the scheduler, from lengths, links and lags.
    for task, step in zip(read, steps):
        if task.getConstraintDate() is not None:
            assert step["kind"] == "meeting" or not step["drivers"], (arguments, step["id"])
    project = forgetful(words)
    read = tasks(project)
    MicrosoftScheduler().schedule(project, LocalDateTime.parse(plan["start"] + "T18:00:00"))
    different = []
    for task, step in zip(read, steps):
        finish = str(day(task.getFinish()))
        if finish != step["finish"]["date"]:
            different.append((step["id"], step["kind"], step["length"], finish, step["finish"]["date"]))
    return len(steps), different


if __name__ == "__main__":
    total = 0
    failed = False
    for workflow in ["full-path", "design-scheme-supply", "build-on-land-delivery", "land-supply", "conventional"]:
        for start in ["2023-06-01", "2023-09-28", "2024-02-10", "2025-01-18"]:
            for counting in ["statutory", "practice"]:
                arguments = ["-w", workflow, "--start", start, "--counting", counting]
                count, different = compare(arguments)
                total += count
                if different:
                    failed = True
                    print(arguments, len(different), "of", count, different[:4], file=sys.stderr)
    print(f"{total} steps dated by MPXJ")
    assert total > 1000, total
    sys.exit(1 if failed else 0)
