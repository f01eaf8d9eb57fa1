#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a real spreadsheet program makes of an exported CSV.

usage: faults-spreadsheet.py FASCIA

LibreOffice opens the export, saves it in each of its own ways, and saves that as
CSV again: no note was run as a formula, no text or date reads differently, and
importing what it wrote finds everything the same. Skipped, in words, where there is
no LibreOffice (Debian: libreoffice-calc-nogui).
"""

import csv
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

NOTES = [
    "=1+1", "=HYPERLINK(\"http://example.invalid\")", "+45 12 34 56 78", "-1", "@SUM(A1)", "'quoted", "''", "Mar 3", ".5",
    "007", "1/2", "2027-03-26", "26.03.2027", "1e5", "1,5", "1.5", "12:30", "TRUE", "100 %", "1234567890123456789",
    "Læggen var øm; “bedre” bagefter", "two\nlines", "a \"quote\", and a comma", "🙂", "#REF!", "  spaces  ", "=", "e",
]
# Separators, quotes, UTF-8, from the first row.
PLAIN = "44,34,76,1"
# As PLAIN, and “quoted field as text”, which the import dialog offers.
QUOTED_AS_TEXT = "44,34,76,1,,0,true,true,false"
SAVED = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"


class Home:
    def __init__(self, folder, program):
        self.folder = folder
        self.program = program
        folder.mkdir()
        self.environment = {
            "HOME": str(folder), "XDG_DATA_HOME": str(folder / "data"), "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_RUNTIME_DIR": str(folder), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "Europe/Copenhagen",
        }

    def run(self, *arguments):
        done = subprocess.run([self.program, *arguments], env=self.environment, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=60)
        if done.returncode != 0:
            sys.exit(f"fascia {' '.join(map(str, arguments))}: {done.stderr}")
        return done.stdout


def convert(folder, source, target, *, read_as=None):
    """Opens SOURCE and saves it; returns the file."""
    out = folder / f"out-{len(list(folder.glob('out-*')))}"
    out.mkdir()
    command = ["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{folder}/profile"]
    if read_as is not None:
        command.append(f"--infilter=CSV:{read_as}")
    command += ["--convert-to", target, "--outdir", str(out), str(source)]
    environment = {"HOME": str(folder), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "Europe/Copenhagen"}
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300)
    files = list(out.iterdir())
    if len(files) != 1:
        sys.exit(f"LibreOffice wrote {files}: {done.stdout}{done.stderr}")
    return files[0]


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def main():
    program = os.path.abspath(sys.argv[1])
    if shutil.which("soffice", path="/usr/bin:/bin") is None:
        print("There is no LibreOffice here (libreoffice-calc-nogui): skipped.")
        return 77
    folder = pathlib.Path(tempfile.mkdtemp(prefix="fascia-spreadsheet-"))
    problems = []
    try:
        home = Home(folder / "home", program)
        for number, note in enumerate(NOTES):
            home.run("log", "add", "--start", f"2026-{3 + number % 8:02}-{1 + number:02}T18:30", "--minutes", "20",
                     "--technique", "calf-roller", "--area", "calf", "--before", "6", "--note", note)
        exported = folder / "log.csv"
        home.run("export", exported)
        everything = home.run("export", "-")
        listed = json.loads(home.run("log", "--json"))
        if sorted(entry["note"] for entry in listed) != sorted(NOTES):
            problems.append("the notes were not logged as written")

        for read_as in (PLAIN, QUOTED_AS_TEXT):
            for kind in ("ods", "xlsx"):
                name = f"{kind}, {'quoted fields as text' if read_as == QUOTED_AS_TEXT else 'plain'}"
                book = convert(folder, exported, kind, read_as=read_as)
                saved = convert(folder, book, SAVED)
                before, after = rows(exported), rows(saved)
                differ = [(a, b) for x, y in zip(before, after) for a, b in zip(x, y) if a != b]
                if len(before) != len(after):
                    problems.append(f"{name}: {len(before)} rows became {len(after)}")
                for a, b in differ:
                    problems.append(f"{name}: {a!r} reads {b!r} in the spreadsheet")
                summary = json.loads(home.run("import", "--json", "--dry-run", saved))["sessions"]
                if summary["same"] != len(NOTES) or sum(summary.values()) != len(NOTES):
                    problems.append(f"{name}: imported here it is {summary}")
                home.run("import", saved)
                if home.run("export", "-") != everything:
                    problems.append(f"{name}: importing it changed the log")
                # On another machine.
                other = Home(folder / f"other-{len(list(folder.glob('other-*')))}", program)
                other.run("import", saved)
                if sorted(entry["note"] for entry in json.loads(other.run("log", "--json"))) != sorted(NOTES):
                    problems.append(f"{name}: elsewhere the notes are others")
                print(f"{name}: {len(before) - 1} rows, {len(differ)} cells differ, import says {summary}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for problem in problems:
        print("NOT OK:", problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
