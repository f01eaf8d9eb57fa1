#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a running session costs, in real time: processor, wake-ups and frames, with the
stroke pacer hidden and shown; beside a bare redraw of the pacer's area, and gnome-clocks'
running timer, where installed.

The program sleeps once for each visible change. What else is counted are its waits for
the X server within a frame, well under a millisecond each: two a frame, GTK's own.

Run inside tests/support/desktop-env.sh. One roll of 45 s is long enough: its last
seconds, which are heard one by one, are not in it.

Usage: session-cost.py PROGRAM BARE_REDRAW [SECONDS]
"""

import os
import pathlib
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

PROGRAM = os.path.abspath(sys.argv[1])
BARE_REDRAW = os.path.abspath(sys.argv[2])
SECONDS = int(sys.argv[3]) if len(sys.argv) > 3 else 30
ROUTINE, BEFORE_ROLL_S = "warm-up-5", 5 + 12
TICKS = os.sysconf("SC_CLK_TCK")
SETTINGS = pathlib.Path(os.environ["XDG_CONFIG_HOME"], "glib-2.0", "settings", "keyfile")
HEADER = f"{'':32} {'CPU s/min':>10} {'% of core':>10} {'wake-ups/s':>11} {'of main/s':>10} {'frames/s':>9} {'per change':>11}"


def cpu_s(pid):
    """To the microsecond where the kernel says so, for a whole second is 10 ticks of nothing."""
    total_ns = 0
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        try:
            total_ns += int(task.joinpath("schedstat").read_text().split()[0])
        except (FileNotFoundError, IndexError):
            continue
    return total_ns / 1e9


def switches(pid):
    """Voluntary context switches: of all threads, of the main one."""
    counts = {}
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        for line in task.joinpath("status").read_text().splitlines():
            if line.startswith("voluntary_ctxt_switches"):
                counts[int(task.name)] = int(line.split()[1])
    return sum(counts.values()), counts[pid]


def window_of(pid):
    return subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--pid", str(pid)],
                          check=True, capture_output=True, text=True, timeout=30).stdout.split()[-1]


def measure(what, process, frames=None, changes=None):
    before = cpu_s(process.pid), switches(process.pid), frames() if frames else 0
    begun = time.monotonic()
    time.sleep(SECONDS)
    after = cpu_s(process.pid), switches(process.pid), frames() if frames else 0
    took_s = time.monotonic() - begun
    cpu = after[0] - before[0]
    drawn = after[2] - before[2]
    row = f"{what:32} {cpu / took_s * 60:10.3f} {cpu / took_s * 100:10.2f} {(after[1][0] - before[1][0]) / took_s:11.2f} " \
          f"{(after[1][1] - before[1][1]) / took_s:10.2f} "
    row += f"{drawn / took_s:9.2f} " if frames else f"{'–':>9} "
    row += f"{drawn / (changes * took_s):11.2f}" if changes else f"{'–':>11}"
    print(row, flush=True)


def stop(process):
    process.kill()
    process.wait()


def session(what, pacer, changes_per_s):
    SETTINGS.parent.mkdir(parents=True, exist_ok=True)
    SETTINGS.write_text(f"[io/github/fascia_app/Fascia]\npacer={pacer}\n")
    # No accessibility bus: nobody listens to it on a desktop of one who sees.
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "XDG_DATA_HOME": data, "LANGUAGE": "en", "GSETTINGS_BACKEND": "keyfile", "GTK_A11Y": "none"}
        # Nothing starts before the health check was gone through.
        subprocess.run([PROGRAM, "goal"], stdout=subprocess.DEVNULL, env=environment, check=True)
        with sqlite3.connect(pathlib.Path(data, "fascia", "fascia.db")) as connection:
            connection.execute("UPDATE health_check SET asked_us = ?", (int(time.time() * 1_000_000),))
        process = subprocess.Popen([PROGRAM, "start", ROUTINE], stdout=subprocess.PIPE, text=True, env=environment)
        run_session(what, process, changes_per_s)


def frames_of(process):
    """Both programs of ours tell it when asked."""
    process.send_signal(signal.SIGUSR1)
    return int(process.stdout.readline())


def run_session(what, process, changes_per_s):
    try:
        window = window_of(process.pid)
        time.sleep(1)
        subprocess.run(["xdotool", "mousemove", "--window", window, "200", "5", "key", "space"], check=True)
        time.sleep(BEFORE_ROLL_S + 1.5)
        measure(what, process, lambda: frames_of(process), changes_per_s)
    finally:
        stop(process)


def bare_redraw():
    process = subprocess.Popen([BARE_REDRAW], stdout=subprocess.PIPE, text=True, env={**os.environ, "GTK_A11Y": "none"})
    try:
        window_of(process.pid)
        time.sleep(2)
        measure("bare redraw at 30 Hz", process, lambda: frames_of(process))
    finally:
        stop(process)


def shown(accessible):
    yield accessible
    for index in range(accessible.get_child_count()):
        child = accessible.get_child_at_index(index)
        if child is not None:
            yield from shown(child)


def wait_for(find, what):
    end = time.monotonic() + 20
    while time.monotonic() < end:
        found = find()
        if found is not None:
            return found
        time.sleep(0.2)
    raise SystemExit(f"in vain for {what}")


def clocks():
    """A timer of five minutes of gnome-clocks."""
    if shutil.which("gnome-clocks") is None:
        print(f"{'gnome-clocks':32} (not installed)")
        return
    process = subprocess.Popen(["gnome-clocks"], stderr=subprocess.DEVNULL, env={**os.environ, "LANGUAGE": "en"})

    def found(role, is_it):
        for index in range(Atspi.get_desktop(0).get_child_count()):
            application = Atspi.get_desktop(0).get_child_at_index(index)
            if application is None or "clocks" not in application.get_name():
                continue
            for accessible in shown(application):
                if accessible.get_role() == role and is_it(accessible.get_name()):
                    yield accessible

    def find(role, is_it):
        return next(found(role, is_it), None)

    try:
        window = window_of(process.pid)
        wait_for(lambda: find(Atspi.Role.PAGE_TAB, "Timer".__eq__), "the page of timers").get_action_iface().do_action(0)
        time.sleep(1)
        wait_for(lambda: find(Atspi.Role.PUSH_BUTTON, "5 m".__eq__), "five minutes").get_action_iface().do_action(0)
        time.sleep(1)
        # The start button has neither name nor a use for its action: it is the lowest
        # button with a picture. Places on the screen begin 5 px further, at the shadow.
        extents = max((button.get_extents(Atspi.CoordType.WINDOW) for button in found(Atspi.Role.PUSH_BUTTON, "GtkImage".__eq__)),
                      key=lambda place: place.y)
        place = [str(extents.x + extents.width // 2 + 5), str(extents.y + extents.height // 2 + 5)]
        subprocess.run(["xdotool", "mousemove", "--window", window, *place, "click", "1"], check=True)
        wait_for(lambda: find(Atspi.Role.LABEL, lambda name: re.fullmatch(r"00\W+04\W+\d\d", name)), "the timer to run")
        measure("gnome-clocks, timer of 5 min", process)
    finally:
        stop(process)


def main():
    print(f"A running session, {SECONDS} s of real time each; “per change”: frames for each change to be seen", flush=True)
    print(HEADER, flush=True)
    session("session, pacer hidden", "false", 1)
    session("session, pacer shown", "true", None)
    bare_redraw()
    clocks()


if __name__ == "__main__":
    main()
