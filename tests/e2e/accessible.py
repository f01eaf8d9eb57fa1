# SPDX-License-Identifier: GPL-3.0-or-later
"""What is on the screen, read and pressed through the accessibility bus."""

import datetime
import pathlib
import sqlite3
import subprocess
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

APPLICATION_ID = "io.github.fascia_app.Fascia"


def wait_for(condition, what, seconds=20):
    """Runs the main loop until condition() is true, and returns what it gave."""
    end = time.monotonic() + seconds
    while True:
        try:
            result = condition()
        except GLib.Error:  # an accessible that vanished while it was looked at
            result = None
        if result:
            return result
        if time.monotonic() > end:
            raise AssertionError(f"in vain for {what}")
        GLib.MainContext.default().iteration(False)
        time.sleep(0.01)


def know_health(program, environment):
    """The health check was gone through, with nothing true: otherwise nothing starts.

    The command line cannot answer it, so the answer goes straight into the database
    that PROGRAM makes, at the time it is for the program in ENVIRONMENT."""
    environment = {name: value for name, value in environment.items() if value is not None}
    subprocess.run([program, "goal"], env=environment, check=True, stdout=subprocess.DEVNULL)
    now = environment.get("FASCIA_TEST_NOW")
    at = datetime.datetime.fromisoformat(now).timestamp() if now else time.time()
    path = pathlib.Path(environment["XDG_DATA_HOME"], "fascia", "fascia.db")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE health_check SET asked_us = ? WHERE asked_us IS NULL", (int(at * 1_000_000),))


def check(condition, what):
    if not condition:
        raise AssertionError(what)


def descendants(accessible):
    yield accessible
    for index in range(accessible.get_child_count()):
        child = accessible.get_child_at_index(index)
        if child is not None:
            yield from descendants(child)


def is_on_screen(accessible):
    """GTK 4.8 lists pages that are not shown, too; they have no size."""
    extents = accessible.get_extents(Atspi.CoordType.WINDOW)
    return extents.width > 0 and extents.height > 0


def find(role, name, shown=True):
    """The last thing of that role and name in any application: GTK 4.8 lists a page
    that another one covers before that one, and as if it were still to be seen."""
    found = None
    for accessible in descendants(Atspi.get_desktop(0)):
        if accessible.get_role() == role and accessible.get_name() == name and (not shown or is_on_screen(accessible)):
            found = accessible
    return found


def press(accessible):
    # A push button has one action, whatever its name in this version of GTK.
    check(accessible.get_action_iface().do_action(0), "the button does nothing")


def windows():
    """What each process of ours that has a window says in it."""
    desktop = Atspi.get_desktop(0)
    children = [desktop.get_child_at_index(index) for index in range(desktop.get_child_count())]
    return [{a.get_name() for a in descendants(child)} for child in children
            if child is not None and child.get_name() == APPLICATION_ID and child.get_child_count() > 0]


def is_ready(routine):
    return any({"Ready", routine} <= said for said in windows())
