"""The graph as Graphviz lays it out, against `permits simulate --format json`."""

import json
import subprocess
import sys

from common import PLANS, export, plan


def laid_out(data):
    done = subprocess.run(["dot", "-Tjson"], input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True)
    assert not done.stderr.strip(), done.stderr.decode()
    return json.loads(done.stdout)


for name, arguments in PLANS.items():
    for lang in ("zh", "en"):
        graph, schedule = laid_out(export("dot", arguments, lang)), plan(arguments)
        objects = graph["objects"]
        nodes = {node["name"]: node for node in objects if "pos" in node and "nodes" not in node}
        steps = {step["id"]: step for step in schedule["steps"]}
        assert set(nodes) == set(steps), f"{name}: {set(nodes) ^ set(steps)}"
        for step_id, node in nodes.items():
            words = steps[step_id]["name"][lang].split()[0]
            assert words in node["label"], f"{name} {step_id}: {node['label']}"
        edges = {(objects[edge["tail"]]["name"], objects[edge["head"]]["name"]) for edge in graph.get("edges", [])}
        driving = {(driver, step_id) for step_id, step in steps.items() for driver in step["drivers"]}
        # A driver that hands on through a step that does not happen has no arrow of its own.
        assert edges and len(driving - edges) * 4 <= len(driving), f"{name}: {driving - edges}"
    print(f"{name}: {len(nodes)} nodes, {len(edges)} arrows")
sys.exit(0)
