# SPDX-License-Identifier: GPL-3.0-or-later
"""A guided session in a window of its own, with a clock that only this test turns:
what was done and what is in the log can be compared to the second.

Run inside tests/support/desktop-env.sh.
"""

import ctypes
import mmap
import os
import pathlib
import signal
import sqlite3
import subprocess
import time

from gi.repository import Atspi

from accessible import APPLICATION_ID, know_health, wait_for

# content-facts 5.6: 6:36 in all; 5:40 of it rolling and holding, on six sides.
ROUTINE, TOTAL_S, ACTIVE_S = "feet-and-calves", 396, 340
COUNT_IN_S, RESUME_COUNT_IN_S = 5, 3
ITEMS = [("foot-sole-ball", "left", 60), ("foot-sole-ball", "right", 60),
         ("calf-roller", "left", 60), ("calf-roller", "right", 60),
         ("calf-lower-roller", "left", 50), ("calf-lower-roller", "right", 50)]
AS_PLANNED = [(technique, side, planned_s, planned_s, "done", None) for technique, side, planned_s in ITEMS]

FOLDER = pathlib.Path(os.environ["FASCIA_DESKTOP_DIR"])


class Hand:
    """The hand on the clock of the programs under test (tests/support/injected-clock.h)."""

    def __init__(self):
        self.path = FOLDER / "hand"
        self.path.write_bytes(bytes(16))
        with self.path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), 16)
        # Each of them is stored at once, never byte by byte.
        self._turned = ctypes.c_int64.from_buffer(self._map, 0)
        self._asleep = ctypes.c_int64.from_buffer(self._map, 8)

    @property
    def turned_s(self):
        return self._turned.value // 1_000_000

    def turn(self, seconds):
        """Time passes; a second at a time, as the program would see it."""
        for _ in range(seconds):
            self._turned.value += 1_000_000
            time.sleep(0.012)

    def sleep(self, seconds):
        """The machine sleeps: CLOCK_MONOTONIC stands still."""
        self._asleep.value += seconds * 1_000_000


class Program:
    """fascia under test."""

    def __init__(self, path, hand, *arguments, **environment):
        self.environment = {
            **os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "en", "G_DEBUG": "fatal-warnings",
            "FASCIA_TEST_NOW": "2027-03-26T12:00:00+01:00", "FASCIA_TEST_ZONE": "Europe/Copenhagen",
            "FASCIA_TEST_SPEED": "0", "FASCIA_TEST_HAND": str(hand.path), **environment,
        }
        know_health(path, self.environment)
        self.log = FOLDER / f"fascia-{time.monotonic_ns()}.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen([path, *arguments], stdout=log, stderr=log,
                                            env={name: value for name, value in self.environment.items() if value is not None})
        self._window = None

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if kind is not None:
            print(self.log.read_text(), end="", flush=True)

    @property
    def window(self):
        """That of the X server."""
        if self._window is None:
            self._window = subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--pid", str(self.process.pid)],
                                          check=True, capture_output=True, text=True, timeout=20).stdout.split()[-1]
        return self._window

    def key(self, *names):
        """Real keys, as if typed; there is no window manager to give the focus away."""
        subprocess.run(["xdotool", "mousemove", "--window", self.window, "200", "5", "key", *names], check=True)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def wait(self, seconds=20):
        wait_for(lambda: self.process.poll() is not None, "the program to end", seconds)
        return self.process.returncode


# --- What is on the screen -----------------------------------------------------


def shown(accessible):
    """What is on the screen, without what lies below pages that are not; last things
    first, for the page of the session is the last one."""
    yield accessible
    for index in reversed(range(accessible.get_child_count())):
        child = accessible.get_child_at_index(index)
        if child is None:
            continue
        # A window itself has no place in a window.
        component = child.get_component_iface()
        if component is not None:
            extents = component.get_extents(Atspi.CoordType.WINDOW)
            if extents.width <= 0 or extents.height <= 0:
                continue
        yield from shown(child)


def on_screen():
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        child = desktop.get_child_at_index(index)
        if child is not None and child.get_name() == APPLICATION_ID:
            yield from shown(child)


def sees(*names):
    """Whether all of them stand on the screen at once."""
    missing = set(names)
    for accessible in on_screen():
        missing.discard(accessible.get_name())
        if not missing:
            return True
    return False


def see(*names, seconds=20):
    try:
        wait_for(lambda: sees(*names), " and ".join(f"“{name}”" for name in names), seconds)
    except AssertionError as error:
        raise AssertionError(f"{error}; on the screen: {sorted({a.get_name() for a in on_screen()})}") from None


def find_button(name):
    for accessible in on_screen():
        if accessible.get_name() == name and accessible.get_role() == Atspi.Role.PUSH_BUTTON:
            return accessible
    return None


def press(name):
    wait_for(lambda: find_button(name), f"the button “{name}”").get_action_iface().do_action(0)


def focused():
    """The name of what has the keyboard."""
    for accessible in on_screen():
        if accessible.get_state_set().contains(Atspi.StateType.FOCUSED):
            return accessible.get_name()
    return None


def tab_to(program, name, most=20):
    """Tab until @name has the keyboard."""
    for _ in range(most):
        before = focused()
        if before == name:
            return
        program.key("Tab")
        wait_for(lambda: focused() != before, f"Tab to lead away from “{before}”")
    raise AssertionError(f"Tab never leads to “{name}”")


# --- What is in the log --------------------------------------------------------


def query(sql, *values):
    with sqlite3.connect(pathlib.Path(os.environ["XDG_DATA_HOME"], "fascia", "fascia.db")) as connection:
        return connection.execute(sql, values).fetchall()


def new_home():
    """From here on, another log."""
    os.environ["XDG_DATA_HOME"] = str(FOLDER / f"data-{time.monotonic_ns()}")


def is_ended():
    return query("SELECT count(*) FROM session WHERE ended_us IS NOT NULL") == [(1,)]


def check_log(active_s, elapsed_s, items, passed_s=None):
    """The one row says exactly this: seconds, and (technique, side, planned, done,
    status, reason) of each side."""
    rows = query("SELECT routine, source, active_s, elapsed_s, (ended_us - started_us) / 1000000 FROM session WHERE deleted_at_us IS NULL")
    assert len(rows) == 1, rows
    assert rows[0][:4] == (ROUTINE, "timer", active_s, elapsed_s), rows
    assert passed_s is None or rows[0][4] == passed_s, rows
    done = query("SELECT technique, side, planned_s, done_s, status, reason FROM session_item ORDER BY position")
    assert done == items, "\n".join(f"{is_ if is_ == be else f'{is_}, not {be}'}" for is_, be in zip(done, items))
    assert sum(item[3] for item in done) == active_s, done
    assert query("SELECT count(*) FROM session_journal") == [(0,)]
    assert query("PRAGMA integrity_check") == [("ok",)]
