#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What waiting for a reminder costs: fascia-reminderd beside the least that can wait
(bare-waiter.c) and beside peers that run here, where they are installed.

Run inside tests/support/desktop-env.sh. A notification server runs, as on any desktop,
so that what all GLib programs share is shared here too.

Usage: reminderd-cost.py FASCIA REMINDERD BARE-WAITER [SECONDS-AT-REST]
"""

import os
import pathlib
import shutil
import subprocess
import sys
import time

from gi.repository import Gio, GLib

FASCIA, REMINDERD, BARE = (os.path.abspath(path) for path in sys.argv[1:4])
SECONDS = int(sys.argv[4]) if len(sys.argv) > 4 else 60
SETTLE_S = 16  # after what it wrote itself it looks a few times more
STARTS = 15
SERVER = f"/usr/lib/{os.uname().machine}-linux-gnu/xfce4/notifyd/xfce4-notifyd"
NAME = "io.github.fascia_app.Fascia.Reminder"
PEERS = {
    "gnome-clocks": (["gnome-clocks", "--gapplication-service"], "org.gnome.clocks"),
    "workrave": (["workrave"], "org.workrave.Workrave"),
}
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def has_owner(bus, name):
    reply = bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner",
                          GLib.Variant("(s)", (name,)), None, Gio.DBusCallFlags.NONE, -1, None)
    return reply.unpack()[0]


def wait_for(condition, what, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise RuntimeError("in vain for " + what)
        time.sleep(0.0005)


def memory_kb(pid):
    values = {}
    for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        fields = line.split()
        if fields[-1] == "kB":
            values[fields[0].rstrip(":")] = int(fields[1])
    return values["Rss"], values["Pss"], values["Private_Clean"] + values["Private_Dirty"]


def wake_ups(pid):
    total = 0
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        for line in task.joinpath("status").read_text().splitlines():
            if line.startswith("voluntary_ctxt_switches"):
                total += int(line.split()[1])
    return total


def start(bus, command, name):
    """Returns the process and the milliseconds until its name was on the bus."""
    begun = time.monotonic()
    process = subprocess.Popen(command, **QUIET)
    if name:
        wait_for(lambda: has_owner(bus, name), name)
    return process, (time.monotonic() - begun) * 1000


def stop(bus, process, name):
    process.terminate()
    process.wait(timeout=20)
    if name:
        wait_for(lambda: not has_owner(bus, name), "the end of " + name)


def main():
    bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    subprocess.run([FASCIA, "remind", "add", "--days", "mon,wed,fri", "--time", "18:00"], check=True, **QUIET)
    database = pathlib.Path(os.environ["XDG_DATA_HOME"], "fascia", "fascia.db")

    starts = []
    for _ in range(STARTS):
        process, took_ms = start(bus, [REMINDERD], NAME)
        starts.append(took_ms)
        stop(bus, process, NAME)
    starts.sort()

    processes = {}
    times = {"fascia-reminderd": f"{starts[STARTS // 2]:.0f}"}
    if os.access(SERVER, os.X_OK):
        processes["(xfce4-notifyd)"] = start(bus, [SERVER], "org.freedesktop.Notifications")[0]
    processes["fascia-reminderd"] = start(bus, [REMINDERD], NAME)[0]
    processes["bare waiter"] = start(bus, [BARE, str(database)], None)[0]
    for peer, (command, name) in PEERS.items():
        if not shutil.which(command[0]):
            print(f"{peer} is not installed")
            continue
        try:
            processes[peer], took_ms = start(bus, command, name)
            times[peer] = f"{took_ms:.0f}"
        except RuntimeError as error:
            print(f"{peer}: {error}")

    time.sleep(SETTLE_S)
    before = {what: wake_ups(process.pid) for what, process in processes.items() if process.poll() is None}
    begun = time.monotonic()
    time.sleep(SECONDS)
    minutes = (time.monotonic() - begun) / 60

    print(f"{'':18} {'name on the bus ms':>19} {'RSS kB':>8} {'PSS kB':>8} {'private kB':>11} {'wake-ups/min':>13}")
    measured = {}
    for what, process in processes.items():
        if what not in before or process.poll() is not None:
            print(f"{what:18} left by itself")
            continue
        measured[what] = memory_kb(process.pid)
        rss, pss, private = measured[what]
        print(f"{what:18} {times.get(what, '–'):>19} {rss:8} {pss:8} {private:11} {(wake_ups(process.pid) - before[what]) / minutes:13.1f}")
    ours, bare = measured["fascia-reminderd"], measured["bare waiter"]
    print(f"beside the bare waiter: RSS × {ours[0] / bare[0]:.2f}, PSS × {ours[1] / bare[1]:.2f} (spec P5: 1.6); "
          f"private {ours[2]} kB (1536); name after {times['fascia-reminderd']} ms (50)")

    for process in reversed(processes.values()):
        process.kill()
        process.wait()


if __name__ == "__main__":
    main()
