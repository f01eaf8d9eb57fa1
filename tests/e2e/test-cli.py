#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line, from outside: the built program in homes of its own, without
display and bus.

Usage: test-cli.py PROGRAM LOCALEDIR [unittest arguments]
"""

import contextlib
import datetime
import hashlib
import json
import os
import pathlib
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
import unittest
import uuid
import zoneinfo

PROGRAM = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else ""
LOCALEDIR = sys.argv[2] if len(sys.argv) > 2 else ""

ZONE = zoneinfo.ZoneInfo("Europe/Copenhagen")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
DATE = re.compile(r"\d{4}-\d\d-\d\d")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

TOTALS = {
    "whole-body-10": 600, "warm-up-5": 298, "after-run": 739, "after-leg-day": 926,
    "desk-upper-body": 416, "feet-and-calves": 396, "wall-beginner": 418,
    "before-bed": 474, "hips-and-glutes": 558, "cyclist": 651,
    "ball-only-travel": 580, "arms-and-shoulders": 464,
}
AREAS = {
    "foot", "calf", "lower-leg", "thigh-front", "thigh-outer", "thigh-inner",
    "thigh-back", "buttock", "hip-side", "hip-front", "upper-back", "side-back",
    "chest", "shoulder-front", "shoulder-back", "shoulder-top", "upper-arm",
    "forearm", "hand",
}
TOOLS = {"foam-roller", "massage-ball", "tennis-ball", "double-ball", "massage-stick"}
OCCASIONS = {"warm-up", "recovery", "everyday"}
COMMANDS = [
    "start", "guide", "routines", "log", "log add", "log delete", "log restore",
    "goal", "remind", "remind add", "remind list", "remind remove", "remind next",
    "remind pause", "remind resume", "remind skip-today", "remind snooze", "remind quiet",
    "remind on", "remind off", "remind history", "remind test", "trained",
    "stats", "report", "export", "import", "backup", "restore", "delete-everything",
    "sync", "sync on", "sync off", "check",
]
REMINDER_ID = "io.github.fascia_app.Fascia.Reminder"
# As on a Danish machine.
DANISH = {"LANGUAGE": "da", "LC_ALL": "da_DK.UTF-8"}
NOBODY = "00000000-0000-4000-8000-000000000000"


class Home:
    """A new home, with nothing in it and nothing around it."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="fascia-cli-"))
        self.database = self.folder / "data" / "fascia" / "fascia.db"
        self.environment = {
            "HOME": str(self.folder),
            "XDG_DATA_HOME": str(self.folder / "data"),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "XDG_STATE_HOME": str(self.folder / "state"),
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
            "PATH": "/usr/bin:/bin",
            "LC_ALL": "C.UTF-8",
            "TZ": "Europe/Copenhagen",
            "G_DEBUG": "fatal-warnings",
        }

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def call(self, *args, program=(), **environment):
        return subprocess.run([*program, PROGRAM, *args], env={**self.environment, **environment},
                              cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)

    def files(self):
        """What is there: names with the hash of what they hold."""
        found = {}
        for path in sorted(self.folder.rglob("*")):
            # SQLite's own companions come and go with a reader.
            if path.is_file() and not path.name.endswith(("-wal", "-shm")):
                found[str(path.relative_to(self.folder))] = hashlib.sha256(path.read_bytes()).hexdigest()
        return found


class Test(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.home = Home()
        self.addCleanup(self.home.remove)

    def fascia(self, *args, code=0, remark=None, **environment):
        """Runs a command and holds it to the rules that all obey."""
        done = self.home.call(*args, **environment)
        out = done.stdout.decode()
        err = done.stderr.decode()
        said = f"fascia {' '.join(map(repr, args))}\n{out}{err}"
        self.assertEqual(done.returncode, code, said)
        if code == 0 and remark is None:
            self.assertEqual(err, "", said)
        elif code == 0:
            self.assertRegex(err, r"\Afascia: [^\n]+\n\Z", said)
            self.assertIn(remark, err)
        else:
            self.assertRegex(err, r"\Afascia: [^\n]+\n\Z", said)
            if code == 2:
                self.assertRegex(err, r"; see fascia ([a-z -]+ )?--help\n\Z", said)
        self.last_error = err
        return out

    def json(self, *args, **environment):
        return json.loads(self.fascia(*args, "--json", **environment))

    def add(self, start, minutes, *args, remark=None):
        out = self.fascia("log", "add", "--start", start, "--minutes", str(minutes), *args, remark=remark)
        self.assertRegex(out, rf"\A{UUID.pattern}\n\Z")
        return out.strip()

    def assertKeys(self, value, keys):
        self.assertEqual(list(value), keys.split())

    def assertColumns(self, out, n):
        """A table: each column begins below its heading."""
        lines = [line for line in out.splitlines() if line]
        starts = [match.start() for match in re.finditer(r"\S+", lines[0])]
        self.assertEqual(len(starts), n, out)
        return lines


class Guide(Test):
    KEYS = "id name area tools sides level wall places partner"

    def test_lists_all_techniques_in_the_documented_shape(self):
        techniques = self.json("guide")
        self.assertEqual(len(techniques), 33)
        ids = {technique["id"] for technique in techniques}
        self.assertEqual(len(ids), 33)
        for technique in techniques:
            self.assertKeys(technique, self.KEYS)
            self.assertTrue(technique["name"])
            self.assertIn(technique["area"], AREAS)
            self.assertTrue(technique["tools"])
            self.assertLessEqual(set(technique["tools"]), TOOLS)
            self.assertIn(technique["sides"], {"left-right", "both", "either"})
            self.assertIn(technique["level"], {1, 2, 3})
            self.assertIs(type(technique["wall"]), bool)
            self.assertTrue(technique["places"])
            self.assertLessEqual(set(technique["places"]), {"floor", "wall", "chair", "desk", "table"})
            self.assertEqual(technique["wall"], bool(set(technique["places"]) & {"wall", "chair", "desk"}))
            self.assertTrue(technique["partner"] is None or technique["partner"] in ids)
        self.assertEqual(sum(technique["wall"] for technique in techniques), 20)
        self.assertEqual(sum(technique["sides"] == "left-right" for technique in techniques), 26)

    def assertClaims(self, claims, keys):
        self.assertIs(type(claims), list)
        for claim in claims:
            self.assertKeys(claim, keys)
            self.assertIn(claim["grade"], {"article", "trial", "consensus", "practice"})
            self.assertTrue(claim["sources"])
            # Each source is cited, not only named by its id.
            self.assertEqual(len(claim["source"].split("; ")) - claim["source"].count("practice; not"), len(claim["sources"]))

    def test_explains_each_technique_in_the_documented_shape(self):
        for listed in self.json("guide"):
            technique = self.json("guide", listed["id"])
            self.assertEqual(list(technique)[:len(self.KEYS.split())], self.KEYS.split())
            self.assertEqual({key: technique[key] for key in listed}, listed)
            for key in "muscles start movement dose easier harder mistakes caution".split():
                self.assertIs(type(technique[key]), str, key)
            self.assertKeys(technique["cues"], "set_up roll hold")
            self.assertTrue(all(technique["cues"].values()))
            self.assertIn("smr/how-to", technique["sections"])
            self.assertClaims(technique["claims"], "text source grade sources about")
            self.assertLessEqual({"dose", "caution"}, {claim["about"] for claim in technique["claims"]})
            for key in "prepare_s roll_s hold_s sets rest_s".split():
                self.assertIs(type(technique[key]), int, key)

    def test_text_names_every_id_in_columns(self):
        techniques, sections = self.fascia("guide").split("\n\n")
        self.assertEqual(len(self.assertColumns(sections, 2)), 25)
        lines = self.assertColumns(techniques, 5)
        self.assertEqual(len(lines), 34)
        level = lines[0].index("LEVEL")
        for line, technique in zip(lines[1:], self.json("guide")):
            self.assertTrue(line.startswith(technique["id"] + "  "), line)
            self.assertIn(technique["name"], line)
            self.assertRegex(line[level:], r"\A(Easy|Medium|Hard) ")

    def test_text_of_one_is_wrapped_and_whole(self):
        technique = self.json("guide", "calf-roller")
        out = self.fascia("guide", "calf-roller")
        self.assertTrue(out.startswith("Calf on foam roller (calf-roller)\n"), out)
        self.assertLessEqual(max(map(len, out.splitlines())), 78)
        flat = " ".join(out.split())
        for text in (technique["movement"], technique["caution"], *technique["cues"].values(), technique["dose"]):
            self.assertIn(" ".join(text.split()), flat)

    def test_text_of_one_names_sources_and_sections(self):
        technique = self.json("guide", "calf-roller")
        flat = " ".join(self.fascia("guide", "calf-roller").split())
        for claim in technique["claims"]:
            self.assertIn(" ".join(f"{claim['text']} (".split()), flat)
            self.assertIn(claim["source"], flat)
        for slug in technique["sections"]:
            self.assertIn(slug + " " + self.json("guide", slug)["title"], flat)

    SLUGS = {f"{article}/{name}" for article, names in {
        "mfr": "intro what-is how-it-works benefits who-benefits side-effects find-physio faq "
               "faq-what-to-expect faq-session-length faq-painful faq-combine",
        "smr": "intro what-is how-it-works benefits who-benefits how-to risks in-training faq "
               "faq-vs-massage faq-injuries faq-how-often"}.items() for name in names.split()}

    def test_lists_every_section_of_both_articles(self):
        lines = self.fascia("guide").split("\n\n")[1].splitlines()
        self.assertRegex(lines[0], r"\ASECTION +TITLE\Z")
        self.assertEqual({line.split()[0] for line in lines[1:]}, self.SLUGS)

    def test_explains_each_section_in_the_documented_shape(self):
        techniques = {technique["id"] for technique in self.json("guide")}
        for slug in sorted(self.SLUGS):
            section = self.json("guide", slug)
            self.assertKeys(section, "slug article title text evidence leads_to summary")
            self.assertEqual(section["slug"], slug)
            self.assertEqual(section["article"], slug[:3])
            self.assertGreater(len(section["text"]), 100, slug)
            self.assertNotRegex(section["text"], r"\*\*|\]\(|fascia:|^#", slug)
            self.assertClaims(section["evidence"], "text source grade sources")
            self.assertTrue(section["leads_to"], slug)
            for lead in section["leads_to"]:
                kind, target = lead.split(":")
                self.assertIn(target, {
                    "section": self.SLUGS, "technique": techniques, "routine": set(TOTALS),
                    "page": {"health", "goal", "reminders", "techniques", "routines", "references"},
                    "web": {"fysfinder"}}[kind], lead)

    def test_text_of_a_section_is_wrapped_and_whole(self):
        for language in ({}, DANISH):
            section = json.loads(self.fascia("guide", "smr/how-to", "--json", **language))
            out = self.fascia("guide", "smr/how-to", **language)
            self.assertTrue(out.startswith(f"{section['title']} (smr/how-to)\n\n"), out)
            self.assertLessEqual(max(map(len, out.splitlines())), 78)
            flat = " ".join(out.split())
            self.assertIn(" ".join(section["text"].split()), flat)
            for claim in section["evidence"]:
                self.assertIn(claim["text"], flat)
                self.assertIn(claim["source"], flat)
            for lead in section["leads_to"]:
                self.assertRegex(out, rf"(?m)^{lead} +\S")
            # The five steps stand below each other, each behind its number.
            self.assertEqual(re.findall(r"(?m)^(\d)\. \S", out), list("12345"))


class Routines(Test):
    def test_lists_the_twelve_with_their_totals(self):
        routines = self.json("routines")
        self.assertEqual({routine["id"]: routine["total_s"] for routine in routines}, TOTALS)
        for routine in routines:
            self.assertKeys(routine, "id name total_s context tools own")
            self.assertIn(routine["context"], OCCASIONS)
            self.assertTrue(routine["tools"])
            self.assertLessEqual(set(routine["tools"]), TOOLS)
            self.assertIs(routine["own"], False)

    def test_phases_of_each_add_up_to_its_total(self):
        techniques = {technique["id"] for technique in self.json("guide")}
        for routine, total in TOTALS.items():
            plan = self.json("routines", routine)
            self.assertKeys(plan, "id name total_s phases")
            self.assertEqual(plan["id"], routine)
            self.assertEqual(plan["total_s"], total)
            self.assertEqual(sum(phase["duration_s"] for phase in plan["phases"]), total)
            at = 0
            for phase in plan["phases"]:
                self.assertKeys(phase, "start_s duration_s kind technique side set")
                self.assertEqual(phase["start_s"], at)
                self.assertGreater(phase["duration_s"], 0)
                at += phase["duration_s"]
                self.assertIn(phase["technique"], techniques)
                self.assertIn(phase["side"], {"left", "right", "both"})
                self.assertIn(phase["kind"], {"prepare", "roll", "hold", "switch", "rest"})
                if phase["kind"] in {"prepare", "switch"}:
                    self.assertIsNone(phase["set"])
                else:
                    self.assertGreaterEqual(phase["set"], 1)
                if phase["kind"] == "switch":
                    self.assertEqual((phase["duration_s"], phase["side"]), (8, "right"))

    def test_one_technique_alone_is_a_routine(self):
        plan = self.json("routines", "technique:chest-ball-wall")
        self.assertEqual(plan["id"], "technique:chest-ball-wall")
        self.assertEqual({phase["technique"] for phase in plan["phases"]}, {"chest-ball-wall"})

    def test_text_shows_totals_as_minutes_and_seconds(self):
        lines = self.assertColumns(self.fascia("routines"), 5)
        self.assertEqual(len(lines), 13)
        for line, (routine, total) in zip(lines[1:], [(r["id"], r["total_s"]) for r in self.json("routines")]):
            self.assertTrue(line.startswith(routine + "  "), line)
            self.assertIn(f" {total // 60}:{total % 60:02}  ", line)
        out = self.fascia("routines", "whole-body-10")
        self.assertIn("(whole-body-10), 10:00\n", out)
        self.assertEqual(sum(" Roll " in line for line in out.splitlines()),
                         sum(phase["kind"] == "roll" for phase in self.json("routines", "whole-body-10")["phases"]))


class Log(Test):
    KEYS = ("uuid started_at zone local_date active_s elapsed_s source routine context areas "
            "before after pressure next_day note items")
    ITEM_KEYS = "technique side tool planned_s done_s status reason"

    def test_a_new_log_is_empty_and_says_how_to_begin(self):
        self.assertEqual(self.json("log"), [])
        self.assertIn("fascia log add --help", " ".join(self.fascia("log").split()))
        self.assertEqual(self.fascia("log", "--since", "2026-01-01"), "No sessions in these days.\n")

    def test_what_is_added_is_listed_and_stored(self):
        added = self.add("2026-10-24T18:30", 21, "--technique", "calf-roller:left", "--technique", "upper-back-roller",
                         "--technique", "foot-sole-ball", "--area", "calf", "--area", "foot", "--before", "6",
                         "--after", "0", "--pressure", "4", "--context", "recovery", "--note", "Øm læg, “bedre” nu")
        entry, = self.json("log")
        self.assertKeys(entry, self.KEYS)
        items = entry.pop("items")
        self.assertEqual(entry, {
            "uuid": added, "started_at": "2026-10-24T18:30:00+02:00", "zone": "Europe/Copenhagen",
            "local_date": "2026-10-24", "active_s": 1260, "elapsed_s": 1260, "source": "manual", "routine": None,
            "context": "recovery", "areas": ["calf", "foot"], "before": 6, "after": 0, "pressure": 4,
            "next_day": None, "note": "Øm læg, “bedre” nu",
        })
        for item in items:
            self.assertKeys(item, self.ITEM_KEYS)
            self.assertIsNone(item["planned_s"])
            self.assertEqual((item["status"], item["reason"]), ("done", None))
        self.assertEqual([(item["technique"], item["side"], item["done_s"]) for item in items],
                         [("calf-roller", "left", 315), ("upper-back-roller", "both", 315),
                          ("foot-sole-ball", "left", 315), ("foot-sole-ball", "right", 315)])

        with contextlib.closing(sqlite3.connect(self.home.database)) as database:
            database.row_factory = sqlite3.Row
            rows = database.execute("SELECT * FROM session").fetchall()
            self.assertEqual(len(rows), 1)
            row = dict(rows[0])
            self.assertEqual(row["uuid"], added)
            self.assertEqual(row["local_date"], "2026-10-24")
            self.assertEqual(row["zone"], "Europe/Copenhagen")
            self.assertEqual(row["utc_offset_s"], 7200)
            self.assertEqual(row["active_s"], 1260)
            self.assertEqual((row["soreness_before"], row["soreness_after"], row["pressure"]), (6, 0, 4))
            self.assertEqual(row["note"], "Øm læg, “bedre” nu")
            started = datetime.datetime(2026, 10, 24, 18, 30, tzinfo=ZONE)
            self.assertEqual(row["started_us"], int(started.timestamp()) * 1000000)
            self.assertEqual(database.execute("PRAGMA integrity_check").fetchone()[0], "ok")
        self.assertEqual(stat.S_IMODE(self.home.database.stat().st_mode), 0o600)
        self.assertEqual(stat.S_IMODE(self.home.database.parent.stat().st_mode), 0o700)

    def test_nothing_but_a_start_and_minutes_is_needed(self):
        added = json.loads(self.fascia("log", "add", "--start", "2026-10-24T18:30", "--minutes", "1", "--json"))
        self.assertKeys(added, "uuid")
        entry, = self.json("log")
        self.assertEqual(entry["uuid"], added["uuid"])
        self.assertEqual((entry["areas"], entry["items"], entry["context"], entry["note"]), ([], [], None, None))
        self.assertEqual((entry["before"], entry["after"], entry["pressure"]), (None, None, None))

    def test_minutes_that_do_not_divide_lose_no_second(self):
        self.add("2026-10-24T18:30", 1, *[word for technique in ("calf-roller", "glutes-roller", "quads-roller", "chest-ball-wall:right")
                                         for word in ("--technique", technique)])
        entry, = self.json("log")
        done = [item["done_s"] for item in entry["items"]]
        self.assertEqual(len(done), 7)
        self.assertEqual(sum(done), 60)
        self.assertLessEqual(max(done) - min(done), 1)

    def test_both_on_a_two_sided_technique_makes_two_items(self):
        self.add("2026-10-24T18:30", 2, "--technique", "glutes-roller:both", "--technique", "upper-back-roller:both")
        entry, = self.json("log")
        self.assertEqual([item["side"] for item in entry["items"]], ["left", "right", "both"])

    def test_the_instant_is_kept_as_written(self):
        cases = {
            "2026-10-24T18:30:15": ("2026-10-24T18:30:15+02:00", "Europe/Copenhagen"),
            "2026-10-24T18:30+02:00": ("2026-10-24T18:30:00+02:00", "Europe/Copenhagen"),
            "2026-10-24T18:30[Asia/Tokyo]": ("2026-10-24T18:30:00+09:00", "Asia/Tokyo"),
            "2026-10-24T00:10:00-07:00[America/Los_Angeles]": ("2026-10-24T00:10:00-07:00", "America/Los_Angeles"),
        }
        for text, (started_at, zone) in cases.items():
            with self.subTest(text):
                added = self.add(text, 2, remark="" if text == "2026-10-24T18:30+02:00" else None)
                entry, = [entry for entry in self.json("log") if entry["uuid"] == added]
                self.assertEqual((entry["started_at"], entry["zone"], entry["local_date"]), (started_at, zone, "2026-10-24"))

    def test_newest_is_first_and_days_can_be_chosen(self):
        days = ["2026-09-30", "2026-10-02", "2026-10-01"]
        for day in days:
            self.add(f"{day}T12:00", 5)
        same = sorted(self.add("2026-10-02T12:00", 5, remark="overlaps") for _ in range(3))
        listed = self.json("log")
        self.assertEqual([entry["local_date"] for entry in listed], ["2026-10-02"] * 4 + ["2026-10-01", "2026-09-30"])
        newest = [entry["uuid"] for entry in listed[:4]]
        self.assertEqual(newest, sorted(newest))
        self.assertLessEqual(set(same), set(newest))

        def days_of(*args):
            return sorted({entry["local_date"] for entry in self.json("log", *args)})

        self.assertEqual(days_of("--since", "2026-10-01"), ["2026-10-01", "2026-10-02"])
        self.assertEqual(days_of("--until", "2026-10-01"), ["2026-09-30", "2026-10-01"])
        self.assertEqual(days_of("--since", "2026-10-01", "--until", "2026-10-01"), ["2026-10-01"])
        self.assertEqual(days_of("--since=2026-10-03"), [])

    def test_an_overlap_is_kept_with_a_remark(self):
        self.add("2026-10-24T18:30", 30)
        self.add("2026-10-24T18:59", 5, remark="overlaps another session")
        self.add("2026-10-24T19:05", 5)
        self.assertEqual(len(self.json("log")), 3)

    def test_delete_and_restore_bring_the_log_back_as_it_was(self):
        first = self.add("2026-10-24T18:30", 30, "--technique", "calf-roller", "--note", "one")
        self.add("2026-10-25T18:30", 30, "--area", "hand")
        before = self.json("log")
        self.assertEqual(self.json("log", "delete", first), {"ok": True})
        self.assertEqual(len(self.json("log")), 1)
        self.fascia("log", "delete", first, code=1)
        self.assertEqual(self.json("log", "restore", first), {"ok": True})
        self.assertEqual(self.json("log"), before)
        self.fascia("log", "restore", first, code=1)
        self.assertIn(f"fascia log restore {first}", self.fascia("log", "delete", first))
        self.assertIn(first, self.fascia("log", "restore", first))
        self.assertEqual(self.json("log"), before)

    def test_text_lists_each_in_columns(self):
        added = self.add("2026-10-24T18:30", 21, "--technique", "calf-roller", "--before", "6", "--after", "10")
        self.add("2026-10-23T07:05", 70, "--area", "calf", "--area", "foot")
        self.add("2026-10-22T07:05", 2)
        lines = self.assertColumns(self.fascia("log"), 7)
        self.assertEqual(lines[0].split(), "DATE TIME LENGTH WHAT BEFORE AFTER UUID".split())
        self.assertEqual(lines[1].split(), ["2026-10-24", "18:30", "21:00", "Calf", "on", "foam", "roller", "6", "10", added])
        self.assertEqual(lines[2].split()[:5], ["2026-10-23", "07:05", "1:10:00", "Calf,", "foot"])
        self.assertEqual(lines[3].split()[:7], ["2026-10-22", "07:05", "2:00", "By", "hand", "–", "–"])
        self.assertEqual(len({line.rindex(" ") for line in lines}), 1)


class Goal(Test):
    def today(self):
        return datetime.datetime.now(ZONE).date()

    def test_a_new_home_wants_three_days_a_week(self):
        goal = self.json("goal")
        self.assertKeys(goal, "goal week from")
        self.assertEqual((goal["goal"], goal["week"]), (3, {"done": 0, "goal": 3}))
        self.assertRegex(goal["from"], rf"\A{DATE.pattern}\Z")
        self.assertEqual(self.fascia("goal"), "0 of 3 this week\n")

    def test_in_the_first_week_a_goal_applies_at_once(self):
        answer = self.json("goal", "5")
        self.assertIs(answer["ok"], True)
        # A week that has begun asks for its part of it.
        part = max(5 * (7 - self.today().weekday()) // 7, 1)
        self.assertEqual((answer["goal"], answer["week"]["goal"]), (5, part))
        self.assertEqual(self.json("goal")["week"], {"done": 0, "goal": part})

    def test_later_a_goal_applies_from_next_monday(self):
        long_ago = self.today() - datetime.timedelta(days=30)
        self.add(f"{long_ago}T12:00", 10)
        answer = self.json("goal", "4")
        today = self.today()
        monday = today + datetime.timedelta(days=7 - today.weekday())
        self.assertEqual((answer["goal"], answer["from"]), (4, str(monday)))
        self.assertEqual(self.json("goal")["week"]["goal"], 3)
        lines = self.fascia("goal").splitlines()
        self.assertEqual(lines[0], "0 of 3 this week")
        self.assertRegex(lines[1], r"\AFrom .+: 4 days a week\Z")
        self.assertRegex(self.fascia("goal", "1").splitlines()[1], r"\AFrom .+: 1 day a week\Z")

    def test_a_day_counts_once(self):
        now = datetime.datetime.now(ZONE)
        early = now - datetime.timedelta(minutes=20)
        self.add(early.strftime("%Y-%m-%dT%H:%M:%S"), 3)
        self.add((early + datetime.timedelta(minutes=5)).strftime("%Y-%m-%dT%H:%M:%S"), 3)
        if early.date() == now.date() == self.today():
            self.assertEqual(self.json("goal")["week"]["done"], 1)
        self.add((early + datetime.timedelta(minutes=10)).strftime("%Y-%m-%dT%H:%M:%S"), 1)
        if early.date() == now.date() == self.today():
            self.assertEqual(self.json("goal")["week"]["done"], 1)


class Remind(Test):
    def add_rule(self, *args):
        # Without a bus the service cannot be started: said, but no failure.
        out = self.fascia("remind", "add", *args, remark="")
        self.assertRegex(out, rf"\A{UUID.pattern}\n\Z")
        return out.strip()

    def test_the_example_over_a_change_of_clocks(self):
        rule = self.add_rule("--days", "mon,wed,fri", "--time", "18:00")
        answer = self.json("remind", "next", "--now", "2027-03-26T12:00:00+01:00[Europe/Copenhagen]", "--count", "3")
        self.assertKeys(answer, "now next silent")
        self.assertEqual(answer["now"], "2027-03-26T12:00:00+01:00")
        self.assertEqual([reminder["at"] for reminder in answer["next"]],
                         ["2027-03-26T18:00:00+01:00", "2027-03-29T18:00:00+02:00", "2027-03-31T18:00:00+02:00"])
        for reminder in answer["next"]:
            self.assertKeys(reminder, "at kind rule reason")
            self.assertEqual((reminder["kind"], reminder["rule"]), ("rule", rule))
            self.assertEqual(reminder["reason"], "One of your days; 0 of 3 are done.")
        self.assertEqual(answer["silent"], [])

    @unittest.skipUnless(shutil.which("faketime", path="/usr/bin"), "faketime is not installed")
    def test_the_example_also_when_that_day_has_passed(self):
        later = ("/usr/bin/faketime", "2031-05-05 12:00:00")
        if self.home.call("--version", program=later).returncode != 0:
            self.skipTest("a sanitized program cannot be given another library first")
        done = self.home.call("remind", "add", "--days", "mon,wed,fri", "--time", "18:00", program=later)
        self.assertEqual(done.returncode, 0, done.stderr)
        done = self.home.call("remind", "next", "--now", "2027-03-26T12:00:00+01:00[Europe/Copenhagen]", "--count", "3", "--json", program=later)
        self.assertEqual([reminder["at"] for reminder in json.loads(done.stdout)["next"]],
                         ["2027-03-26T18:00:00+01:00", "2027-03-29T18:00:00+02:00", "2027-03-31T18:00:00+02:00"])

    def test_silent_slots_come_with_their_reason(self):
        rule = self.add_rule("--days", "mon,tue,wed,thu,fri,sat,sun", "--time", "18:00")
        for day in (5, 6, 7):
            self.add(f"2026-10-0{day}T08:00", 10)
        answer = self.json("remind", "next", "--now", "2026-10-07T12:00[Europe/Copenhagen]", "--count", "2")
        self.assertEqual([reminder["at"] for reminder in answer["next"]],
                         ["2026-10-12T18:00:00+02:00", "2026-10-13T18:00:00+02:00"])
        self.assertEqual([silent["at"] for silent in answer["silent"]],
                         [f"2026-10-{day:02}T18:00:00+02:00" for day in (7, 8, 9, 10, 11)])
        for silent in answer["silent"]:
            self.assertKeys(silent, "at rule reason")
            self.assertEqual(silent["rule"], rule)
            self.assertIn("goal is met", silent["reason"])
        out = self.fascia("remind", "next", "--now", "2026-10-07T12:00[Europe/Copenhagen]", "--count", "2")
        self.assertIn("Silent until then:", out)
        self.assertEqual(len(re.findall(r"  18:00  ", out)), 7)

    def test_later_log_rows_are_ignored_with_now(self):
        self.add_rule("--days", "tue", "--time", "18:00")
        self.add("2026-10-06T17:00", 10)
        now = "2026-10-05T12:00[Europe/Copenhagen]"
        self.assertEqual(self.json("remind", "next", "--now", now, "--count", "1")["next"][0]["at"], "2026-10-06T18:00:00+02:00")

    def test_rules_are_listed_and_removed(self):
        self.assertEqual(self.json("remind", "list"), [])
        self.assertIn("fascia remind add", " ".join(self.fascia("remind", "list").split()))
        first = self.add_rule("--days", "fri,mon", "--time", "07:05")
        second = self.add_rule("--days=sun", "--time=23:59", "--even-if-met")
        rules = self.json("remind", "list")
        self.assertEqual(rules, [
            {"uuid": first, "kind": "on-days", "days": ["mon", "fri"], "time": "07:05", "slack": None, "even_if_met": False, "enabled": True},
            {"uuid": second, "kind": "on-days", "days": ["sun"], "time": "23:59", "slack": None, "even_if_met": True, "enabled": True},
        ])
        self.assertKeys(rules[0], "uuid kind days time slack even_if_met enabled")
        out = self.fascia("remind", "list")
        self.assertRegex(out, rf"Mon and Fri at 07:05 +on +{first}\n")
        self.assertRegex(out, rf"Sun at 23:59 +on, even if the goal is met +{second}\n")
        self.assertEqual(json.loads(self.fascia("remind", "remove", first, "--json", remark="")), {"ok": True})
        self.assertEqual([rule["uuid"] for rule in self.json("remind", "list")], [second])
        self.fascia("remind", "remove", first, code=1)

    def test_adding_answers_in_json_too(self):
        answer = json.loads(self.fascia("remind", "add", "--days", "mon", "--time", "18:00", "--json", remark=""))
        self.assertKeys(answer, "uuid")
        self.assertRegex(answer["uuid"], rf"\A{UUID.pattern}\Z")

    def test_next_without_rules_is_empty_and_says_why(self):
        answer = self.json("remind", "next")
        self.assertEqual((answer["next"], answer["silent"]), ([], []))
        self.assertRegex(answer["now"], rf"\A{INSTANT.pattern}\Z")
        self.assertIn("Reminders are switched off.", self.fascia("remind", "next"))

    def test_next_gives_five_unless_asked(self):
        self.add_rule("--days", "mon,tue,wed,thu,fri,sat,sun", "--time", "18:00")
        self.assertEqual(len(self.json("remind", "next")["next"]), 5)
        self.assertEqual(len(self.json("remind", "next", "--count", "100")["next"]), 100)
        self.assertEqual(len(self.fascia("remind", "next").splitlines()), 5)


class Stats(Test):
    def test_an_empty_log_says_so_and_knows_nothing(self):
        stats = self.json("stats", "--today", "2026-11-20")
        self.assertKeys(stats, "today goal week adherence_4w streak_weeks minutes_28d areas trend")
        self.assertEqual((stats["today"], stats["goal"], stats["week"]), ("2026-11-20", 3, {"done": 0, "goal": 3}))
        self.assertEqual((stats["adherence_4w"], stats["streak_weeks"], stats["minutes_28d"]), (None, 0, 0))
        self.assertEqual({area["area"] for area in stats["areas"]}, AREAS)
        for area in stats["areas"]:
            self.assertKeys(area, "area left_s right_s both_s last")
            self.assertEqual(list(area.values())[1:], [0, 0, 0, None])
        self.assertEqual(stats["trend"], [])
        self.assertIn("No session in the last 28 days.", self.fascia("stats"))

    def test_weeks_areas_and_trend_add_up(self):
        monday = datetime.date(2026, 9, 7)
        # Three a week for four weeks, two in the fifth, nothing in the sixth.
        for week in range(6):
            for day in range((3, 3, 3, 3, 2, 0)[week]):
                date = monday + datetime.timedelta(days=7 * week + 2 * day)
                self.add(f"{date}T18:00:00+02:00", 10, "--technique", "calf-roller", "--area", "calf",
                         "--before", "6" if week < 2 else "3")
        self.add("2026-10-14T12:00:00+02:00", 4, "--technique", "upper-back-roller")
        self.add("2026-10-14T15:00:00+02:00", 6, "--area", "foot", "--area", "hand")
        stats = self.json("stats", "--today", "2026-10-18")
        self.assertEqual(stats["week"], {"done": 1, "goal": 3})
        # 3 + 3 + 3 + 2 of 12; the week of the 5th counts with one less.
        self.assertAlmostEqual(stats["adherence_4w"], 11 / 12)
        self.assertEqual(stats["streak_weeks"], 5)
        # From 21 September: 3 + 3 + 2 sessions of 10 minutes, and the two others.
        self.assertEqual(stats["minutes_28d"], 8 * 10 + 4 + 6)
        areas = {area["area"]: area for area in stats["areas"]}
        self.assertEqual(areas["calf"], {"area": "calf", "left_s": 2400, "right_s": 2400, "both_s": 0, "last": "2026-10-07"})
        self.assertEqual(areas["upper-back"]["both_s"], 240)
        self.assertEqual((areas["foot"]["both_s"], areas["hand"]["both_s"], areas["foot"]["last"]), (180, 180, "2026-10-14"))
        self.assertEqual(stats["trend"], [{"area": "calf", "baseline": 6.0, "recent": 3.0, "verdict": "too-few"}])
        stats = self.json("stats", "--today", "2026-10-09")
        self.assertEqual(stats["trend"], [{"area": "calf", "baseline": 6.0, "recent": 3.0, "verdict": "clearly-lower"}])
        self.assertEqual({area["area"]: area["last"] for area in stats["areas"]}["foot"], None)
        self.assertIn("clearly lower than when you began", self.fascia("stats", "--today", "2026-10-09"))

    def test_what_is_deleted_is_not_counted(self):
        uuid_ = self.add("2026-11-18T18:00:00+01:00", 10, "--technique", "calf-roller")
        before = self.fascia("stats", "--json", "--today", "2026-11-20")
        self.fascia("log", "delete", uuid_)
        self.assertEqual(self.json("stats", "--today", "2026-11-20")["minutes_28d"], 0)
        self.fascia("log", "restore", uuid_)
        self.assertEqual(self.fascia("stats", "--json", "--today", "2026-11-20"), before)

    def test_a_day_that_is_none_is_refused(self):
        self.fascia("stats", "--today", "2026-02-30", code=2)
        self.fascia("stats", "yesterday", code=2)


class Report(Test):
    def test_one_or_two_private_pages_come_out(self):
        self.add("2026-10-24T18:30", 21, "--technique", "calf-roller", "--note", "Only the left one")
        target = self.home.folder / "my report.pdf"
        self.assertEqual(self.json("report", "my report.pdf", "--until", "2026-10-31"), {"ok": True})
        self.assertEqual(stat.S_IMODE(target.stat().st_mode), 0o600)
        plain = self.text(target)
        self.assertIn("4 Oct 2026 – 31 Oct 2026", plain)
        self.assertIn("Calf on foam roller", plain)
        self.assertNotIn("Only the left one", plain)
        self.assertIn("my report.pdf", self.fascia("report", "my report.pdf", "--since", "2026-10-01", "--until", "2026-10-31", "--notes"))
        self.assertIn("Only the left one", self.text(target))

    def test_what_is_no_span_or_no_pdf_is_wrong_usage(self):
        self.fascia("report", code=2)
        self.fascia("report", "report.txt", code=2)
        self.assertIn("does not end in .pdf", self.last_error)
        self.fascia("report", "a.pdf", "--since", "2026-10-02", "--until", "2026-10-01", code=2)
        self.fascia("report", "a.pdf", "--since", "2025-01-01", "--until", "2026-10-01", code=2)
        self.fascia("report", "a.pdf", "--since", "2026-02-30", code=2)
        self.fascia("report", "missing/a.pdf", code=1)
        self.assertIn("folder does not exist", self.last_error)
        self.assertEqual(list(self.home.folder.glob("*.pdf")), [])

    def text(self, path):
        return subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True).stdout


class Export(Test):
    def test_everything_parses_and_is_there(self):
        added = self.add("2026-10-24T18:30", 21, "--technique", "calf-roller", "--note", "a \"quote\"\nand a line")
        out = self.fascia("export", "-")
        document = json.loads(out)
        self.assertEqual(out, self.fascia("export", "-", "--json"))
        self.assertIn(added, json.dumps(document))
        session, = document["sessions"]
        self.assertEqual(session["note"], "a \"quote\"\nand a line")
        listed, = self.json("log")
        for key in ("uuid", "started_at", "zone", "local_date", "active_s", "elapsed_s", "source", "areas", "before", "note"):
            self.assertEqual(session[key], listed[key], key)
        self.assertEqual([item["done_s"] for item in session["items"]], [item["done_s"] for item in listed["items"]])

    def test_a_file_is_replaced_whole_and_private(self):
        self.add("2026-10-24T18:30", 21)
        target = self.home.folder / "my log.json"
        target.write_text("old")
        target.chmod(0o644)
        before = target.stat().st_ino
        self.assertIn("my log.json", self.fascia("export", "my log.json"))
        self.assertEqual(target.read_text(), self.fascia("export", "-"))
        self.assertNotEqual(target.stat().st_ino, before)
        self.assertEqual(stat.S_IMODE(target.stat().st_mode), 0o600)
        self.assertEqual(sorted(path.name for path in self.home.folder.glob("my*")), ["my log.json"])
        self.assertEqual(self.json("export", "Again.JSON"), {"ok": True})

    def test_places_that_cannot_be_written_are_said(self):
        (self.home.folder / "folder.json").mkdir()
        self.fascia("export", "missing/log.json", code=1)
        self.assertIn("folder does not exist", self.last_error)
        self.fascia("export", "folder.json", code=1)
        self.assertIn("is a folder", self.last_error)
        self.fascia("export", "/dev/null/log.json", code=1)
        self.assertIn("folder does not exist", self.last_error)
        self.assertEqual(list((self.home.folder / "folder.json").iterdir()), [])


class Exchange(Test):
    def other(self):
        """Another home with nothing in it yet; commands go there from now on."""
        first, self.home = self.home, Home()
        self.addCleanup(shutil.rmtree, self.home.folder)
        return first

    def test_an_export_comes_back_identical(self):
        self.add("2026-10-24T18:30", 21, "--technique", "calf-roller", "--note", "=1+1")
        self.fascia("goal", "4")
        self.fascia("remind", "add", "--days", "mon,wed", "--time", "18:00", remark="")
        gone = self.add("2026-10-23T18:30", 5)
        self.fascia("log", "delete", gone)
        exported = self.fascia("export", "-")
        table = self.home.folder / "log.csv"
        self.fascia("export", str(table))
        self.other()
        document = self.home.folder / "log.json"
        document.write_text(exported)
        dry = self.json("import", "log.json", "--dry-run")
        self.assertEqual((dry["ok"], dry["dry_run"]), (True, True))
        self.assertEqual(dry["sessions"], {"new": 2, "newer_there": 0, "newer_here": 0, "same": 0})
        self.assertEqual(self.json("log"), [])
        self.assertIn("Sessions", self.fascia("import", "log.json"))
        self.assertEqual(self.fascia("export", "-"), exported)
        self.assertEqual(self.json("import", "log.json")["sessions"]["same"], 2)
        # As a table it says the same.
        self.assertEqual(self.json("import", str(table))["sessions"], {"new": 0, "newer_there": 0, "newer_here": 0, "same": 1})
        backups = list((self.home.database.parent / "backups").iterdir())
        self.assertTrue(backups)
        for path in backups:
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
        self.assertEqual(stat.S_IMODE(backups[0].parent.stat().st_mode), 0o700)

    def test_a_broken_file_changes_nothing(self):
        self.add("2026-10-24T18:30", 21)
        exported = self.fascia("export", "-")
        (self.home.folder / "cut.json").write_text(exported[:-20])
        self.fascia("import", "cut.json", code=1)
        self.assertIn("Nothing was changed", self.last_error)
        (self.home.folder / "newer.json").write_text(exported.replace('"version":1', '"version":2', 1))
        self.fascia("import", "newer.json", code=1)
        self.assertIn("newer Fascia", self.last_error)
        (self.home.folder / "empty.csv").write_text("")
        self.fascia("import", "empty.csv", code=1)
        self.assertEqual(self.fascia("export", "-"), exported)

    def test_a_backup_brings_everything_back(self):
        self.add("2026-10-24T18:30", 21)
        before = self.fascia("export", "-")
        answer = self.json("backup", "copy.db")
        self.assertEqual(answer, {"ok": True, "file": "copy.db"})
        self.add("2026-10-25T18:30", 7)
        self.fascia("restore", "copy.db")
        self.assertEqual(self.fascia("export", "-"), before)
        # What was there before can be had again.
        last, = (self.home.database.parent / "backups").glob("before-*-restore.db")
        self.fascia("restore", str(last))
        self.assertEqual(len(self.json("log")), 2)
        self.assertIn("backups", self.fascia("backup"))

    def test_nothing_is_backed_up_where_nothing_is(self):
        self.fascia("backup", "copy.db", code=1)
        self.assertIn("nothing to back up", self.last_error)
        self.assertEqual(self.home.files(), {})
        self.fascia("backup", code=1)
        self.assertEqual(self.home.files(), {})

    def test_everything_is_deleted_only_when_said_so(self):
        note = "what nobody else should read"
        self.add("2026-10-24T18:30", 21, "--note", note)
        self.fascia("goal", "5")
        self.fascia("export", "kept.json")
        self.fascia("backup")
        before = self.fascia("export", "-")
        home = self.home.database.parent
        self.fascia("delete-everything", code=2)
        self.assertIn("backups", self.last_error)
        self.assertIn("sync folder", self.last_error)
        self.assertEqual(self.fascia("export", "-"), before)

        self.assertEqual(self.json("delete-everything", "--yes"), {"ok": True})
        self.assertEqual(self.json("log"), [])
        self.assertEqual(self.json("goal")["goal"], 3)
        for path in home.rglob("*"):
            if path.is_file():
                self.assertNotIn(note.encode(), path.read_bytes(), path)
        self.assertEqual(list((home / "backups").iterdir()), [])
        # What was exported can be had again.
        self.fascia("import", "kept.json")
        self.assertEqual(self.fascia("export", "-"), before)

    def test_a_running_session_is_neither_deleted_nor_replaced(self):
        self.add("2026-10-24T18:30", 21)
        self.fascia("backup", "copy.db")
        now = int(time.time() * 1e6)
        with sqlite3.connect(self.home.database) as database:
            database.execute("INSERT INTO session (uuid, started_us, utc_offset_s, zone, local_date, active_s, elapsed_s, source, counts, changed_at_us) "
                             "VALUES ('running', ?, 0, 'UTC', date (?, 'unixepoch'), 0, 0, 'timer', 0, ?)", (now, now // 10**6, now))
            database.execute("INSERT INTO session_journal VALUES ((SELECT id FROM session WHERE uuid = 'running'), '', ?, NULL)", (now,))
        database.close()
        for args in (["delete-everything", "--yes"], ["restore", "copy.db"]):
            self.fascia(*args, code=1)
            self.assertIn("A session is running", self.last_error)
        self.assertEqual(len(self.json("log")), 1)

    def test_a_damaged_database_is_named_and_can_be_restored(self):
        self.add("2026-10-24T18:30", 21)
        before = self.fascia("export", "-")
        self.fascia("backup", "copy.db")
        self.home.database.write_bytes(b"this was a database" * 9)
        self.fascia("log", code=1)
        self.assertIn("fascia restore", self.last_error)
        self.assertIn(str(self.home.database), self.last_error)
        self.assertEqual(self.home.database.read_bytes(), b"this was a database" * 9)
        self.fascia("restore", "copy.db")
        self.assertEqual(self.fascia("export", "-"), before)
        away, = self.home.database.parent.glob("fascia.db-unreadable-*")
        self.assertEqual(away.read_bytes(), b"this was a database" * 9)

    def test_what_is_no_backup_is_refused(self):
        self.add("2026-10-24T18:30", 21)
        before = self.fascia("export", "-")
        (self.home.folder / "text.db").write_text("not a database")
        self.fascia("restore", "text.db", code=1)
        self.assertEqual(self.fascia("export", "-"), before)
        self.assertEqual([path.name for path in self.home.database.parent.glob(".restore-*")], [])


class Check(Test):
    WHATS = ["database", "backups", "space", "content", "sync", "reminders", "notifications", "reminder-service", "autostart"]

    def doctor(self, code=0):
        answer = json.loads(self.fascia("check", "--json", code=code))
        self.assertEqual([finding["what"] for finding in answer], self.WHATS)
        for finding in answer:
            self.assertKeys(finding, "what ok detail mend")
            self.assertIs(type(finding["ok"]), bool)
            self.assertTrue(finding["detail"])
            self.assertTrue(finding["mend"] is None if finding["ok"] else finding["mend"], finding)
        return {finding["what"]: finding for finding in answer}

    def test_in_a_new_home_it_makes_nothing(self):
        findings = self.doctor()
        self.assertTrue(findings["database"]["ok"])
        self.assertIn(str(self.home.database), findings["database"]["detail"])
        self.assertTrue(findings["content"]["ok"])
        self.assertIn("33 techniques, 12 routines", findings["content"]["detail"])
        self.assertFalse(findings["notifications"]["ok"])
        self.assertTrue(findings["reminder-service"]["ok"])
        self.assertTrue(findings["autostart"]["ok"])
        self.assertEqual(self.home.files(), {})

    def test_it_tells_why_no_reminder_would_arrive(self):
        self.assertEqual(self.doctor()["reminders"],
                         {"what": "reminders", "ok": True, "detail": "None is set up; adding one switches them on", "mend": None})
        self.fascia("remind", "add", "--days", "mon", "--time", "18:00", remark="")
        findings = self.doctor()
        self.assertTrue(findings["database"]["ok"])
        self.assertTrue(findings["reminders"]["ok"])
        self.assertIn("Next reminder: ", findings["reminders"]["detail"])
        self.assertFalse(findings["reminder-service"]["ok"])
        self.assertEqual(findings["notifications"]["detail"], "There is no session bus, so nothing can remind you.")
        for command, told, mend in (
                (("pause",), "Reminders are paused.", "Resume"),
                (("resume",), "Next reminder: ", None),
                (("off",), "Reminders are switched off.", "Switch them on"),
                (("on",), "Next reminder: ", None),
                (("remove", self.json("remind", "list")[0]["uuid"]), "No rule says when to remind you.", "Add one")):
            with self.subTest(command):
                self.fascia("remind", *command, remark=None if command[0] in ("off", "remove") else "")
                finding = self.doctor()["reminders"]
                self.assertIn(told, finding["detail"])
                self.assertIs(finding["ok"], mend is None)
                self.assertIn(mend or "", finding["mend"] or "")

    def test_text_lists_findings_and_mends(self):
        self.add("2026-10-24T18:30", 21)
        out = self.fascia("check")
        self.assertRegex(out, r"\ADatabase +ok +.*is whole and holds 1 session\n")
        self.assertRegex(out, r"\nNotifications +problem +")
        self.assertIn("\nTo mend it:\n– Notifications: ", out)

    def test_a_broken_database_is_found_and_left_alone(self):
        self.home.database.parent.mkdir(parents=True)
        self.home.database.write_text("dear diary\n" * 500)
        before = self.home.files()
        findings = self.doctor(code=1)
        self.assertFalse(findings["database"]["ok"])
        self.assertIn(str(self.home.database), findings["database"]["detail"])
        self.assertFalse(findings["reminders"]["ok"])
        self.assertEqual(self.home.files(), before)


class Bus:
    """A session bus for one home, on which only what the test puts there lives."""

    CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
     "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
    <busconfig><type>session</type><listen>unix:path={folder}/bus</listen><servicedir>{folder}/services</servicedir>
    <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
    </busconfig>"""

    def __init__(self, test):
        # The name of a socket has room for 107 bytes.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="fascia-bus-", dir="/tmp"))
        test.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.environment = {**test.home.environment, "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.folder}/bus"}
        self.test = test
        (self.folder / "services").mkdir()
        (self.folder / "bus.conf").write_text(self.CONFIGURATION.format(folder=self.folder))
        bus = self.start("dbus-daemon", "--nofork", "--print-address", f"--config-file={self.folder}/bus.conf",
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        bus.stdout.readline()
        test.home.environment = self.environment

    def start(self, *command, **options):
        process = subprocess.Popen(command, env=self.environment, stdin=subprocess.DEVNULL, **options)
        self.test.addCleanup(self.stop, process)
        return process

    @staticmethod
    def stop(process):
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()

    def mock(self, name, *arguments):
        process = self.start("/usr/bin/python3", "-m", "dbusmock", *arguments, stdout=subprocess.DEVNULL)
        subprocess.run(["gdbus", "wait", "--session", "--timeout", "20", name], env=self.environment, check=True)
        return process

    def make_activatable(self, name, program="/bin/false"):
        (self.folder / "services" / f"{name}.service").write_text(f"[D-BUS Service]\nName={name}\nExec={program}\n")
        subprocess.run(["gdbus", "call", "--session", "-d", "org.freedesktop.DBus", "-o", "/org/freedesktop/DBus",
                        "-m", "org.freedesktop.DBus.ReloadConfig"], env=self.environment, check=True, stdout=subprocess.DEVNULL)


def has_bus_tools():
    return (shutil.which("dbus-daemon") and shutil.which("gdbus") and
            subprocess.run(["/usr/bin/python3", "-c", "import dbusmock"], capture_output=True).returncode == 0)


@unittest.skipUnless(has_bus_tools(), "dbus-daemon, gdbus or python3-dbusmock is not installed")
class CheckOnABus(Test):
    def findings(self):
        return {finding["what"]: finding for finding in self.json("check")}

    def test_it_names_the_notification_server_and_its_abilities(self):
        bus = Bus(self)
        finding = self.findings()["notifications"]
        self.assertFalse(finding["ok"])
        self.assertIn("no notification service", finding["detail"])
        bus.make_activatable("org.freedesktop.Notifications")
        finding = self.findings()["notifications"]
        self.assertFalse(finding["ok"])
        self.assertIn("does not answer", finding["detail"])

        server = bus.mock("org.freedesktop.Notifications", "--template", "notification_daemon",
                          "--parameters", '{"capabilities": "body actions"}')
        self.assertEqual(self.findings()["notifications"],
                         {"what": "notifications", "ok": True, "detail": "mock-notify 1.0: body, actions", "mend": None})
        bus.stop(server)
        bus.mock("org.freedesktop.Notifications", "--template", "notification_daemon", "--parameters", '{"capabilities": "body"}')
        self.assertIn("without buttons", self.findings()["notifications"]["detail"])

    def test_it_follows_the_reminder_service_and_its_autostart(self):
        bus = Bus(self)
        findings = self.findings()
        self.assertTrue(findings["reminder-service"]["ok"])
        self.assertTrue(findings["autostart"]["ok"])
        self.fascia("remind", "add", "--days", "mon", "--time", "18:00", remark="")
        finding = self.findings()["reminder-service"]
        self.assertFalse(finding["ok"])
        self.assertIn("not known", finding["detail"])
        bus.make_activatable(REMINDER_ID)

        # The service that ends at once cannot be started: said, but no failure.
        self.fascia("remind", "add", "--days", "tue", "--time", "18:00", remark="")
        findings = self.findings()
        self.assertFalse(findings["reminder-service"]["ok"])
        self.assertIn("not running", findings["reminder-service"]["detail"])
        self.assertTrue(findings["autostart"]["ok"], findings["autostart"])
        entry = pathlib.Path(findings["autostart"]["detail"])
        self.assertTrue(entry.is_relative_to(self.home.folder / "config"))

        bus.mock(REMINDER_ID, REMINDER_ID, "/", REMINDER_ID)
        self.assertEqual(self.findings()["reminder-service"], {"what": "reminder-service", "ok": True, "detail": "Running", "mend": None})

        entry.write_text(entry.read_text() + "Hidden=true\n")
        self.assertIn("switched off", self.findings()["autostart"]["detail"])
        entry.unlink()
        self.assertFalse(self.findings()["autostart"]["ok"])


class Program(Test):
    def test_version(self):
        out = self.fascia("--version")
        self.assertRegex(out, r"\Afascia \d+\.\d+\.\d+\n\Z")
        self.assertEqual(self.json("--version"), {"version": out.split()[1]})

    def test_help_lists_all_commands(self):
        out = self.fascia("--help")
        for command in COMMANDS:
            if command != "remind":
                self.assertRegex(out, rf"\n  fascia {command}( |\n)")
        self.assertEqual(self.fascia("-h"), out)

    def test_each_command_has_its_own_help(self):
        for command in COMMANDS:
            with self.subTest(command):
                out = self.fascia(*command.split(), "--help")
                self.assertTrue(out.startswith(f"Usage: fascia {command}"), out)
                if command != "remind":
                    self.assertIn("--json", out)
                self.assertLessEqual(max(map(len, out.splitlines())), 100)
        for option in "--start --minutes --technique --area --before --after --pressure --context --note".split():
            self.assertRegex(self.fascia("log", "add", "--help"), rf"\n  {option} ")
        self.assertEqual(self.home.files(), {})

    def test_help_comes_also_behind_other_arguments(self):
        self.assertIn("Usage: fascia log add", self.fascia("log", "add", "--minutes", "5", "--help"))

    def test_a_closed_standard_output_is_said_and_nothing_is_written(self):
        self.add("2026-10-24T18:30", 21)
        before = self.json("log")
        for args in (["log", "add", "--start", "2026-10-23T18:30", "--minutes", "5"], ["goal", "4"], ["log"], ["routines"], ["--version"]):
            with self.subTest(args):
                done = self.home.call(*args, program=("/bin/sh", "-c", 'exec "$0" "$@" >&-'))
                self.assertEqual(done.returncode, 1, done)
                self.assertRegex(done.stderr.decode(), r"\Afascia: [^\n]*tandard output[^\n]*\n\Z")
        self.assertEqual(self.json("log"), before)
        self.assertEqual(self.json("goal")["goal"], 3)

    def test_a_full_standard_output_is_said(self):
        done = self.home.call("routines", program=("/bin/sh", "-c", 'exec "$0" "$@" >/dev/full'))
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr.decode(), r"\Afascia: [^\n]*no space is left[^\n]*\n\Z")

    def test_closed_streams_do_not_get_into_the_database(self):
        done = self.home.call("log", "add", "--start", "2026-10-23T18:30", "--minutes", "5", program=("/bin/sh", "-c", 'exec "$0" "$@" <&- 2>&-'))
        self.assertEqual(done.returncode, 0)
        self.assertEqual([entry["uuid"] for entry in self.json("log")], [done.stdout.decode().strip()])

    def test_start_needs_a_known_routine_and_a_display(self):
        self.fascia("start", "nothing", code=1)
        self.assertIn("“nothing”", self.last_error)
        self.assertIn("fascia routines", self.last_error)
        for args in (["start", "whole-body-10"], ["start", "technique:calf-roller"], []):
            with self.subTest(args):
                self.fascia(*args, code=1)
                self.assertIn("display", self.last_error)
        self.assertEqual(self.home.files(), {})

    def test_utf8_comes_out_in_any_locale(self):
        for locale in ("C", "C.UTF-8", "da_DK.UTF-8", "xx_YY"):
            with self.subTest(locale):
                out = self.fascia("routines", LC_ALL=locale, LANGUAGE="da")
                self.assertIn("Efter løbeturen", out)

    def test_json_is_the_same_whatever_the_terminal(self):
        self.assertEqual(self.fascia("guide", "--json"), self.fascia("guide", "--json", LC_ALL="en_US.UTF-8", TERM="dumb", COLUMNS="20"))


# Arguments, exit code, and what the line must say.
BAD_ARGUMENTS = [
    (["dance"], 2, "Unknown command “dance”"),
    (["train"], 2, "Unknown command “train”"),
    (["import"], 2, "fascia import FILE"),
    (["import", "log.txt"], 2, ".json"),
    (["import", "nowhere.json"], 1, "could not be read"),
    (["import", "nowhere.json", "--dry"], 2, "did you mean “--dry-run”"),
    (["backup", "a.db", "b.db"], 2, "“b.db” is one argument too many"),
    (["restore"], 2, "fascia restore FILE"),
    (["restore", "x"], 1, "“x” could not be used"),
    (["delete-everything"], 2, "--yes goes ahead"),
    (["delete-everything", "yes"], 2, "“yes” is one argument too many"),
    (["rutines"], 2, "did you mean “routines”"),
    ([""], 2, "guide, routines, log, goal, remind, trained, stats, report, export, import, backup, restore, sync, delete-everything, check"),
    (["--jsn"], 2, "There is no option “--jsn”"),
    (["--json"], 2, "begin with a command"),
    (["--version", "now"], 2, "“now” is one argument too many"),
    (["guide", "calf"], 1, "There is no technique “calf”; did you mean"),
    (["guide", "calf-rollr"], 1, "did you mean “calf-roller”"),
    (["guide", ""], 1, "fascia guide"),
    (["guide", "smr/howto"], 1, "There is no section “smr/howto”; did you mean “smr/how-to”"),
    (["guide", "smr/"], 1, "There is no section"),
    (["guide", "../etc/passwd"], 1, "There is no section"),
    (["guide", "calf-roller", "calf-stick"], 2, "“calf-stick” is one argument too many"),
    (["guide", "--area"], 2, "There is no option “--area”"),
    (["guide", "--json=yes"], 2, "“--json” takes no value"),
    (["guide", "--help=yes"], 2, "“--help” takes no value"),
    (["guide", "-j"], 2, "There is no option “-j”"),
    (["guide", b"\xff\xfe"], 2, "UTF-8"),
    ([b"\xff"], 2, "Unknown command"),
    (["goal", b"--\xff"], 2, "There is no option"),
    (["remind", b"\xff"], 2, "Unknown command"),
    (["export", "a.json", b"\xff"], 2, "one argument too many"),
    (["export", b"\xff"], 2, ".json"),
    (["guide", "\x1b[31mred\nline"], 1, "There is no technique"),
    (["routines", "nothing"], 1, "“fascia routines” lists"),
    (["routines", "technique:nothing"], 1, "“fascia routines” lists"),
    (["routines", "whole-body-10", "x"], 2, "“x” is one argument too many"),
    (["start"], 2, "fascia start ROUTINE"),
    (["start", "a", "b"], 2, "“b” is one argument too many"),
    (["start", "--soon"], 2, "There is no option “--soon”"),
    (["log", "list"], 2, "the commands are: add, delete, restore"),
    (["log", "--since", "yesterday"], 2, "YYYY-MM-DD"),
    (["log", "--since", "2026-02-29"], 2, "2026-02-29"),
    (["log", "--since", "2026-1-1"], 2, "2026-1-1"),
    (["log", "--since"], 2, "“--since” needs a value"),
    (["log", "--since", "--until", "2026-01-01"], 2, "“--since” needs a value"),
    (["log", "--since", "2026-01-02", "--until", "2026-01-01"], 2, "--since is after --until"),
    (["log", "--since", "2026-01-02", "--since", "2026-01-01"], 2, "“--since” is given twice"),
    (["log", "--untl", "2026-01-02"], 2, "did you mean “--until”"),
    (["log", "delete"], 2, "fascia log delete UUID"),
    (["log", "delete", "x"], 1, "There is no session “x”"),
    (["log", "delete", NOBODY, NOBODY], 2, "one argument too many"),
    (["log", "restore"], 2, "fascia log restore UUID"),
    (["log", "restore", "x"], 1, "There is no session “x”"),
    (["goal", "0"], 2, "from 1 to 7"),
    (["goal", "8"], 2, "from 1 to 7"),
    (["goal", "-1"], 2, "from 1 to 7"),
    (["goal", "3.5"], 2, "from 1 to 7"),
    (["goal", "three"], 2, "from 1 to 7"),
    (["goal", "99999999999999999999"], 2, "from 1 to 7"),
    (["goal", "3", "4"], 2, "“4” is one argument too many"),
    (["remind"], 2, "add, list, remove, next"),
    (["remind", "paws"], 2, "Unknown command “remind paws”; the commands are: add, list, remove, next, pause,"),
    (["remind", "--json"], 2, "add, list, remove, next"),
    (["remind", "add"], 2, "--days is missing"),
    (["remind", "add", "--days", "mon"], 2, "--time is missing"),
    (["remind", "add", "--time", "18:00"], 2, "--days is missing"),
    (["remind", "add", "--days", "mon", "--time", "25:00"], 2, "not “25:00”"),
    (["remind", "add", "--days", "mon", "--time", "24:00"], 2, "00:00 to 23:59"),
    (["remind", "add", "--days", "mon", "--time", "18:60"], 2, "00:00 to 23:59"),
    (["remind", "add", "--days", "mon", "--time", "18"], 2, "00:00 to 23:59"),
    (["remind", "add", "--days", "mon", "--time", "-1:00"], 2, "00:00 to 23:59"),
    (["remind", "add", "--days", "mon", "--time", "18:00", "--time", "19:00"], 2, "“--time” is given twice"),
    (["remind", "add", "--days", "", "--time", "18:00"], 2, "--days takes mon"),
    (["remind", "add", "--days", "mon,mon", "--time", "18:00"], 2, "each once"),
    (["remind", "add", "--days", "mon,man", "--time", "18:00"], 2, "not “mon,man”"),
    (["remind", "add", "--days", "mon", "--time", "18:00", "extra"], 2, "“extra” is one argument too many"),
    (["remind", "add", "--when-needed", "--days", "mon", "--time", "18:00"], 2, "not both"),
    (["remind", "add", "--when-needed", "--slack", "7", "--time", "18:00"], 2, "--slack"),
    (["remind", "add", "--when-needed", "--even-if-met", "--time", "18:00"], 2, "--even-if-met"),
    (["remind", "add", "--days", "mon", "--slack", "1", "--time", "18:00"], 2, "--slack"),
    (["remind", "add", "--when-needed"], 2, "--time"),
    (["remind", "pause", "--from", "tomorrow"], 2, "tomorrow"),
    (["remind", "pause", "--from", "2027-03-26", "--until", "2027-03-25"], 2, "before it begins"),
    (["remind", "pause", "--why", "skip"], 2, "“skip”"),
    (["remind", "snooze"], 2, "15m|1h|evening"),
    (["remind", "snooze", "2h"], 2, "“2h”"),
    (["remind", "quiet"], 2, "HH:MM"),
    (["remind", "quiet", "22:00"], 2, "“22:00”"),
    (["remind", "quiet", "22:00-22:00"], 2, "“22:00-22:00”"),
    (["remind", "quiet", "24:00-07:00"], 2, "“24:00-07:00”"),
    (["remind", "quiet", "off", "--drop"], 2, "--drop"),
    (["remind", "history", "--limit", "0"], 2, "--limit"),
    (["remind", "test", "now"], 2, "“now” is one argument too many"),
    (["trained", "--in", "0"], 2, "--in"),
    (["trained", "--in", "soon"], 2, "--in"),
    (["remind", "add", "--days", "mon", "--time", "18:00", "--even-if-met=no"], 2, "“--even-if-met” takes no value"),
    (["remind", "list", "x"], 2, "“x” is one argument too many"),
    (["remind", "remove"], 2, "fascia remind remove UUID"),
    (["remind", "remove", "x"], 1, "There is no reminder rule “x”"),
    (["remind", "next", "--count", "0"], 2, "from 1 to 100"),
    (["remind", "next", "--count", "101"], 2, "from 1 to 100"),
    (["remind", "next", "--count", "-3"], 2, "from 1 to 100"),
    (["remind", "next", "--count", "three"], 2, "from 1 to 100"),
    (["remind", "next", "--now", "tomorrow"], 2, "“tomorrow”"),
    (["remind", "next", "--now", "2027-03-26T12:00[Mars/Olympus]"], 2, "Mars/Olympus"),
    (["remind", "next", "--now", "2027-03-26T12:00:00+02:00[Europe/Copenhagen]"], 2, "offset"),
    (["remind", "next", "--now", "2027-02-30T12:00"], 2, "2027-02-30"),
    (["remind", "next", "--now", "0001-01-01T00:00+14:00"], 2, "from 1900 to 9998"),
    (["remind", "next", "--now", "9999-12-31T23:59Z"], 2, "from 1900 to 9998"),
    (["export"], 2, "fascia export FILE"),
    (["export", "log.txt"], 2, ".json"),
    (["export", ".json"], 2, ".json"),
    (["export", "a.json", "b.json"], 2, "“b.json” is one argument too many"),
    (["check", "up"], 2, "“up” is one argument too many"),
]

BAD_SESSIONS = [
    ([], 2, "--start"),
    (["--start", "2026-10-24T18:30"], 2, "--minutes"),
    (["--minutes", "5"], 2, "--start"),
    (["--start", "2026-10-24T18:30", "--minutes", "-5"], 2, "from 1 to 1440"),
    (["--start", "2026-10-24T18:30", "--minutes=-5"], 2, "from 1 to 1440"),
    (["--start", "2026-10-24T18:30", "--minutes", "0"], 2, "from 1 to 1440"),
    (["--start", "2026-10-24T18:30", "--minutes", "1441"], 2, "from 1 to 1440"),
    (["--start", "2026-10-24T18:30", "--minutes", "5m"], 2, "not “5m”"),
    (["--start", "2026-10-24T18:30", "--minutes", " 5"], 2, "not “ 5”"),
    (["--start", "2026-10-24T18:30", "--minutes", ""], 2, "from 1 to 1440"),
    (["--start", "2026-10-24T18:30", "--minutes", "5", "--minutes", "6"], 2, "“--minutes” is given twice"),
    (["--start", "2999-01-01T00:00", "--minutes", "5"], 2, "in the future"),
    (["--start", "2999-01-01T00:00:00+01:00", "--minutes", "5"], 2, "in the future"),
    (["--start", "2026-10-24T25:00", "--minutes", "5"], 2, "2026-10-24T25:00"),
    (["--start", "2026-10-24 18:30", "--minutes", "5"], 2, "2026-10-24 18:30"),
    (["--start", "2026-10-24", "--minutes", "5"], 2, "2026-10-24"),
    (["--start", "1899-12-31T23:59", "--minutes", "5"], 2, "from 1900 to 9998"),
    (["--start", "", "--minutes", "5"], 2, "YYYY-MM-DD"),
    (["--start", "2026-10-24T18:30+05:00[Europe/Copenhagen]", "--minutes", "5"], 2, "offset"),
    (["--start", "2026-10-24T18:30", "--minutes", "5", "extra"], 2, "“extra” is one argument too many"),
    (["--start", "2026-10-24T18:30", "--minutes", "5", "--technique", "elbow-roller"], 1, "There is no technique “elbow-roller”"),
    (["--start", "2026-10-24T18:30", "--minutes", "5", "--technique", "calf-roler"], 1, "did you mean “calf-roller”"),
    (["--start", "2026-10-24T18:30", "--minutes", "5", "--technique", "calf-roller:middle"], 2, "There is no side “middle”"),
    (["--start", "2026-10-24T18:30", "--minutes", "5", "--technique", "calf-roller:"], 2, "There is no side “”"),
    (["--start", "2026-10-24T18:30", "--minutes", "5", "--technique", "upper-back-roller:left"], 2, "upper-back-roller"),
    (["--start", "2026-10-24T18:30", "--minutes", "5", "--technique"], 2, "“--technique” needs a value"),
    (["--start", "2026-10-24T18:30", "--minutes", "5", "--area", "knee"], 2, "There is no area “knee”; the areas are: foot,"),
    (["--start", "2026-10-24T18:30", "--minutes", "5", "--area", "calf", "--area", "calf"], 2, "given twice"),
    (["--start", "2026-10-24T18:30", "--minutes", "5", "--area", "calf", "--area", "foot", "--area", "hand", "--area", "chest"], 2, "at most 3 areas"),
    (["--start", "2026-10-24T18:30", "--minutes", "5", "--before", "11"], 2, "from 0 to 10"),
    (["--start", "2026-10-24T18:30", "--minutes", "5", "--after", "-1"], 2, "from 0 to 10"),
    (["--start", "2026-10-24T18:30", "--minutes", "5", "--pressure", "much"], 2, "from 0 to 10"),
    (["--start", "2026-10-24T18:30", "--minutes", "5", "--context", "fun"], 2, "warm-up, recovery or everyday"),
    (["--start", "2026-10-24T18:30", "--minutes", "5", "--note", "x" * 501], 2, "at most 500 characters"),
    (["--start", "2026-10-24T18:30", "--minutes", "5", "--note", b"\xff"], 2, "UTF-8"),
    (["--start", "2026-10-24T18:30", "--minutes", "5", "--mood", "9"], 2, "There is no option “--mood”"),
]


class BadInput(Test):
    def refuse(self, args, code, words):
        self.fascia(*args, code=code)
        self.assertIn(words, self.last_error)
        for library in ("GLib", "g-", "Unknown option", "Cannot parse", "Missing argument", "SQL"):
            self.assertNotIn(library, self.last_error)
        self.assertNotIn("\x1b", self.last_error)

    def test_each_is_one_line_and_writes_nothing(self):
        for args, code, words in BAD_ARGUMENTS + [(["log", "add", *args], code, words) for args, code, words in BAD_SESSIONS]:
            with self.subTest(args):
                self.refuse(args, code, words)
                self.assertEqual(self.home.files(), {})

    def test_the_hint_names_the_command(self):
        for args, hint in ((["log", "add"], "fascia log add --help"), (["remind", "next", "--count", "0"], "fascia remind next --help"),
                           (["dance"], "fascia --help"), (["remind", "paws"], "fascia remind --help"), (["log", "x"], "fascia log --help")):
            self.fascia(*args, code=2)
            self.assertTrue(self.last_error.endswith(f"; see {hint}\n"), self.last_error)
            self.assertNotIn(".;", self.last_error)

    def test_unknown_rows_are_no_wrong_usage(self):
        self.add("2026-10-24T18:30", 5)
        before = self.fascia("export", "-")
        self.refuse(["log", "delete", NOBODY], 1, "fascia log")
        self.refuse(["log", "restore", NOBODY], 1, "session")
        self.refuse(["remind", "remove", NOBODY], 1, "fascia remind list")
        self.assertEqual(self.fascia("export", "-"), before)

    def test_notes_may_be_as_long_as_promised(self):
        self.add("2026-10-24T18:30", 5, "--note", "ø" * 500)
        self.assertEqual(self.json("log")[0]["note"], "ø" * 500)

    NEED_DATABASE = [
        ["log"], ["log", "add", "--start", "2026-10-24T18:30", "--minutes", "5"], ["log", "delete", NOBODY],
        ["log", "restore", NOBODY], ["goal"], ["goal", "4"], ["remind", "list"], ["remind", "next"],
        ["remind", "add", "--days", "mon", "--time", "18:00"], ["remind", "remove", NOBODY], ["export", "-"], ["export", "x.json"], ["export", "x.csv"], ["backup"],
    ]

    def test_a_text_file_as_database_is_left_alone(self):
        self.home.database.parent.mkdir(parents=True)
        for text in ("dear diary, today I rolled my calves\n", "x" * 10000, "SQLite format 3\0but not really" * 100):
            self.home.database.write_text(text)
            before = self.home.files()
            for args in self.NEED_DATABASE:
                with self.subTest(args):
                    self.refuse(args, 1, str(self.home.database))
                    self.assertEqual(self.home.files(), before)
            # What needs no database goes on working.
            self.assertEqual(len(self.json("routines")), 12)
            self.assertEqual(self.json("routines", "whole-body-10")["total_s"], 600)
            self.assertEqual(len(self.json("guide")), 33)

    def read_only(self, *args):
        """In a mount namespace of its own, for root may write anywhere else."""
        script = 'mount --bind "$HOME" "$HOME" && mount -o remount,bind,ro "$HOME" || exit 99; cd "$HOME" && exec "$0" "$@"'
        flags = ["-m"] if os.geteuid() == 0 else ["-r", "-m"]
        return self.home.call(*args, program=("/usr/bin/unshare", *flags, "/bin/sh", "-c", script))

    def test_a_read_only_home_is_said(self):
        if self.read_only("--version").returncode != 0:
            self.skipTest("no private mount namespace can be made here")
        for args in self.NEED_DATABASE:
            with self.subTest(args):
                done = self.read_only(*args)
                self.assertEqual(done.returncode, 1, done)
                self.assertRegex(done.stderr.decode(), r"\Afascia: [^\n]+\n\Z")
                self.assertEqual(done.stdout, b"")
                self.assertEqual(self.home.files(), {})
        self.assertEqual(self.read_only("routines").returncode, 0)
        done = self.read_only("check", "--json")
        self.assertEqual(done.returncode, 1)
        self.assertFalse(json.loads(done.stdout)[0]["ok"])

        self.add("2026-10-24T18:30", 5)
        before = self.fascia("export", "-")
        for args in (["log", "add", "--start", "2026-10-25T18:30", "--minutes", "5"], ["goal", "4"], ["export", "x.json"]):
            with self.subTest(args):
                done = self.read_only(*args)
                self.assertEqual(done.returncode, 1, done)
                self.assertRegex(done.stderr.decode(), r"\Afascia: [^\n]+\n\Z")
        self.assertEqual(self.fascia("export", "-"), before)


class Danish(Test):
    def danish(self, *args, **more):
        return self.fascia(*args, **DANISH, **more)

    def test_names_are_danish_and_ids_are_not(self):
        english = self.json("guide")
        danish = json.loads(self.danish("guide", "--json"))
        self.assertEqual([{**technique, "name": ""} for technique in english], [{**technique, "name": ""} for technique in danish])
        self.assertEqual({technique["id"]: technique["name"] for technique in danish}["calf-roller"], "Læg på skumrulle")
        self.assertTrue(all(a["name"] != b["name"] for a, b in zip(english, danish)))
        routines = {routine["id"]: routine["name"] for routine in json.loads(self.danish("routines", "--json"))}
        self.assertEqual(routines["after-run"], "Efter løbeturen")
        technique = json.loads(self.danish("guide", "calf-roller", "--json"))
        self.assertNotEqual(technique["cues"], self.json("guide", "calf-roller")["cues"])
        self.assertIn("Læg på skumrulle", self.danish("guide", "calf-roller"))
        self.assertEqual([claim["sources"] for claim in technique["claims"]],
                         [claim["sources"] for claim in self.json("guide", "calf-roller")["claims"]])
        section = json.loads(self.danish("guide", "smr/how-to", "--json"))
        english = self.json("guide", "smr/how-to")
        self.assertEqual(section["title"], "Hvordan gør man det rigtigt?")
        self.assertEqual((section["slug"], section["leads_to"]), (english["slug"], english["leads_to"]))

    def test_a_danish_locale_is_enough(self):
        self.assertIn("Læg på skumrulle", self.fascia("guide", LC_ALL="da_DK.UTF-8"))

    def bare_machine(self):
        """A machine without any locale but C.UTF-8, which is always there."""
        folder = self.home.folder / "locales"
        folder.mkdir()
        for name in ("C.utf8", "C.UTF-8"):
            path = pathlib.Path("/usr/lib/locale") / name
            if path.exists():
                (folder / name).symlink_to(path)
        if not any(folder.iterdir()):
            self.skipTest("this C library keeps C.UTF-8 elsewhere")
        return {"LOCPATH": str(folder), "LANGUAGE": "", "LC_ALL": ""}

    def test_a_bare_machine_speaks_danish_too(self):
        if not os.path.exists(os.path.join(LOCALEDIR, "da", "LC_MESSAGES", "fascia.mo")):
            self.skipTest("the translations are not installed; tests/run installs them")
        bare = self.bare_machine()
        for wish in ({"LANG": "da_DK.UTF-8"}, {"LC_ALL": "da_DK.UTF-8"}, {"LC_MESSAGES": "da_DK"}, {"LANGUAGE": "da"},
                     {"LANGUAGE": "da", "LANG": "C.UTF-8"}, {"LANGUAGE": "da", "LC_ALL": "C.UTF-8"}, {"LANGUAGE": "da:en", "LANG": "xx_YY"}):
            with self.subTest(wish):
                self.assertEqual(self.fascia("goal", **{**bare, **wish}), "0 af 3 denne uge\n")
                self.assertIn("Læg på skumrulle", self.fascia("guide", **{**bare, **wish}))
        for wish in ({}, {"LANG": "C.UTF-8"}, {"LC_ALL": "C"}, {"LANG": "en_US.UTF-8"}, {"LANGUAGE": "en", "LANG": "da_DK.UTF-8"}):
            with self.subTest(wish):
                self.assertEqual(self.fascia("goal", **{**bare, **wish}), "0 of 3 this week\n")

    def test_texts_are_danish(self):
        if not os.path.exists(os.path.join(LOCALEDIR, "da", "LC_MESSAGES", "fascia.mo")):
            self.skipTest("the translations are not installed; tests/run installs them")
        self.assertIn("Brug: fascia", self.danish("--help"))
        self.assertIn("NAVN", self.danish("guide"))
        self.assertIn("Hvad forskningen siger", self.danish("guide", "smr/how-to"))
        self.assertIn("Skumrulle", self.danish("routines"))
        self.assertEqual(self.danish("goal"), "0 af 3 denne uge\n")
        self.danish("remind", "add", "--days", "mon,wed,fri", "--time", "18:00", remark="Bemærk")
        self.assertRegex(self.danish("remind", "list"), r"[Mm]an\.?, ons\.? og fre\.? kl\. 18:00")
        done = self.home.call("goal", "9", **DANISH)
        self.assertEqual(done.returncode, 2)
        self.assertTrue(done.stderr.decode().endswith("; se fascia goal --help\n"), done.stderr.decode())
        # Whatever is refused is refused in Danish.
        for args, code, _ in BAD_ARGUMENTS + [(["log", "add", *args], code, words) for args, code, words in BAD_SESSIONS]:
            with self.subTest(args):
                english = self.home.call(*args)
                danish = self.home.call(*args, **DANISH)
                self.assertEqual(danish.returncode, code)
                self.assertRegex(danish.stderr.decode(), r"\Afascia: [^\n]+\n\Z")
                without_hint = [done.stderr.decode().partition("; se")[0] for done in (english, danish)]
                self.assertNotEqual(*without_hint)
        # Every command's help: no English word of ours is left.
        for command in COMMANDS:
            out = self.danish(*command.split(), "--help")
            for word in ("Usage", "Show", "List", "Answer", "session ", " the ", "with"):
                self.assertNotIn(word, out)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]], verbosity=2)
