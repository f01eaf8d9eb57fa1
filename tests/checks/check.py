# SPDX-License-Identifier: GPL-3.0-or-later
"""What the checks share: how they are called and how they answer.

A check is a function that takes the source folder, the build folder and its
further arguments, and yields one sentence for everything that is wrong.
"""

import pathlib
import shutil
import subprocess
import sys

ROOMS = ("app", "data", "include", "tests", "ui")


class Skip(Exception):
    """The check cannot be made here; its text says why."""


def need(tool):
    """The full name of a program; skips where it is not installed."""
    found = shutil.which(tool, path="/usr/sbin:/usr/bin:/sbin:/bin")
    if not found:
        raise Skip(f"{tool} is not installed")
    return found


def run(*command, **options):
    """What a program prints; it must succeed."""
    return subprocess.run(
        command, check=True, text=True, encoding="utf-8",
        stdout=subprocess.PIPE, **options).stdout


def variable(source, name):
    """The value of a plain variable in the root meson.build."""
    for line in (source / "meson.build").read_text(encoding="utf-8").splitlines():
        if line.startswith(name + " = '"):
            return line.split("'")[1]
    raise SystemExit(f"meson.build does not set {name}")


def files(source, *endings, rooms=ROOMS):
    """Every project file with one of these endings, sorted."""
    found = [path for room in rooms for path in (source / room).rglob("*")
             if path.is_file() and path.name.endswith(endings) and "__pycache__" not in path.parts]
    if not found:
        raise SystemExit(f"no file ends in {' or '.join(endings)}: this check looks in the wrong place")
    return sorted(found)


def main(checks):
    """Runs one check by its name: NAME SOURCE BUILD ARGUMENT…"""
    name, source, build, *arguments = sys.argv[1:]
    try:
        problems = list(checks[name](pathlib.Path(source), pathlib.Path(build), *arguments))
    except Skip as reason:
        print(f"skipped: {reason}")
        sys.exit(77)
    for problem in problems:
        print(problem)
    print(f"{name}: {len(problems)} problem(s)" if problems else f"{name}: all well")
    sys.exit(1 if problems else 0)
