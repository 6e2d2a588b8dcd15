"""Reads the MSPDI files with MPXJ, lets its own scheduler date them anew, and holds both against the schedule's JSON."""

import json
import re
import sys
import tempfile
from datetime import date

import jpype
import mpxj  # noqa: F401  puts the library on the class path

from common import PLANS, permits

jpype.startJVM()
from java.time import LocalDateTime  # noqa: E402
from org.mpxj.cpm import MicrosoftScheduler  # noqa: E402
from org.mpxj import TimeUnit  # noqa: E402
from org.mpxj.reader import UniversalProjectReader  # noqa: E402

def day(moment):
    return None if moment is None else date.fromisoformat(str(moment)[:10])


def tasks(project):
    return [task for task in project.getTasks() if task.getID() is not None and int(task.getID()) > 0]


def opened(words):
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        file.write(words.encode())
        file.flush()
        return UniversalProjectReader().read(file.name)


OURS = "Start|Finish|EarlyStart|EarlyFinish|LateStart|LateFinish|FreeSlack|TotalSlack|Critical|Deadline"


def forgetful(words, kept=lambda uid: True):
    """The project without any date or float of a task, so that what comes out is the scheduler's own; without the tasks
    that are not kept, and without deadlines, which that scheduler takes for what its floats are counted to."""
    head, rest = words.split("<Tasks>")
    found = []
    for task in re.findall(r"<Task>\n.*?</Task>\n", rest, flags=re.S):
        if kept(int(re.search(r"<UID>(\d+)</UID>", task).group(1))):
            task = re.sub(rf"<({OURS})>[^<]*</\1>\n", "", task)
            links = re.findall(r"<PredecessorLink>\n.*?</PredecessorLink>\n", task, flags=re.S)
            for link in links:
                if not kept(int(re.search(r"<PredecessorUID>(\d+)<", link).group(1))):
                    task = task.replace(link, "")
            found.append(task)
    return opened(head + "<Tasks>\n" + "".join(found) + "</Tasks>\n</Project>\n")


def dated(project, plan):
    """The project's tasks as the foreign scheduler dates them."""
    MicrosoftScheduler().schedule(project, LocalDateTime.parse(plan["start"] + "T18:00:00"))
    return {int(task.getUniqueID()): task for task in tasks(project)}


def carried(read, steps):
    """The steps whose floats the format can carry: neither they nor what waits for them, on to the goal, sit on fixed
    days or run in natural days."""
    found = {}
    for uid, task in sorted(read.items(), reverse=True):
        step = steps[uid - 1]
        rigid = step["kind"] == "meeting" or re.fullmatch(r"\d+d", step["length"] or "")
        after = [int(link.getSuccessorTask().getUniqueID()) for link in task.getSuccessors()]
        found[uid] = not rigid and all(found[uid] for uid in after)
    # A milestone, which can fall on any day, is counted by the clock.
    return [uid for uid in found if found[uid] and steps[uid - 1]["kind"] != "milestone"]


def floats(plan, words):
    """How many floats are ours when the foreign scheduler counts them, of how many steps that have any."""
    steps = plan["steps"]
    project = forgetful(words, lambda uid: steps[uid - 1]["latest_finish"] is not None)
    to_goal = dated(project, plan)
    # A free float is counted to whatever waits, also to what does not lead to the goal.
    whole = dated(forgetful(words), plan)
    properties = project.getProjectProperties()
    days = lambda slack: float(slack.convertUnits(TimeUnit.HOURS, properties).getDuration()) / 8
    agree = 0
    for uid in carried(to_goal, steps):
        step = steps[uid - 1]
        for ours, theirs in (("total_float", to_goal[uid].getTotalSlack()), ("free_float", whole[uid].getFreeSlack())):
            if step[ours] is None or (ours == "free_float" and whole[uid].getSuccessors().isEmpty()):
                continue
            same = days(theirs) == step[ours]["working"]
            # A free float ends also where a step that does not happen here hands on its trigger: the file has no such
            # step, so there the foreign one can be larger, and only that.
            larger = ours == "free_float" and days(theirs) > step[ours]["working"]
            assert same or larger, (plan["start"], step["id"], ours, str(theirs), step[ours])
            agree += same
    return agree, len(to_goal)


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
    found = dated(forgetful(words), plan)
    different = []
    for uid, step in enumerate(steps, 1):
        finish = str(day(found[uid].getFinish()))
        if finish != step["finish"]["date"]:
            different.append((step["id"], step["kind"], step["length"], finish, step["finish"]["date"]))
    return len(steps), different, floats(plan, words)


def written(arguments):
    """What the file says as it is, for plans whose days another scheduler is not asked to find."""
    plan = json.loads(permits("simulate", "--format", "json", *arguments))
    read = tasks(opened(permits("export", "--to", "mspdi", "--lang=zh", *arguments).decode()))
    steps = [step for step in plan["steps"] if step.get("fate") != "never-starts"]
    assert len(read) == len(steps)
    for task, step in zip(read, steps):
        assert str(task.getText(1)) == step["id"]
        assert str(task.getName()) == step["name"]["zh"], (task.getName(), step["name"]["zh"])
        finish = step["finish"]["date"] if step["finish"] else plan["abort"]["date"]
        assert str(day(task.getFinish())) == finish, (arguments, step["id"], task.getFinish(), finish)
        assert (task.getActualFinish() is not None) == bool(step.get("given")), step["id"]
    return len(read)


if __name__ == "__main__":
    total = agree = to_goal = 0
    failed = False
    for workflow in ["full-path", "design-scheme-supply", "build-on-land-delivery", "land-supply", "conventional"]:
        for start in ["2023-06-01", "2023-09-28", "2024-02-10", "2025-01-18"]:
            for counting in ["statutory", "practice"]:
                arguments = ["-w", workflow, "--start", start, "--counting", counting]
                count, different, (ours, of) = compare(arguments)
                total += count
                agree += ours
                to_goal += of
                if different:
                    failed = True
                    print(arguments, len(different), "of", count, different[:4], file=sys.stderr)
    print(f"{total} steps dated by MPXJ; of the floats it counts of the {to_goal} that lead to the goal {agree}, total or free, are ours")
    # What the format cannot carry does not grow: these may only become more.
    assert total >= 1600 and agree >= 1480, (total, agree)
    told = [written(arguments) for arguments in PLANS.values()]
    print(f"{sum(told)} steps as written in {len(told)} other plans")
    sys.exit(1 if failed else 0)
