#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A reminder on a real notification server, seen and answered as a person does.

Run inside tests/support/desktop-env.sh. fascia-reminderd runs with a clock that
stands just before a due rule; xfce4-notifyd draws the notification; the Start
button is found and pressed through the accessibility bus; what arrives at the
application's bus name and in the database is checked.
"""

import os
import pathlib
import sqlite3
import subprocess
import sys

from gi.repository import Atspi, Gio, GLib

from accessible import APPLICATION_ID, descendants, press, wait_for
from accessible import find as find_shown

REMINDER_ID = APPLICATION_ID + ".Reminder"
SERVER = "/usr/lib/{}-linux-gnu/xfce4/notifyd/xfce4-notifyd".format(os.uname().machine)
RULE = "5d3f3c2e-8f2a-4a86-9a53-0c5a8f1f4b11"
SKIPPED = 77

# Friday 26 March 2027, a moment before 18:00 in Copenhagen.
NOW = "2027-03-26T17:59:59.900+01:00"
CREATED_US = 1806062400 * 1_000_000  # 13:00 of that day

APPLICATION_XML = """
<node>
  <interface name='org.freedesktop.Application'>
    <method name='Activate'><arg type='a{sv}' direction='in'/></method>
    <method name='ActivateAction'>
      <arg type='s' direction='in'/><arg type='av' direction='in'/><arg type='a{sv}' direction='in'/>
    </method>
  </interface>
</node>
"""


def find(role, name):
    """GTK 3 draws the server's window: where its widgets are is of no interest."""
    return find_shown(role, name, shown=False)


class Application:
    """Owns the application's bus name and takes notes."""

    def __init__(self, bus):
        self.calls = []
        node = Gio.DBusNodeInfo.new_for_xml(APPLICATION_XML)
        path = "/" + APPLICATION_ID.replace(".", "/")
        bus.register_object(path, node.interfaces[0], self.on_call, None, None)
        Gio.bus_own_name_on_connection(bus, APPLICATION_ID, Gio.BusNameOwnerFlags.NONE, None, None)

    def on_call(self, _bus, _sender, _path, _interface, method, arguments, invocation):
        self.calls.append((method, arguments.unpack()))
        invocation.return_value(None)


def has_owner(bus, name):
    reply = bus.call_sync(
        "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner",
        GLib.Variant("(s)", (name,)), None, Gio.DBusCallFlags.NONE, -1, None)
    return reply.unpack()[0]


def outcomes(database):
    with sqlite3.connect(database) as connection:
        rows = connection.execute("SELECT outcome FROM reminder_history ORDER BY id").fetchall()
    return [row[0] for row in rows]


def main():
    program = sys.argv[1]
    if not os.access(SERVER, os.X_OK):
        print("skipped: xfce4-notifyd is not installed", file=sys.stderr)
        return SKIPPED

    environment = dict(os.environ, G_DEBUG="fatal-warnings", FASCIA_TEST_NOW=NOW,
                       FASCIA_TEST_ZONE="Europe/Copenhagen")
    database = pathlib.Path(os.environ["XDG_DATA_HOME"], "fascia", "fascia.db")
    processes = []
    try:
        # Without a rule it makes the database and leaves.
        subprocess.run([program], env=environment, check=True, timeout=20)
        with sqlite3.connect(database) as connection:
            connection.execute(
                "INSERT INTO reminder_rule (uuid, kind, weekdays, slack, minute_of_day, even_if_met, enabled, routine,"
                " created_at_us, changed_at_us) VALUES (?, 'on-days', 16, 1, 1080, 0, 1, 'hips-and-glutes', ?, ?)",
                (RULE, CREATED_US, CREATED_US))
            connection.execute("UPDATE reminder_settings SET reminders_on = 1")

        bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        application = Application(bus)
        wait_for(lambda: has_owner(bus, APPLICATION_ID), "the application's name")

        processes.append(subprocess.Popen([SERVER]))
        wait_for(lambda: has_owner(bus, "org.freedesktop.Notifications"), "the notification server")
        processes.append(subprocess.Popen([program], env=environment))

        # Everything a person needs is there, in words.
        for label in ("Start", "In 1 Hour", "Not Today"):
            wait_for(lambda label=label: find(Atspi.Role.PUSH_BUTTON, label), f"the button {label}")
        texts = {a.get_name() for a in descendants(Atspi.get_desktop(0)) if a.get_role() == Atspi.Role.LABEL}
        assert "0 of 1 this week" in texts, texts
        assert "Hips and buttocks would take 9 minutes." in texts, texts

        button = find(Atspi.Role.PUSH_BUTTON, "Start")
        press(button)
        wait_for(lambda: application.calls, "the application to be called")
        method, (action, parameters, _platform_data) = application.calls[0]
        assert (method, action, parameters) == ("ActivateAction", "start-routine", ["hips-and-glutes"]), application.calls
        wait_for(lambda: outcomes(database) == ["shown", "started"], "the outcome in the database")

        # It goes away with the answer.
        wait_for(lambda: not find(Atspi.Role.PUSH_BUTTON, "Start"), "the notification to go")
        assert len(application.calls) == 1, application.calls

        reminderd = processes.pop()
        reminderd.terminate()
        wait_for(lambda: reminderd.poll() is not None, "fascia-reminderd to end")
        assert reminderd.returncode == 0, reminderd.returncode
    finally:
        for process in reversed(processes):
            process.kill()
            process.wait()
    print("ok")
    return 0


if __name__ == "__main__":
    sys.exit(main())
