#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A reminder on real notification servers, seen and answered as a person does.

Run inside tests/support/desktop-env.sh. fascia-reminderd runs with a clock that
stands just before a due rule; the server draws the notification; its Start is
found and chosen: in xfce4-notifyd a button, through the accessibility bus; in
dunst an entry of its menu, by its own command. What arrives at the application's
bus name and in the database is checked.

Usage: notification.py REMINDERD-UNDER-TEST xfce4-notifyd|dunst [FOLDER-OF-PICTURES]
"""

import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys

from gi.repository import Atspi, Gio, GLib

from accessible import APPLICATION_ID, descendants, press, wait_for
from accessible import find as find_shown

REMINDER_ID = APPLICATION_ID + ".Reminder"
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


class Notifyd:
    """GTK 3: everything is on the accessibility bus."""

    command = ["/usr/lib/{}-linux-gnu/xfce4/notifyd/xfce4-notifyd".format(os.uname().machine)]

    def check(self):
        # Everything a person needs is there, in words.
        for label in ("Start", "In 1 Hour", "Not Today"):
            wait_for(lambda label=label: find(Atspi.Role.PUSH_BUTTON, label), f"the button {label}")
        texts = {a.get_name() for a in descendants(Atspi.get_desktop(0)) if a.get_role() == Atspi.Role.LABEL}
        # The first week began today.
        assert "0 of 1 this week" in texts, texts
        assert "Hips and buttocks would take 9 minutes." in texts, texts

    def start(self):
        press(find(Atspi.Role.PUSH_BUTTON, "Start"))

    def is_gone(self):
        return not find(Atspi.Role.PUSH_BUTTON, "Start")


class Dunst:
    """Draws with Cairo and offers what can be done in a menu of the user's choice."""

    def __init__(self):
        folder = pathlib.Path(os.environ["FASCIA_DESKTOP_DIR"])
        menu = folder / "menu"
        menu.write_text("#!/bin/sh\ntee '%s' | grep -m 1 '^#Start '\n" % (folder / "offered"))
        menu.chmod(0o755)
        self.offered = folder / "offered"
        configuration = folder / "dunstrc"
        configuration.write_text(f"[global]\n dmenu = {menu}\n origin = top-right\n width = 360\n")
        self.command = ["dunst", "-conf", str(configuration)]

    def ask(self, *words):
        return subprocess.run(["dunstctl", *words], check=True, capture_output=True, text=True, timeout=20).stdout

    def displayed(self):
        return int(self.ask("count", "displayed"))

    def check(self):
        wait_for(lambda: self.displayed() == 1, "the notification")
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--class", "dunst"], capture_output=True, text=True, timeout=20)
        assert found.stdout.strip(), "nothing is on the screen"

    def start(self):
        self.ask("context")
        wait_for(lambda: self.offered.exists() and "Not Today" in self.offered.read_text(), "the menu")
        offered = self.offered.read_text()
        for label in ("Start", "In 1 Hour", "Not Today"):
            assert f"#{label} " in offered, offered

    def is_gone(self):
        return self.displayed() == 0


SERVERS = {"xfce4-notifyd": Notifyd, "dunst": Dunst}


def take_picture(name):
    """Where there is a folder for it and ImageMagick is installed."""
    if len(sys.argv) > 3 and shutil.which("import"):
        folder = pathlib.Path(sys.argv[3])
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["import", "-window", "root", "-crop", "560x260+464+0", "+repage", str(folder / f"notification-{name}.png")],
                       check=False, timeout=30)


def main():
    program, name = sys.argv[1:3]
    server = SERVERS[name]()
    if not shutil.which(server.command[0]):
        print(f"skipped: {name} is not installed", file=sys.stderr)
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

        processes.append(subprocess.Popen(server.command))
        wait_for(lambda: has_owner(bus, "org.freedesktop.Notifications"), "the notification server")
        processes.append(subprocess.Popen([program], env=environment))

        server.check()
        take_picture(name)
        server.start()
        wait_for(lambda: application.calls, "the application to be called")
        method, (action, parameters, _platform_data) = application.calls[0]
        assert (method, action, parameters) == ("ActivateAction", "start-routine", ["hips-and-glutes"]), application.calls
        wait_for(lambda: outcomes(database) == ["shown", "started"], "the outcome in the database")

        # It goes away with the answer.
        wait_for(server.is_gone, "the notification to go")
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
