"""What the readers in Python share: the plans they read, and names that mean no good."""

import json
import os
import pathlib
import subprocess
import tempfile

FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="permits-foreign-"))

HOSTILE = [
    "=cmd|' /C calc'!A0",
    '+HYPERLINK(\\"https://example.org\\",\\"x\\")',
    "@SUM(1)",
    "-2+3",
    "<script>x</script> & ]]>",
    "a,b;c:d",
    "שלום عالم 👩‍🚀",
    "很长的名称" * 60,
    "END:VEVENT",
]


def hostile_file():
    """A workflow whose names are those above, one task after the other."""
    path = FOLDER / "hostile.toml"
    title = "bad <b>&,;: title"
    text = 'format = 1\n[workflow]\nid = "hostile"\nversion = "1"\ngoal = "s0"\n'
    text += f'title = {{ zh = "{title}", en = "{title}" }}\n'
    for at, name in enumerate(HOSTILE):
        text += f'[[step]]\nid = "s{at}"\nname = {{ zh = "{name}", en = "{name}" }}\nkind = "task"\nestimate = "{at + 1}wd"\n'
        if at + 1 < len(HOSTILE):
            text += f'after = ["s{at + 1}"]\n'
    path.write_text(text, encoding="utf-8")
    return str(path)


PLANS = {
    "full-path": ["--start=2023-06-01"],
    "conventional": ["-w", "conventional", "--start=2026-09-01", "--counting=practice"],
    "land-supply": ["-w", "land-supply", "--start=2024-02-05", "--assumptions=floor"],
    "given": ["--at=deal-confirmation=2023-11-15", "--set=trees=true"],
    "rounds": ["--start=2023-06-01", "--rework=plan-objection=1"],
    "suspended": ["--start=2023-06-01", "--abort=builder-withdraws@2023-09-01"],
    "hostile": ["-w", hostile_file(), "--start=2023-06-01"],
}


def permits(*arguments):
    """What the program writes to standard output, as bytes."""
    return subprocess.run([os.environ["PERMITS"], *arguments], check=True, stdout=subprocess.PIPE).stdout


def plan(arguments):
    """The schedule as the program's own document."""
    return json.loads(permits("simulate", "--format=json", *arguments))


def export(form, arguments, lang="zh"):
    """A file of the same schedule; written twice it has the same bytes."""
    typed = ["export", "--to", form, f"--lang={lang}", *arguments]
    data = permits(*typed)
    assert data == permits(*typed), f"{form} is not the same twice"
    return data
