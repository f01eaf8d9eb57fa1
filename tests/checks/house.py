# SPDX-License-Identifier: GPL-3.0-or-later
"""The house is in order: what stands where, and how its files look."""

import re

from check import files, main

TOP = {"app", "data", "ui", "include", "tests", "meson.build", "README.md", "COPYING"}
MARKS = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
PLACES = re.compile(r"(?<![\w.])/(work|root|home/\w)[/\w]")
TEXTS = (".c", ".h", ".py", ".sh", ".ui", ".css", ".sql", ".xml", ".in", ".build", ".svg", ".ini", ".md")


def top(source, build):
    """The top level is fixed: seven rooms and COPYING, beside dotfiles."""
    there = {path.name for path in source.iterdir() if not path.name.startswith(".")}
    for name in sorted(there - TOP):
        yield f"{name} does not belong to the top level"
    for name in sorted(TOP - there):
        yield f"{name} is missing"


def licences(source, build):
    """Every source says under which licence it stands, in its first lines."""
    for path in files(source, ".c", ".h", ".py", ".sh", ".ui", ".css", ".sql", ".gschema.xml", ".svg"):
        head = path.read_text(encoding="utf-8").splitlines()[:4]
        if not any("SPDX-License-Identifier: " in line for line in head):
            yield f"{path.relative_to(source)} has no SPDX line"
    for name in ("app/run", "tests/run", ".ci/run"):
        if "SPDX-License-Identifier: " not in (source / name).read_text(encoding="utf-8"):
            yield f"{name} has no SPDX line"


def marks(source, build):
    """Nothing is left unfinished, and nothing knows the machine it was made on."""
    here = "tests/checks/house.py"
    for path in files(source, *TEXTS):
        name = str(path.relative_to(source))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if name != here and MARKS.search(line):
                yield f"{name}:{number}: unfinished: {line.strip()}"
            if name != here and PLACES.search(line):
                yield f"{name}:{number}: names a place on one machine: {line.strip()}"
            if line != line.rstrip() or "\t" in line and path.suffix in (".c", ".h", ".py"):
                yield f"{name}:{number}: a tab, or spaces at the end of the line"


def docs(source, build):
    """Every public symbol is explained where it is declared."""
    for path in files(source, ".h", rooms=("include",)):
        name = path.relative_to(source)
        text = path.read_text(encoding="utf-8")
        if "#pragma once" not in text:
            yield f"{name} has no #pragma once"
        body = text.split("G_BEGIN_DECLS", 1)[-1]
        if not re.search(r"/\*\*?\s", body):
            yield f"{name} explains nothing"
        # A comment speaks for the declarations under it, up to the next blank
        # line; macros that declare a type carry their documentation above.
        for group in re.split(r"\n\s*\n", body):
            declares = re.search(r"^[\w].*\bfascia_\w+ \(", group, re.M)
            plain = re.sub(r"^G_(DECLARE|DEFINE)\w*.*$", "", group, flags=re.M)
            if declares and re.search(r"^[\w].*\bfascia_\w+ \(.*", plain, re.M) and "/*" not in group:
                yield f"{name}: not explained: {declares[0]}…"


def colours(source, build):
    """Style sheets use named colours, so dark and high contrast follow the desktop."""
    for path in files(source, ".css", rooms=("ui",)):
        text = re.sub(r"/\*.*?\*/", lambda comment: "\n" * comment[0].count("\n"),
                      path.read_text(encoding="utf-8"), flags=re.S)
        for number, line in enumerate(text.splitlines(), 1):
            value = line.partition(":")[2]
            if re.search(r"#[0-9a-fA-F]{3,8}\b|\b(rgba?|hsla?) ?\(|\b(white|black|red|green|blue|gr[ae]y|yellow|orange)\b", value):
                yield f"{path.relative_to(source)}:{number}: not a named colour: {line.strip()}"


if __name__ == "__main__":
    main({"top": top, "licences": licences, "marks": marks, "docs": docs, "colours": colours})
