# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts of a desktop that the machine of a test does not have, on the bus of the test.

Each serves from a thread of its own: the program waits for some of their answers
while the test waits for the program.
"""

import os
import select
import threading

from gi.repository import Gio, GLib


class Service:
    """One object with one interface."""

    NAME = PATH = XML = None

    def __init__(self):
        self.lock = threading.Lock()
        self._context = GLib.MainContext.new()
        self._loop = GLib.MainLoop.new(self._context, False)
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        assert self._ready.wait(20), f"{self.NAME} could not be served"

    def _serve(self):
        self._context.push_thread_default()
        self.bus = Gio.DBusConnection.new_for_address_sync(
            os.environ["DBUS_SESSION_BUS_ADDRESS"],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        interface = Gio.DBusNodeInfo.new_for_xml(self.XML).interfaces[0]
        self.interface = interface.name
        self.bus.register_object(self.PATH, interface, self._called_cb, None, None)
        self.bus.signal_subscribe("org.freedesktop.DBus", "org.freedesktop.DBus", "NameOwnerChanged", "/org/freedesktop/DBus",
                                  None, Gio.DBusSignalFlags.NONE, self._owner_changed_cb)
        self.bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
                           GLib.Variant("(su)", (self.NAME, 0)), None, Gio.DBusCallFlags.NONE, -1, None)
        self._ready.set()
        self._loop.run()

    def _called_cb(self, bus, sender, path, interface, method, arguments, invocation):
        with self.lock:
            getattr(self, method)(sender, invocation, *arguments.unpack())

    def _owner_changed_cb(self, bus, sender, path, interface, signal, arguments):
        name, _, owner = arguments.unpack()
        if owner == "":
            with self.lock:
                self.gone(name)

    def gone(self, name):
        """A connection left the bus."""


class SessionManager(Service):
    """Of GNOME; what keeps the session awake, and lets it go with who asked for it."""

    NAME = "org.gnome.SessionManager"
    PATH = "/org/gnome/SessionManager"
    XML = """<node><interface name='org.gnome.SessionManager'>
      <method name='Inhibit'>
        <arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/><arg type='u' direction='in'/>
        <arg type='u' direction='out'/>
      </method>
      <method name='Uninhibit'><arg type='u' direction='in'/></method>
    </interface></node>"""
    SUSPEND, IDLE = 4, 8

    def __init__(self):
        self._inhibitors = {}
        self._cookie = 0
        self.given = 0
        super().__init__()

    def Inhibit(self, sender, invocation, application, window, reason, flags):
        self._cookie += 1
        self.given += 1
        self._inhibitors[self._cookie] = (sender, application, reason, flags)
        invocation.return_value(GLib.Variant("(u)", (self._cookie,)))

    def Uninhibit(self, sender, invocation, cookie):
        if self._inhibitors.get(cookie, (None,))[0] == sender:
            del self._inhibitors[cookie]
            invocation.return_value(None)
        else:
            invocation.return_dbus_error("org.gnome.SessionManager.GeneralError", "no such inhibitor")

    def gone(self, name):
        self._inhibitors = {cookie: held for cookie, held in self._inhibitors.items() if held[0] != name}

    def held(self):
        """(application, reason, flags) of each inhibitor."""
        with self.lock:
            return [held[1:] for held in self._inhibitors.values()]


class LoginManager(Service):
    """logind, of which only the sleep."""

    NAME = "org.freedesktop.login1"
    PATH = "/org/freedesktop/login1"
    XML = """<node><interface name='org.freedesktop.login1.Manager'>
      <method name='Inhibit'>
        <arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>
        <arg type='h' direction='out'/>
      </method>
      <signal name='PrepareForSleep'><arg type='b'/></signal>
    </interface></node>"""

    def __init__(self):
        self._inhibitors = []
        super().__init__()

    def Inhibit(self, sender, invocation, what, who, why, mode):
        ours, theirs = os.pipe()
        fds = Gio.UnixFDList.new()
        index = fds.append(theirs)
        os.close(theirs)
        self._inhibitors.append((ours, (what, who, mode)))
        invocation.return_value_with_unix_fd_list(GLib.Variant("(h)", (index,)), fds)

    def held(self):
        """(what, who, mode) of each inhibitor that nobody let go of."""
        with self.lock:
            for inhibitor in list(self._inhibitors):
                poll = select.poll()
                poll.register(inhibitor[0], select.POLLHUP)
                if poll.poll(0):
                    os.close(inhibitor[0])
                    self._inhibitors.remove(inhibitor)
            return [inhibitor[1] for inhibitor in self._inhibitors]

    def prepare_for_sleep(self, going_to_sleep):
        self.bus.emit_signal(None, self.PATH, self.interface, "PrepareForSleep", GLib.Variant("(b)", (going_to_sleep,)))
