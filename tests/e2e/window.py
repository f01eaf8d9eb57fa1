#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A guided session, from the first button to the row in the database.

Run inside tests/support/desktop-env.sh. The whole program runs with a clock twenty
times as fast as ours. What is on the screen is read, and buttons are pressed,
through the accessibility bus; keys are real ones.

Usage: window.py PROGRAM
"""

import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import time

from gi.repository import Atspi

from accessible import APPLICATION_ID, descendants, is_on_screen, know_health, wait_for

PROGRAM = os.path.abspath(sys.argv[1])
SPEED = 20
SKIPPED = 77
ENVIRONMENT = {
    **os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "en", "G_DEBUG": "fatal-warnings",
    "FASCIA_TEST_NOW": "2027-03-26T12:00:00+01:00", "FASCIA_TEST_ZONE": "Europe/Copenhagen", "FASCIA_TEST_SPEED": str(SPEED),
}
# content-facts 5.6: 6:36 in all, 4:40 of it rolling and holding on eight sides.
ROUTINE, TOTAL_S = "feet-and-calves", 396


def application():
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        child = desktop.get_child_at_index(index)
        if child is not None and child.get_name() == APPLICATION_ID:
            return child
    return None


def find(name, role=None):
    root = application()
    if root is None:
        return None
    for accessible in descendants(root):
        if accessible.get_name() == name and (role is None or accessible.get_role() == role) and is_on_screen(accessible):
            return accessible
    return None


def see(name, seconds=20):
    return wait_for(lambda: find(name), f"“{name}”", seconds)


def press(name):
    button = wait_for(lambda: find(name, Atspi.Role.PUSH_BUTTON), f"the button “{name}”")
    action = button.get_action_iface()
    names = [action.get_action_name(index) for index in range(action.get_n_actions())]
    assert action.do_action(names.index("click")), name


def key(window, name):
    subprocess.run(["xdotool", "mousemove", "--window", window, "200", "5", "key", name], check=True)


def query(sql):
    database = pathlib.Path(os.environ["XDG_DATA_HOME"], "fascia", "fascia.db")
    with sqlite3.connect(database) as connection:
        return connection.execute(sql).fetchall()


def names_of_controls():
    """(role, name) of every control on the screen."""
    roles = (Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON, Atspi.Role.SPIN_BUTTON, Atspi.Role.SLIDER, Atspi.Role.CHECK_BOX)
    return [(accessible.get_role(), accessible.get_name()) for accessible in descendants(application())
            if accessible.get_role() in roles and is_on_screen(accessible)]


def check_names(where):
    for role, name in names_of_controls():
        assert name and not name.startswith(("Gtk", "Adw", "Fascia")), f"{where}: a {role.value_nick} named “{name}”"


def main():
    if shutil.which("xdotool") is None:
        print("skipped: xdotool is not installed", file=sys.stderr)
        return SKIPPED

    know_health(PROGRAM, ENVIRONMENT)
    process = subprocess.Popen([PROGRAM, "start", ROUTINE], env=ENVIRONMENT)
    try:
        see("Feet and calves")
        see("How sore is it now? You can skip this.")
        check_names("ready")
        window = subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--pid", str(process.pid)],
                                check=True, capture_output=True, text=True).stdout.split()[-1]
        assert query("SELECT count(*) FROM session") == [(0,)]

        started = time.monotonic()
        key(window, "space")
        see("Roll")
        check_names("running")
        # The row is there from its first second on.
        wait_for(lambda: query("SELECT count(*) FROM session") == [(1,)], "the open row")
        key(window, "space")
        see("Paused")
        key(window, "Escape")
        press("Return")
        see("Paused")
        key(window, "space")
        see("Well Done", TOTAL_S / SPEED + 20)
        assert time.monotonic() - started >= TOTAL_S / SPEED, "the session was over before its time"
        check_names("summary")
        press("Save")
        see("1 of 1 this week")
        # The button of a toast is libadwaita's, which gives it no name.
        see("Session saved")
        wait_for(lambda: not find("Session saved"), "the toast to go")
        check_names("today")
        print("ok - the session ran to its end")

        rows = query("SELECT routine, source, active_s, elapsed_s FROM session")
        assert len(rows) == 1 and rows[0][:2] == (ROUTINE, "timer"), rows
        planned = query("SELECT sum(planned_s), sum(done_s), count(*), count(DISTINCT status), min(status) FROM session_item")
        assert planned[0][0] == planned[0][1] == rows[0][2], (planned, rows)
        assert planned[0][3:] == (1, "done"), planned
        assert rows[0][3] >= TOTAL_S, rows
        print("ok - the row in the database is what was done")

        key(window, "ctrl+4")
        see("Feet and calves")
        check_names("journal")
        key(window, "ctrl+question")
        wait_for(lambda: find("Start, pause or resume"), "the list of keys")
        key(window, "Escape")
        key(window, "ctrl+q")
        wait_for(lambda: process.poll() is not None, "the program to end")
        assert process.returncode == 0, process.returncode
        print("ok - the keys lead where the list says")
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
