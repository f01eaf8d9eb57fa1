# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts: all of them found, all of them Danish too, in real typography."""

import ast
import pathlib
import re
import subprocess
import tempfile

from check import files, main, need, run

MARKED = re.compile(r"\b(_|N_|C_|NC_|Q_|ngettext|g_dngettext|g_dcgettext|g_dpgettext2) ?\(|translatable=\"(yes|true)\"")
KEYWORDS = ("_", "N_", "C_:1c,2", "NC_:1c,2", "g_dcgettext:2", "g_dngettext:2,3", "g_dpgettext2:2c,3")


def listed(source):
    lines = (source / "data" / "po" / "POTFILES").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def template(source, folder):
    """Extracts the texts anew and returns the template's path."""
    pot = pathlib.Path(folder) / "fascia.pot"
    run(need("xgettext"), f"--directory={source}", "--files-from=" + str(source / "data" / "po" / "POTFILES"),
        "--from-code=UTF-8", "--add-comments", f"--output={pot}", *(f"--keyword={word}" for word in KEYWORDS))
    return pot


def entries(catalogue):
    """(message id, [translations], where) of every entry but the header."""
    text = run(need("msgattrib"), "--no-wrap", "--no-obsolete", str(catalogue))
    for block in text.split("\n\n"):
        parts = re.findall(r'^(msg\w+(?:\[\d\])?) ((?:".*"\n?)+)', block, re.M)
        said = [(key, "".join(ast.literal_eval(line) for line in value.splitlines())) for key, value in parts]
        ids = [value for key, value in said if key in ("msgid", "msgid_plural")]
        strings = [value for key, value in said if key.startswith("msgstr")]
        if ids and ids[0]:
            yield ids, strings, " ".join(re.findall(r"^#: (.*)", block, re.M))


def potfiles(source, build):
    """Every file with a text in it is in POTFILES, and no other."""
    names = listed(source)
    if names != sorted(set(names)):
        yield "POTFILES is not sorted, or names a file twice"
    for name in names:
        if not (source / name).is_file():
            yield f"POTFILES names {name}, which does not exist"
    for path in files(source, ".c", ".h", ".ui", ".in", rooms=("app", "data", "ui")):
        name = str(path.relative_to(source))
        text = path.read_text(encoding="utf-8")
        has_texts = bool(MARKED.search(text)) or name.endswith((".desktop.in", ".metainfo.xml.in"))
        if has_texts and name not in names:
            yield f"POTFILES lacks {name}"
        if not has_texts and name in names:
            yield f"POTFILES names {name}, which has no text to translate"


def danish(source, build):
    """Nothing is left in English, nothing is guessed, formats agree."""
    folder = source / "data" / "po"
    languages = (folder / "LINGUAS").read_text(encoding="utf-8").split()
    if sorted(languages) != sorted(path.stem for path in folder.glob("*.po")):
        yield "LINGUAS and the .po files are not the same"
    with tempfile.TemporaryDirectory() as scratch:
        pot = template(source, scratch)
        for language in languages:
            merged = pathlib.Path(scratch) / f"{language}.po"
            run(need("msgmerge"), "--quiet", "--no-fuzzy-matching", f"--output-file={merged}",
                str(folder / f"{language}.po"), str(pot))
            done = subprocess.run([need("msgfmt"), "--check", "--output-file=/dev/null", str(merged)],
                                  text=True, encoding="utf-8", stderr=subprocess.PIPE)
            if done.returncode != 0:
                yield done.stderr.strip()
            for word, options in (("untranslated", ["--untranslated"]), ("fuzzy", ["--only-fuzzy"])):
                left = pathlib.Path(scratch) / word
                run(need("msgattrib"), *options, f"--output-file={left}", "--force-po", str(merged))
                for ids, _, where in entries(left):
                    yield f"{language}: {word}: {ids[0]!r} ({where})"


def typography(source, build):
    """Curly quotes, one ellipsis, no double spaces; in both languages."""
    faults = (
        (re.compile(r'"'), 'a straight quote (write “…”)'),
        (re.compile(r"'"), "a straight apostrophe (write ’)"),
        (re.compile(r"\.\.\."), "three dots (write …)"),
        (re.compile(r"(?<=\S)  +(?=\S)"), "two spaces"),
        (re.compile(r"^\S.*\w[.!?]? $"), "a space at the end"),
        (re.compile(r"\d ?x ?\d|\bx ?\d"), "the letter x as a sign (write ×)"),
        (re.compile(r"(?<![\d-])\d{1,3}-\d{1,3}(?![\d-])"), "a hyphen in a range (write –)"),
        (re.compile(r"\s-\s"), "a hyphen as a dash (write –)"),
    )
    with tempfile.TemporaryDirectory() as scratch:
        pot = template(source, scratch)
        count = 0
        for ids, strings, where in [*entries(pot), *entries(source / "data" / "po" / "da.po")]:
            count += 1
            for text in ids + strings:
                for pattern, fault in faults:
                    if pattern.search(text):
                        yield f"{text!r} has {fault} ({where})"
        if count == 0:
            yield "no text was found at all"


if __name__ == "__main__":
    main({"potfiles": potfiles, "danish": danish, "typography": typography})
