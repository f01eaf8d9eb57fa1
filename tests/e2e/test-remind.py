#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reminders on the command line, from outside: what is asked and what is answered.

Usage: test-remind.py PROGRAM LOCALEDIR [unittest arguments]
"""

import datetime
import importlib.util
import pathlib
import sqlite3
import subprocess
import sys
import unittest

# The homes and the rules of all commands; a file with a dash is no module by itself.
_spec = importlib.util.spec_from_file_location("cli", pathlib.Path(__file__).parent / "test-cli.py")
cli = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(cli)

# A Monday at noon, weeks after the first use below.
MONDAY = "2027-03-22T12:00[Europe/Copenhagen]"


class Remind(cli.Test):
    def remind(self, *args):
        # Without a bus the service cannot be started: said, but no failure.
        return self.fascia("remind", *args, remark="")

    def ask(self, *args):
        return self.json("remind", *args, remark="")

    def forecast(self, *args):
        return self.json("remind", "next", *args)

    def use_for_long(self):
        """So that no week is a first one."""
        self.add("2026-02-02T12:00", 10)

    def test_when_needed_only_when_the_goal_is_in_danger(self):
        self.use_for_long()
        rule = self.remind("add", "--when-needed", "--time", "18:00").strip()
        self.assertEqual(self.json("remind", "list"), [
            {"uuid": rule, "kind": "when-needed", "days": [], "time": "18:00", "slack": 1, "even_if_met": False, "enabled": True}])
        answer = self.forecast("--now", MONDAY, "--count", "3")
        # 3 to do and 1 to spare: from Thursday on, until Sunday leaves too little.
        self.assertEqual([(n["at"][:10], n["kind"], n["rule"], n["reason"]) for n in answer["next"]], [
            ("2027-03-25", "rule", rule, "0 of 3 are done and 4 days are left."),
            ("2027-03-26", "rule", rule, "0 of 3 are done and 3 days are left."),
            ("2027-04-01", "rule", rule, "0 of 3 are done and 4 days are left.")])
        reasons = {s["at"][:10]: s["reason"] for s in answer["silent"]}
        self.assertEqual(reasons["2027-03-22"], "0 of 3 are done and 7 days are left: no hurry.")
        self.assertEqual(reasons["2027-03-27"], "This week’s goal cannot be reached any more; next week is a new one.")

    def test_slack_is_the_rules_own(self):
        self.use_for_long()
        self.remind("add", "--when-needed", "--slack", "4", "--time", "18:00")
        self.assertEqual(self.forecast("--now", MONDAY, "--count", "1")["next"][0]["at"], "2027-03-22T18:00:00+01:00")

    def test_a_pause_silences_and_lowers_the_goal(self):
        self.use_for_long()
        self.remind("add", "--days", "mon,tue,wed,thu,fri,sat,sun", "--time", "18:00")
        self.assertEqual(self.ask("pause", "--from", "2027-03-22", "--until", "2027-03-26", "--why", "vacation"), {"ok": True})
        answer = self.forecast("--now", MONDAY, "--count", "1")
        self.assertEqual([n["at"][:10] for n in answer["next"]], ["2027-03-27"])
        self.assertEqual(answer["next"][0]["reason"], "One of your days; 0 of 2 are done.")
        self.assertEqual([s["reason"] for s in answer["silent"]], ["Silent, because of a pause."] * 5)

    def test_illness_is_said(self):
        self.use_for_long()
        self.remind("add", "--days", "mon", "--time", "18:00")
        self.remind("pause", "--from", "2027-03-22", "--until", "2027-03-22", "--why", "illness")
        self.assertEqual(self.forecast("--now", MONDAY)["silent"][0]["reason"], "Silent, because of a pause for illness.")

    def test_resume_ends_what_covers_today_only(self):
        today = datetime.datetime.now(cli.ZONE).date()
        self.fascia("remind", "pause")
        self.fascia("remind", "pause", "--from", str(today + datetime.timedelta(days=30)))
        self.assertEqual(self.json("remind", "resume"), {"ok": True})
        self.fascia("remind", "resume", code=1)
        self.assertIn("Nothing is paused today", self.last_error)
        with sqlite3.connect(self.home.database) as database:
            self.assertEqual(database.execute("SELECT count (*) FROM pause WHERE ended_us IS NULL").fetchone(), (1,))

    def test_skip_today_is_one_day_however_often_said(self):
        today = datetime.datetime.now(cli.ZONE).date()
        for _ in range(2):
            self.assertEqual(self.json("remind", "skip-today"), {"ok": True})
        with sqlite3.connect(self.home.database) as database:
            self.assertEqual(database.execute("SELECT from_date, until_date, reason FROM pause").fetchall(),
                             [(str(today), str(today), "skip")])
        self.assertEqual(self.json("remind", "resume"), {"ok": True})

    def test_a_snooze_and_a_nudge_come_and_die_with_a_session(self):
        now = datetime.datetime.now(cli.ZONE)
        if now.hour >= 22:
            self.skipTest("an hour from now is tomorrow")
        snoozed = self.ask("snooze", "1h")
        trained = self.json("trained", "--in", "30", remark="")
        self.assertIs(snoozed["ok"], True)
        self.assertIs(trained["ok"], True)
        for answer, minutes in ((snoozed, 60), (trained, 30)):
            late = datetime.datetime.fromisoformat(answer["at"]) - now - datetime.timedelta(minutes=minutes)
            self.assertLess(abs(late.total_seconds()), 20)
        self.assertEqual([(n["kind"], n["at"], n["rule"]) for n in self.forecast()["next"]],
                         [("after-training", trained["at"], None), ("snooze", snoozed["at"], None)])
        # The later call replaces the first.
        trained = self.json("trained", "--in", "40", remark="")
        self.assertEqual([n["at"] for n in self.forecast()["next"] if n["kind"] == "after-training"], [trained["at"]])
        self.add("2026-01-05T12:00", 10)
        self.assertEqual(self.forecast()["next"], [])

    def test_quiet_hours_move_or_drop(self):
        self.use_for_long()
        self.remind("add", "--days", "mon", "--time", "23:00")
        self.assertEqual(self.ask("quiet", "22:00-07:00"), {"ok": True})
        first = self.forecast("--now", MONDAY, "--count", "1")["next"][0]
        self.assertEqual(first["at"], "2027-03-23T07:00:00+01:00")
        self.assertTrue(first["reason"].endswith(" Moved to the end of the quiet hours."), first)
        self.remind("quiet", "22:00–07:00", "--drop")
        answer = self.forecast("--now", MONDAY, "--count", "1")
        self.assertEqual(answer["next"], [])
        self.assertEqual(answer["silent"][0]["reason"], "Silent, because it fell into the quiet hours.")
        self.remind("quiet", "off")
        self.assertEqual(self.forecast("--now", MONDAY, "--count", "1")["next"][0]["at"], "2027-03-22T23:00:00+01:00")

    def test_off_is_off_until_on(self):
        self.remind("add", "--days", "mon", "--time", "18:00")
        self.assertEqual(self.json("remind", "off"), {"ok": True})
        self.assertEqual(self.forecast("--now", MONDAY)["next"], [])
        self.assertIn("switched off", self.fascia("remind", "next"))
        # Its rules would all come back with it: that is not done in passing.
        self.fascia("trained", code=1)
        self.fascia("remind", "snooze", "15m", code=1)
        self.assertEqual(self.ask("on"), {"ok": True})
        self.assertEqual(len(self.forecast("--now", MONDAY, "--count", "1")["next"]), 1)

    def test_history_has_its_shape(self):
        self.assertEqual(self.json("remind", "history"), [])
        self.assertEqual(self.fascia("remind", "history"), "No reminder has come up yet.\n")
        with sqlite3.connect(self.home.database) as database:
            for outcome, kind, day, minute, why in (("missed", "rule", "2027-03-22", 1080, "missed"), ("shown", "snooze", None, 0, "snoozed")):
                database.execute("INSERT INTO reminder_history (recorded_us, outcome, at_us, kind, rule, slot_day, slot_minute, silent,"
                                 " joined, why, done, goal, days_left) VALUES (1806058800000000, ?, 1806058800000000, ?, ?, ?, ?, 0, 0, ?, 1, 3, 4)",
                                 (outcome, kind, cli.NOBODY if day else None, day, minute, why))
        database.close()
        newest, older = self.json("remind", "history")
        self.assertKeys(newest, "recorded_at at rule slot outcome kind why reason")
        self.assertEqual((newest["outcome"], newest["kind"], newest["why"], newest["rule"], newest["slot"]), ("shown", "snooze", "snoozed", None, None))
        self.assertEqual(newest["reason"], "You asked to be reminded later; 1 of 3 is done.")
        self.assertEqual((older["at"], older["recorded_at"]), ("2027-03-26T12:00:00+01:00",) * 2)
        self.assertEqual((older["rule"], older["slot"], older["outcome"]), (cli.NOBODY, "2027-03-22T18:00", "missed"))
        self.assertEqual(len(self.json("remind", "history", "--limit", "1")), 1)
        self.assertIn("Missed", self.fascia("remind", "history"))

    def test_a_test_notification_needs_a_bus(self):
        self.fascia("remind", "test", code=1)
        self.assertIn("There is no session bus", self.last_error)
        self.assertEqual(self.home.files(), {})


@unittest.skipUnless(cli.has_bus_tools(), "dbus-daemon, gdbus or python3-dbusmock is not installed")
class TestNotification(cli.Test):
    NOTIFICATIONS = "org.freedesktop.Notifications"

    def test_it_says_what_happened(self):
        bus = cli.Bus(self)
        self.fascia("remind", "test", code=1)
        self.assertIn("could not be started", self.last_error)

        # As installed: the bus starts the service, which nothing else has asked for.
        bus.make_activatable(cli.REMINDER_ID, pathlib.Path(cli.PROGRAM).with_name("fascia-reminderd"))
        self.fascia("remind", "test", code=1)
        self.assertIn("no notification service answers", self.last_error)

        bus.mock(self.NOTIFICATIONS, "--template", "notification_daemon", "--parameters", '{"capabilities": "body actions"}')
        self.assertEqual(self.fascia("remind", "test"), "The test notification was shown.\n")
        self.assertEqual(self.json("remind", "test"), {"ok": True})
        calls = subprocess.run(["gdbus", "call", "--session", "-d", self.NOTIFICATIONS, "-o", "/org/freedesktop/Notifications",
                                "-m", "org.freedesktop.DBus.Mock.GetMethodCalls", "Notify"],
                               env=bus.environment, check=True, capture_output=True, text=True).stdout
        self.assertEqual(calls.count("A test from Fascia"), 2, calls)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]], verbosity=2)
