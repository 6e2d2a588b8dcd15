"""Dates of one network for many trials at once, and what is drawn for them.

`schedule` walks a network once; each value in it is an array over trials (or over start days). How long things take it
asks of a `Likely` (nothing is drawn) or a `Drawn`.
"""

import time

import numpy as np

from files import estimate, length

def schedule(network, nodes, days, start, times):
    """Node to (trigger, finish), as moments."""
    found, lengths = {}, {}
    for node in nodes:
        step = network.workflow.steps[node[0]]
        trigger = start
        for place, (before, link) in enumerate(network.links[node]):
            came = came_by(network, days, found[before], lengths[before], before, link)
            trigger = came if place == 0 else np.maximum(trigger, came)
        if node[0] in network.absent:
            lengths[node], finish = 0, trigger
        else:
            lengths[node], unit = times.length(node, step, len(trigger))
            finish = finished(step, trigger, lengths[node], unit, days, times, node)
        found[node] = (trigger, finish)
    return found


def came_by(network, days, dates, n, before, link):
    """When a link lets its successor go."""
    moment = begun(network, days, dates[0], n, before[0]) if link.get("from") == "start" else dates[1]
    lag, unit = length(link.get("lag", "0wd"))
    if lag == 0:
        return moment
    return moment + 2 * lag if unit == "d" else 2 * days.after(moment >> 1, lag)


def begun(network, days, trigger, n, name):
    """The beginning of a step: its office day where an office is needed, else its trigger."""
    kind = network.workflow.steps[name]["kind"]
    if name in network.absent or kind == "milestone":
        return trigger
    if kind in ("task", "listing"):
        return np.where(np.equal(n, 0), 2 * days.office[trigger], trigger)
    return 2 * days.office[trigger]


def finished(step, trigger, n, unit, days, times, node):
    """The finish of a step that is there (semantics, section 4)."""
    kind = step["kind"]
    if kind == "milestone":
        return trigger
    if kind in ("task", "listing") and always_some(n):
        return 2 * days.counted(trigger >> 1, n, unit, rolls(step))
    office = days.office[trigger]
    if kind == "meeting":
        return 2 * days.sitting(office, step.get("cadence"))
    if kind == "consultation":
        return answered(step, office, n, unit, days, times, node)
    if kind == "act" or np.ndim(n) == 0 and n == 0:
        return 2 * office
    if kind == "notice":
        return 2 * days.posted(office, n, unit, step.get("first_day"), step.get("roll")) + 1
    return 2 * later(days, office if kind == "review" else trigger >> 1, n, unit, step, office)


def later(days, day, n, unit, step, at_once):
    """The day a length after the day; where the length is zero, `at_once`."""
    if always_some(n):
        return days.counted(day, n, unit, rolls(step))
    return np.where(np.equal(n, 0), at_once, days.counted(day, np.maximum(n, 1), unit, rolls(step)))


def always_some(n):
    return np.min(n) > 0


def rolls(step):
    return step.get("roll") != "keep"


def answered(step, office, n, unit, days, times, node):
    """A consultation: the last reply or, where one is missing or late, the expiry of the limit."""
    limit = step.get("limit")
    due = days.counted(office, *length(limit), rolls(step)) if limit else None
    replies = times.replies(node, step, len(office))
    if replies is None:  # one length for all of them, or silence
        if limit and "estimate" not in step:
            return 2 * due + 1
        replies = {"": (np.zeros(len(office), bool), n, unit)}
    last, missing = office, np.zeros(len(office), bool)
    for party, (silent, n, unit) in replies.items():
        came = later(days, office, n, unit, step, office)
        late = silent | (came > due) if limit else silent
        times.heard(node, party, late)
        missing = missing | late
        last = np.maximum(last, came * ~late)  # a reply that does not come counts as day 0
    return np.where(missing, 2 * due + 1, 2 * last) if limit else 2 * last


class Likely:
    """Every estimate at its likely point, every party silent."""

    def length(self, node, step, count):
        if step["kind"] in ("notice", "listing"):
            return length(step["limit"])
        if step["kind"] in ("milestone", "act", "meeting"):
            return 0, "wd"
        if "estimate" in step:
            points, unit = estimate(step["estimate"])
            return self.point(points, count), unit
        return length(step["limit"]) if "limit" in step else (0, "wd")

    def point(self, points, count):
        return points[1]

    def replies(self, node, step, count):
        return None

    def heard(self, node, party, late):
        pass


class Drawn(Likely):
    """Lengths and replies drawn, each by itself and anew in every round."""

    def __init__(self, rng, shape):
        self.rng, self.shape = rng, shape
        self.asked, self.unheard = {}, {}
        self.seconds = 0.0  # spent on drawing

    def point(self, points, count):
        """Whole days of a continuous shape over half a day more on both sides."""
        least, likely, most = points
        if least == most:
            return likely
        began = time.perf_counter()
        low, wide = least - 0.5, most - least + 1.0
        if self.shape == "triangular":
            drawn = self.rng.triangular(low, likely, low + wide, count)
        else:
            peak = (likely - low) / wide
            drawn = self.rng.beta(1 + 4 * peak, 1 + 4 * (1 - peak), count)
            drawn *= wide
            drawn += low
        drawn = np.clip(np.rint(drawn, out=drawn), least, most, out=drawn).astype(np.intp)
        self.seconds += time.perf_counter() - began
        return drawn

    def replies(self, node, step, count):
        if "reply" not in step:
            return None
        if "estimate" in step:
            raise ValueError(f"{node[0]}: both an estimate and replies")
        found = {}
        for party in step.get("parties", [""]):
            said = step["reply"] | step.get("party", {}).get(party, {})
            points, unit = estimate(said["estimate"])
            silent = self.rng.random(count) < said.get("silent", 0.0)
            found[party] = (silent, self.point(points, count), unit)
        return found

    def heard(self, node, party, late):
        key = (node[0], party)
        self.asked[key] = self.asked.get(key, 0) + len(late)
        self.unheard[key] = self.unheard.get(key, 0) + int(late.sum())
