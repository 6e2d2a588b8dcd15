"""Workflow files and assumption sets, read and merged.

Of each step there remains a plain dictionary as in the file, with `after` as {step: link}, so that a link to the same
step replaces an earlier one.
"""

import re
import tomllib
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "workflows"


def load(name, folder):
    path = Path(name) if name.endswith(".toml") else folder / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")), path.parent


class Workflow:
    def __init__(self, name):
        self.steps, self.promises, self.reworks, self.facts = {}, {}, {}, {}
        self.applied = set()
        self.goal = self.apply(name, FOLDER)["goal"]

    def apply(self, name, folder):
        """Included files first, each once; then what is dropped of them; then the file's own."""
        file, folder = load(name, folder)
        head = file["workflow"]
        if head["id"] in self.applied:
            return head
        self.applied.add(head["id"])
        for included in head.get("include", []):
            self.apply(included, folder)
        for gone in head.get("drop", []):
            del self.steps[gone]
            for step in self.steps.values():
                step["after"].pop(gone, None)
        for step in file.get("step", []):
            merged = self.steps.setdefault(step["id"], {"after": {}})
            links = {}
            for link in step.pop("after", []):
                link = {"step": link} if isinstance(link, str) else link
                links[link["step"]] = link
            merged.update(step)
            merged["after"].update(links)
        for kind, held in (("promise", self.promises), ("rework", self.reworks)):
            for item in file.get(kind, []):
                held.setdefault(item["id"], {}).update(item)
        for kind in ("fact", "reading"):
            for fact, said in file.get(kind, {}).items():
                self.facts.setdefault(fact, {}).update(said)
        return head

    def assume(self, name):
        """Puts an assumption set on top: lengths and cadences, replies, chances."""
        file, _ = load(name, FOLDER / "assumptions")
        for step, said in file.get("step", {}).items():
            if step in self.steps:
                self.steps[step].update(said)
        for fact, said in file.get("fact", {}).items():
            if fact in self.facts:
                self.facts[fact].update(said)


def length(text):
    """`5wd`, `30d` and their Chinese forms: (5, "wd"), (30, "d")."""
    number, unit = re.fullmatch(r"(\d+) ?(wd|d|个工作日|个自然日)", text).groups()
    return int(number), "wd" if unit in ("wd", "个工作日") else "d"


def estimate(said):
    """((min, likely, max), unit)."""
    points = [said] * 3 if isinstance(said, str) else [said[point] for point in ("min", "likely", "max")]
    points = [length(point) for point in points]
    return tuple(n for n, _ in points), points[0][1]


def holds(when, facts):
    """All of a table hold; of an array of tables one does; of a list of values one is the fact's."""
    if when is None:
        return True
    if isinstance(when, list):
        return any(holds(table, facts) for table in when)
    return all(facts[name] in value if isinstance(value, list) else facts[name] == value for name, value in when.items())


def named(when):
    """The facts that a condition names."""
    return {name for table in (when if isinstance(when, list) else [when or {}]) for name in table}
