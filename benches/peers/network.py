"""One world's network: which steps and links hold, and the rounds of the stretches that run again.

A node is (step, round), the first round being 1. A link is (from node, what the file says of it).
"""

import heapq
from collections import defaultdict

from files import holds

FAILED = {"failed": True}  # the link from the round that failed to the beginning of the next one


class Network:
    def __init__(self, workflow, facts, again):
        """`again`: how often each rework runs again."""
        self.workflow = workflow
        self.absent = {name for name, step in workflow.steps.items() if not holds(step.get("when"), facts)}
        self.written = {
            name: [(link["step"], link) for link in step["after"].values() if holds(link.get("when"), facts)]
            for name, step in workflow.steps.items()
        }
        self.place = {name: place for place, name in enumerate(workflow.steps)}
        self.last = {name: 1 for name in workflow.steps}
        self.links = {(name, 1): [((before, 1), link) for before, link in links] for name, links in self.written.items()}
        self.nothing_to_repeat = set()
        turn = {name: place for place, (name, _) in enumerate(self.ordered())}
        for rework in sorted(workflow.reworks.values(), key=lambda rework: turn.get(rework["at"], 0)):
            for _ in range(again.get(rework["id"], 0)):
                if not self.repeat(rework["back_to"], rework["at"]):
                    self.nothing_to_repeat.add(rework["id"])
        self.order = self.ordered()

    def reached(self, beginnings, links):
        """The nodes from which the beginnings are reached, themselves included."""
        seen, open_ = set(), list(beginnings)
        while open_:
            node = open_.pop()
            if node not in seen:
                seen.add(node)
                open_.extend(before for before, _ in links.get(node, []))
        return seen

    def repeat(self, back_to, at):
        """One more round of the stretch as written, after the last round of `at` has failed; whether there is one."""
        following = defaultdict(list)
        for name, links in self.written.items():
            for before, link in links:
                following[before].append((name, link))
        stretch = self.reached([at], self.written) & self.reached([back_to], following)
        if not stretch or at in self.absent:
            return False  # nothing leads from one to the other, or nothing is there that could fail
        failed = (at, self.last[at])
        entering = dict(self.last)  # a link from outside comes from the last round, or from the first
        for name in stretch:
            self.last[name] += 1
        fresh = {(name, self.last[name]) for name in stretch}
        for name, turn in sorted(fresh):
            if name == back_to:
                self.links[name, turn] = [(failed, FAILED)]
                continue
            self.links[name, turn] = [
                ((before, self.last[before] if before in stretch else self.comes_from(entering, before, link)), link)
                for before, link in self.written[name]
            ]
        had_happened = self.reached(fresh, self.links)  # does not wait for what it has led to
        for node, links in self.links.items():
            if node[0] not in stretch and node not in had_happened:  # a link that leaves the stretch
                self.links[node] = [
                    ((before[0], self.last[before[0]]), link)
                    if before[0] in stretch and link is not FAILED and link.get("round") != "first" else (before, link)
                    for before, link in links
                ]
        return True

    @staticmethod
    def comes_from(last, before, link):
        return 1 if link.get("round") == "first" else last[before]

    def ordered(self):
        """Topologically, the earliest in file order first."""
        following, missing = defaultdict(list), {}
        for node, links in self.links.items():
            missing[node] = len(links)
            for before, _ in links:
                following[before].append(node)
        ready = [(self.place[name], turn, name) for (name, turn), count in missing.items() if count == 0]
        heapq.heapify(ready)
        order = []
        while ready:
            _, turn, name = heapq.heappop(ready)
            order.append((name, turn))
            for node in following[name, turn]:
                missing[node] -= 1
                if missing[node] == 0:
                    heapq.heappush(ready, (self.place[node[0]], node[1], node[0]))
        if len(order) < len(self.links):
            raise ValueError(f"a cycle among {sorted(set(self.links) - set(order))}")
        return order

    def needed(self, steps):
        """In order, the nodes that lead to the last rounds of these steps."""
        wanted = self.reached([(step, self.last[step]) for step in steps], self.links)
        return [node for node in self.order if node in wanted]
