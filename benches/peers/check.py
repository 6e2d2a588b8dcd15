"""Dates instead of odds: every estimate at its likely point and nothing open, against `permits simulate`.

Compared are the trigger and the finish of every step and every round, with their position in the day, and which steps
are absent: over many start days, in both counting profiles, with each fact at each of its values and with stretches
that run again.
"""

import datetime
import json
import subprocess

import numpy as np

from files import Workflow, holds
from network import Network
from trials import Likely, schedule
from workdays import Days, date, index

# Rest days and holidays among them, notices of many years, and years that have none.
MANY = [datetime.date(2005, 1, 3) + datetime.timedelta(157 * i) for i in range(64)]
FEW = [datetime.date(2023, 6, 1), datetime.date(2024, 2, 9), datetime.date(2025, 9, 27)]
NAMES = {0: "in-hours", 1: "end-of-day"}


def scenarios(workflow):
    """(what is set, how often stretches run again, start days)."""
    yield {}, {}, MANY
    for name, fact in workflow.facts.items():
        values = {"bool": [False, True], "choice": fact.get("choices", [])}.get(fact["type"], [])
        for value in values:
            if value != fact["default"]:
                yield {name: value}, {}, FEW
    reworks = list(workflow.reworks)
    for one in reworks:
        yield {}, {one: 1}, FEW
        yield {}, {one: 2}, FEW
        for other in reworks:
            if one < other:
                yield {}, {one: 1, other: 2}, FEW
                yield {}, {one: 2, other: 1}, FEW
    yield {}, {one: 2 for one in reworks}, FEW


def check(args):
    workflow = Workflow(args.workflow)
    workflow.assume(args.assumptions)
    compared, moments, wrong = 0, 0, 0
    for counting in ("statutory", "practice"):
        days = Days(counting)
        for settings, asked, starts in scenarios(workflow):
            facts = {name: fact["default"] for name, fact in workflow.facts.items()} | settings
            again = {name: 1 for name, rework in workflow.reworks.items() if holds(rework["when"], facts)} | asked
            network = Network(workflow, facts, again)
            moments_of_starts = np.array([2 * index(start) for start in starts], np.intp)
            found = schedule(network, network.order, days, moments_of_starts, Likely())
            for place, start in enumerate(starts):
                flags = [f"--set={name}={str(value).lower() if isinstance(value, bool) else value}"
                         for name, value in settings.items()]
                flags += [f"--rework={name}={count}" for name, count in asked.items()]
                theirs = simulate(args, counting, start, flags)
                if isinstance(theirs, str):
                    if "nothing to repeat" in theirs and network.nothing_to_repeat & asked.keys():
                        continue
                    print(f"{start} {counting} {' '.join(flags)}: {theirs}")
                    wrong += 1
                    continue
                ours = told(network, found, place)
                compared += 1
                moments += 2 * len(ours)
                for step in sorted(ours.keys() | theirs.keys()):
                    if ours.get(step) != theirs.get(step):
                        wrong += 1
                        if wrong <= 20:
                            print(f"{start} {counting} {' '.join(flags)}: {step}: {theirs.get(step)}, here {ours.get(step)}")
    print(f"{compared} schedules, {moments} moments compared, {wrong} differ")
    return 1 if wrong else 0


def told(network, found, place):
    """Name to (trigger, finish), of the steps that are there."""
    ours = {}
    for (name, turn), moments in found.items():
        if name not in network.absent:
            ours[name if turn == 1 else f"{name}~{turn}"] = tuple(
                f"{date(moment[place] >> 1)} {NAMES[int(moment[place]) & 1]}" for moment in moments
            )
    return ours


def simulate(args, counting, start, flags):
    command = [args.check, "simulate", "-w", args.workflow, "--assumptions", args.assumptions, "--start", str(start),
               "--counting", counting, "--allow-out-of-scope", "--format", "json", "-q", *flags]
    ran = subprocess.run(command, capture_output=True, text=True)
    if ran.returncode:
        return f"exit code {ran.returncode}: {ran.stderr.strip()}"
    return {
        step["id"]: tuple(f"{step[end]['date']} {step[end]['at']}" for end in ("trigger", "finish"))
        for step in json.loads(ran.stdout)["steps"]
    }
