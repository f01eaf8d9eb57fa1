#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`fascia` and `fascia start ROUTINE` with a display: one window, whoever asks.

Run inside tests/support/desktop-env.sh. What the window shows is read through
the accessibility bus.

Usage: start.py PROGRAM
"""

import json
import os
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

PROGRAM = os.path.abspath(sys.argv[1])
APPLICATION_ID = "io.github.fascia_app.Fascia"
ENVIRONMENT = {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "en", "G_DEBUG": "fatal-warnings"}


def wait_for(condition, what, seconds=20):
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
        time.sleep(0.02)


def names(accessible):
    yield accessible.get_name()
    for index in range(accessible.get_child_count()):
        child = accessible.get_child_at_index(index)
        if child is not None:
            yield from names(child)


def windows():
    """What each process of ours that has a window says in it."""
    desktop = Atspi.get_desktop(0)
    children = [desktop.get_child_at_index(index) for index in range(desktop.get_child_count())]
    return [set(names(child)) for child in children
            if child is not None and child.get_name() == APPLICATION_ID and child.get_child_count() > 0]


def is_ready(routine):
    return any({"Ready", routine} <= said for said in windows())


def fascia(*args):
    return subprocess.run([PROGRAM, *args], env=ENVIRONMENT, capture_output=True, text=True, timeout=20)


def send(action, *parameters):
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    bus.call_sync(APPLICATION_ID, "/" + APPLICATION_ID.replace(".", "/"), "org.freedesktop.Application", "ActivateAction",
                  GLib.Variant("(sava{sv})", (action, list(parameters), {})), None, Gio.DBusCallFlags.NONE, 5000, None)


def check(condition, what):
    if not condition:
        raise AssertionError(what)


def main():
    first = subprocess.Popen([PROGRAM, "start", "before-bed", "--json"], env=ENVIRONMENT, stdout=subprocess.PIPE, text=True)
    try:
        wait_for(lambda: is_ready("Before bed"), "the routine of the first start")
        print("ok - fascia start opens the window with the routine ready")

        done = fascia("start", "warm-up-5", "--json")
        check(done.returncode == 0 and done.stderr == "", done)
        check(json.loads(done.stdout) == {"ok": True}, done)
        wait_for(lambda: is_ready("Before training, 5 minutes"), "the routine of the second start")
        check(len(windows()) == 1, "a second window was opened")
        check(first.poll() is None, "the first window is gone")
        print("ok - a second start goes to the window that is open")

        done = fascia("start", "nothing")
        check(done.returncode == 1 and done.stderr.count("\n") == 1 and "“nothing”" in done.stderr, done)
        check(is_ready("Before training, 5 minutes"), "an unknown routine changed the window")
        print("ok - an unknown routine changes nothing")

        done = fascia()
        check((done.returncode, done.stdout, done.stderr) == (0, "", ""), done)
        check(len(windows()) == 1, "a second window was opened")
        print("ok - fascia alone raises the window that is open")

        done = fascia("goal", "--json")
        check(json.loads(done.stdout)["goal"] == 3, done)
        print("ok - commands work beside the window")

        send("quit")
        out, _ = first.communicate(timeout=20)
        check(first.returncode == 0, f"the window ended with {first.returncode}")
        check(json.loads(out) == {"ok": True}, out)
        print("ok - the first start answered in JSON, and ended well")
    finally:
        if first.poll() is None:
            first.kill()
            first.wait()


if __name__ == "__main__":
    main()
