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

from gi.repository import Gio, GLib

from accessible import APPLICATION_ID, check, is_ready, know_health, wait_for, windows

PROGRAM = os.path.abspath(sys.argv[1])
ENVIRONMENT = {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "en", "G_DEBUG": "fatal-warnings"}


def fascia(*args):
    return subprocess.run([PROGRAM, *args], env=ENVIRONMENT, capture_output=True, text=True, timeout=20)


def send(action, *parameters):
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    bus.call_sync(APPLICATION_ID, "/" + APPLICATION_ID.replace(".", "/"), "org.freedesktop.Application", "ActivateAction",
                  GLib.Variant("(sava{sv})", (action, list(parameters), {})), None, Gio.DBusCallFlags.NONE, 5000, None)


def main():
    know_health(PROGRAM, ENVIRONMENT)
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
