#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a rule to a window with the routine ready, while the window is closed; and to
the main page with a word when the routine was deleted in the meantime.

Run inside tests/support/desktop-env.sh. The rule is made with the command line;
fascia-reminderd waits for it with a clock of the test's; the Notify call arrives
at a notification server made of a few lines; its answer “start” makes the bus
start the program, whose window is read through the accessibility bus.

Usage: reminder-to-window.py FASCIA REMINDERD-UNDER-TEST FASCIA-UNDER-TEST
"""

import json
import os
import pathlib
import sqlite3
import subprocess
import sys

from gi.repository import Gio, GLib

from accessible import APPLICATION_ID, check, is_ready, know_health, wait_for, windows

FASCIA, REMINDERD, WINDOW = (os.path.abspath(path) for path in sys.argv[1:4])
CLOCK = {
    "FASCIA_TEST_NOW": "2027-03-26T17:59:59.900+01:00",
    "FASCIA_TEST_ZONE": "Europe/Copenhagen",
}
LANGUAGE = {"LC_ALL": "C.UTF-8", "LANGUAGE": "en", "G_DEBUG": "fatal-warnings"}

SERVER_XML = """
<node>
  <interface name='org.freedesktop.Notifications'>
    <method name='GetCapabilities'><arg type='as' direction='out'/></method>
    <method name='GetServerInformation'>
      <arg type='s' direction='out'/><arg type='s' direction='out'/><arg type='s' direction='out'/><arg type='s' direction='out'/>
    </method>
    <method name='Notify'>
      <arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>
      <arg type='s' direction='in'/><arg type='as' direction='in'/><arg type='a{sv}' direction='in'/><arg type='i' direction='in'/>
      <arg type='u' direction='out'/>
    </method>
    <method name='CloseNotification'><arg type='u' direction='in'/></method>
    <signal name='NotificationClosed'><arg type='u'/><arg type='u'/></signal>
    <signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>
    <signal name='ActivationToken'><arg type='u'/><arg type='s'/></signal>
  </interface>
</node>
"""
PATH = "/org/freedesktop/Notifications"
NAME = "org.freedesktop.Notifications"


class Server:
    def __init__(self, bus):
        self.bus = bus
        self.shown = []
        self.owned = False
        bus.register_object(PATH, Gio.DBusNodeInfo.new_for_xml(SERVER_XML).interfaces[0], self.on_call, None, None)
        Gio.bus_own_name_on_connection(bus, NAME, Gio.BusNameOwnerFlags.NONE, self.on_owned, None)

    def on_owned(self, *_):
        self.owned = True

    def on_call(self, _bus, _sender, _path, _interface, method, arguments, invocation):
        if method == "GetCapabilities":
            answer = GLib.Variant("(as)", (["actions", "body"],))
        elif method == "GetServerInformation":
            answer = GLib.Variant("(ssss)", ("test", "test", "1", "1.2"))
        elif method == "Notify":
            self.shown.append(arguments.unpack())
            answer = GLib.Variant("(u)", (len(self.shown),))
        else:
            answer = None
        invocation.return_value(answer)

    def emit(self, signal, *values):
        self.bus.emit_signal(None, PATH, NAME, signal, GLib.Variant("(us)", values))


def let_bus_start_window(bus):
    """As the installed D-Bus service does, with the clock of the test."""
    folder = pathlib.Path(os.environ["XDG_DATA_HOME"], "dbus-1", "services")
    folder.mkdir(parents=True)
    variables = " ".join(f"{name}={value}" for name, value in {**CLOCK, **LANGUAGE}.items())
    folder.joinpath(APPLICATION_ID + ".service").write_text(
        f"[D-BUS Service]\nName={APPLICATION_ID}\nExec=/usr/bin/env {variables} {WINDOW} --gapplication-service\n")
    bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "ReloadConfig",
                  None, None, Gio.DBusCallFlags.NONE, -1, None)
    # What the bus starts needs the display, too.
    names = ("DISPLAY", "GDK_BACKEND", "GSK_RENDERER", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "HOME", "FASCIA_DESKTOP_DIR")
    bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "UpdateActivationEnvironment",
                  GLib.Variant("(a{ss})", ({name: os.environ[name] for name in names if name in os.environ},)),
                  None, Gio.DBusCallFlags.NONE, -1, None)


def main():
    bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    let_bus_start_window(bus)
    server = Server(bus)
    wait_for(lambda: server.owned, "the name of the notification server")

    # The command line of this machine knows only this machine's time, so the rule
    # is made with the clock of the test, a day before.
    day_before = {**CLOCK, "FASCIA_TEST_NOW": "2027-03-25T12:00:00+01:00"}
    made = subprocess.run([WINDOW, "remind", "add", "--days", "mon,wed,fri", "--time", "18:00", "--json"],
                          env={**os.environ, **LANGUAGE, **day_before}, capture_output=True, text=True, timeout=20)
    check(made.returncode == 0 and json.loads(made.stdout)["uuid"], made)
    know_health(WINDOW, {**os.environ, **LANGUAGE, **day_before})
    check(windows() == [], "a window is open before anybody asked for one")

    reminderd = subprocess.Popen([REMINDERD], env={**os.environ, **LANGUAGE, **CLOCK})
    try:
        wait_for(lambda: server.shown, "the notification")
        _name, _replaces, _icon, title, body, actions, _hints, _timeout = server.shown[0]
        check(title == "0 of 1 this week", title)
        check(actions[::2] == ["default", "start", "snooze", "not-today"], actions)
        check(windows() == [], "the window opened by itself")
        print("ok - the reminder comes while the window is closed:", body)

        server.emit("ActivationToken", 1, "token-7")
        server.emit("ActionInvoked", 1, "start")
        routine = body.partition(" would take ")[0]
        wait_for(lambda: is_ready(routine), f"the window with “{routine}” ready", 30)
        print("ok - Start opens the window with the routine ready")

        listed = subprocess.run([FASCIA, "remind", "list", "--json"], env={**os.environ, **LANGUAGE},
                                capture_output=True, text=True, timeout=20)
        check(len(json.loads(listed.stdout)) == 1, listed)
        check(len(server.shown) == 1, "it was shown twice")
        print("ok - once, and only once")
    finally:
        reminderd.terminate()
        reminderd.wait(timeout=20)

    own_routine_is_deleted(server)


OWN = "5b0c8a52-3c1e-4d7e-9a63-0c7f3a2b1d01"


def write(*statements):
    with sqlite3.connect(pathlib.Path(os.environ["XDG_DATA_HOME"], "fascia", "fascia.db"), timeout=20) as database:
        for statement in statements:
            database.execute(statement)
    database.close()


def own_routine_is_deleted(server):
    write("INSERT INTO routine (uuid, name_en, name_da, about_en, about_da, afterwards_en, afterwards_da, level, pressure_cap,"
          f" version, changed_at_us) VALUES ('{OWN}', 'Only Calves', 'Kun lægge', '', '', '', '', 1, 7, 1, 0)",
          "INSERT INTO routine_item SELECT id, 0, 'calf-roller', 'both', NULL, 5, 60, 20, 1, 0 FROM routine"
          f" WHERE uuid = '{OWN}'",
          f"UPDATE reminder_rule SET routine = '{OWN}'")
    monday = {**CLOCK, "FASCIA_TEST_NOW": "2027-03-29T17:59:59.900+02:00"}
    n_before = len(server.shown)
    reminderd = subprocess.Popen([REMINDERD], env={**os.environ, **LANGUAGE, **monday})
    try:
        wait_for(lambda: len(server.shown) > n_before, "Monday’s notification")
        check("Only Calves" in server.shown[-1][4], server.shown[-1])
        write(f"UPDATE routine SET deleted_at_us = 1 WHERE uuid = '{OWN}'")
        server.emit("ActionInvoked", len(server.shown), "start")
        wait_for(lambda: any({"Today", "This routine no longer exists"} <= said for said in windows()), "the word on the main page", 30)
        print("ok - Start for a routine that is gone leads to the main page and says so")
    finally:
        reminderd.terminate()
        # It may be waiting for our answer.
        wait_for(lambda: reminderd.poll() is not None, "the end of the service")


if __name__ == "__main__":
    main()
