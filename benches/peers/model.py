#!/usr/bin/env python3
"""Odds of a land-permit procedure, worked out a second time: see README.md beside this file."""

import argparse
import datetime
import json
import time

import numpy as np

from files import Workflow, holds, length, named
from network import Network
from trials import Drawn, schedule
from workdays import Days, date, index

BLOCK = 1 << 14  # trials that go through the network side by side
DRAWN_AT_ONCE = 1 << 20  # trials whose facts are drawn at once


class Case:
    """What is settled and what is open."""

    def __init__(self, args):
        self.workflow = Workflow(args.workflow)
        self.workflow.assume(args.assumptions)
        self.goal = args.goal or self.workflow.goal
        said = dict(item.split("=", 1) for item in args.set)
        settled = set(said)
        self.facts, self.chances = {}, {}
        for name, fact in self.workflow.facts.items():
            self.facts[name] = typed(fact, said.pop(name)) if name in said else fact["default"]
            if "chance" in fact and name not in settled:
                if 0 < fact["chance"] < 1:
                    self.chances[name] = fact["chance"]
                else:
                    self.facts[name] = fact["chance"] == 1
        if said:
            raise SystemExit(f"no such fact: {', '.join(said)}")
        # The facts that a world is made of; one that only decides whether a stretch fails shows in its rounds.
        conditions = [step.get("when") for step in self.workflow.steps.values()]
        conditions += [link.get("when") for step in self.workflow.steps.values() for link in step["after"].values()]
        deciding = set().union(*map(named, conditions))
        self.deciding = [name for name in self.chances if name in deciding]
        reworks = self.workflow.reworks.values()
        self.open_reworks = [rework for rework in reworks if named(rework["when"]) & set(self.chances)]

    def worlds(self, rng, trials):
        """What is open, drawn for each trial: (facts, rounds of the reworks) and in how many trials."""
        sizes = [2] * len(self.deciding) + [rework["max"] + 1 for rework in self.open_reworks]
        if not sizes:
            return [(*self.world([]), trials)]
        counts = np.zeros(np.prod(sizes), np.intp)
        for first in range(0, trials, DRAWN_AT_ONCE):
            columns = self.drawn(rng, min(DRAWN_AT_ONCE, trials - first))
            counts += np.bincount(np.ravel_multi_index(columns, sizes), minlength=len(counts))
        return [(*self.world(np.unravel_index(kind, sizes)), int(counts[kind])) for kind in np.flatnonzero(counts)]

    def drawn(self, rng, trials):
        """For each trial the facts that are open, and how often each stretch fails: it asks its facts each round."""
        most = max([rework["max"] for rework in self.open_reworks], default=1)
        answers = {name: rng.random((most, trials)) < chance for name, chance in self.chances.items()}
        columns = [answers[name][0] for name in self.deciding]
        for rework in self.open_reworks:
            failing, times = np.ones(trials, bool), np.zeros(trials, np.intp)
            for turn in range(rework["max"]):
                failing = failing & fails(rework["when"], self.facts, answers, turn)
                times += failing
            columns.append(times)
        return columns

    def world(self, kind):
        """The facts, and how often each rework runs again."""
        facts = self.facts | {name: bool(value) for name, value in zip(self.deciding, kind)}
        drawn = {rework["id"]: int(times) for rework, times in zip(self.open_reworks, kind[len(self.deciding):])}
        return facts, self.settled_rounds(facts) | drawn

    def settled_rounds(self, facts):
        """A rework whose condition is settled and holds happens once."""
        return {
            name: 1 for name, rework in self.workflow.reworks.items()
            if rework not in self.open_reworks and holds(rework["when"], facts)
        }


def typed(fact, text):
    return {"bool": lambda: text == "true", "count": lambda: int(text)}.get(fact["type"], lambda: text)()


def fails(when, facts, drawn, turn):
    """Whether a condition holds in each trial, its open facts being asked for the turn-th time."""
    found = False
    for table in when if isinstance(when, list) else [when]:
        all_hold = True
        for name, value in table.items():
            if name in drawn:
                wanted = value if isinstance(value, list) else [value]
                all_hold = all_hold & np.isin(drawn[name][turn], wanted)
            else:
                all_hold = all_hold & holds({name: value}, facts)
        found = found | all_hold
    return found


def tested_promises(network):
    """Those both of whose ends are there."""
    there = network.workflow.steps.keys() - network.absent
    return [(name, promise) for name, promise in network.workflow.promises.items() if {promise["from"], promise["to"]} <= there]


class Counts:
    """What is counted of the trials."""

    def __init__(self, days):
        self.days = np.zeros(days, np.int64)
        self.promises = {}

    def add(self, case, network, days, found):
        goal = found[case.goal, network.last[case.goal]][1] >> 1
        # Few days beside all that the calendar has.
        low = int(goal.min())
        here = np.bincount(goal - low)
        self.days[low:low + len(here)] += here
        for name, promise in tested_promises(network):
            begun, done = (found[end, network.last[end]][1] >> 1 for end in (promise["from"], promise["to"]))
            n, _ = length(promise["within"])
            due = days.after(begun, n) if n else begun
            tested, kept = self.promises.get(name, (0, 0))
            self.promises[name] = (tested + len(done), kept + int((done <= due).sum()))


def run(case, args):
    began = time.perf_counter()
    rng = np.random.Generator(np.random.PCG64(args.seed))
    days, times = Days(args.counting), Drawn(rng, args.shape)
    start = index(args.start)
    counts = Counts(days.day_count)
    prepared, calendar_seconds = 0.0, time.perf_counter() - began
    worlds = case.worlds(rng, args.trials)
    for facts, again, trials in worlds:
        preparing = time.perf_counter()
        network = Network(case.workflow, facts, again)
        ends = {promise[end] for _, promise in tested_promises(network) for end in ("from", "to")}
        nodes = network.needed({case.goal} | ends)
        prepared += time.perf_counter() - preparing
        for first in range(0, trials, BLOCK):
            here = min(BLOCK, trials - first)
            found = schedule(network, nodes, days, np.full(here, 2 * start, np.intp), times)
            counts.add(case, network, days, found)
    seconds = time.perf_counter() - began - calendar_seconds
    return report(case, args, counts, times, len(worlds), {
        "all": seconds, "drawing lengths": times.seconds, "making networks": prepared,
    })


def report(case, args, counts, times, worlds, seconds):
    probability = counts.days / args.trials
    upto = np.cumsum(counts.days)
    reached = np.flatnonzero(counts.days)
    natural = reached - index(args.start)
    silent = [
        {"step": step, "party": party, "asked": asked / args.trials, "silent": times.unheard[step, party] / asked}
        for (step, party), asked in times.asked.items()
    ]
    return {
        "workflow": args.workflow, "assumptions": args.assumptions, "start": str(args.start),
        "counting": args.counting, "shape": args.shape, "seed": args.seed, "goal": case.goal,
        "trials": args.trials,
        "trials_per_second": round(args.trials / seconds["all"]),
        "seconds": {part: round(taken, 3) for part, taken in seconds.items()},
        "worlds": worlds,
        "quantiles": {
            f"p{percent:02}": str(date(np.searchsorted(upto, -(-percent * args.trials // 100))))
            for percent in (5, 10, 25, 50, 80, 90, 95)
        },
        "mean_natural_days": float((natural * probability[reached]).sum()),
        "promises": [
            {"id": name, "probability": kept / tested, "tested": tested / args.trials}
            for name, (tested, kept) in counts.promises.items()
        ],
        "silent": silent,
        "distribution": [{"date": str(date(day)), "probability": float(probability[day])} for day in reached],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workflow", default="full-path", help="a name in workflows/, or a .toml file")
    parser.add_argument("--assumptions", default="stressed")
    parser.add_argument("--start", type=datetime.date.fromisoformat, default=datetime.date(2023, 6, 1))
    parser.add_argument("--counting", choices=["statutory", "practice"], default="statutory")
    parser.add_argument("--shape", choices=["pert", "triangular"], default="pert")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--goal")
    parser.add_argument("--trials", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--check", metavar="PERMITS", help="compare dates with those of this program instead")
    args = parser.parse_args()
    if args.check:
        from check import check
        raise SystemExit(check(args))
    print(json.dumps(run(Case(args), args), indent=1))


if __name__ == "__main__":
    main()
