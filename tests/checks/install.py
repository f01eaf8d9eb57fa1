# SPDX-License-Identifier: GPL-3.0-or-later
"""What gets installed: exactly the files on the list, which find each other."""

import os
import pathlib
import re
import tempfile

from check import main, run


def installed(source, build, prefix, meson):
    """A staged installation holds what installed.txt says, and absolute Exec lines."""
    expected = set((source / "tests" / "checks" / "installed.txt").read_text(encoding="utf-8").split())
    with tempfile.TemporaryDirectory() as stage:
        run(meson, "install", "-C", str(build), "--no-rebuild", "--quiet",
            env={**os.environ, "DESTDIR": stage})
        root = pathlib.Path(stage) / prefix.lstrip("/")
        there = {str(path.relative_to(root)) for path in root.rglob("*") if not path.is_dir()}
        outside = [path for path in pathlib.Path(stage).rglob("*")
                   if not path.is_dir() and root not in path.parents]
        for path in outside:
            yield f"installed outside the prefix: {path}"
        for name in sorted(there - expected):
            yield f"installed, but not on the list: {name}"
        for name in sorted(expected - there):
            yield f"on the list, but not installed: {name}"
        for name in sorted(there & expected):
            if not name.endswith((".desktop", ".service")):
                continue
            for line in re.findall(r"^Exec=(.*)$", (root / name).read_text(encoding="utf-8"), re.M):
                program = pathlib.PurePath(line.split()[0])
                if not program.is_absolute() or not program.is_relative_to(prefix):
                    yield f"{name}: Exec={line} is not absolute"
                elif str(program.relative_to(prefix)) not in there:
                    yield f"{name}: starts {program}, which is not installed"
        for name in ("bin/fascia", "libexec/fascia-reminderd"):
            if name in there and not os.access(root / name, os.X_OK):
                yield f"{name} cannot be executed"


if __name__ == "__main__":
    main({"installed": installed})
