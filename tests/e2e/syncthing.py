#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two machines, each with a Syncthing and a home of its own, connected over the
loopback device and nothing else: what is done on either is in the end on both, also
what was done while one of them was cut off.

Usage: syncthing.py PROGRAM
"""

import contextlib
import hashlib
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import xml.etree.ElementTree as ElementTree

PROGRAM = os.path.abspath(sys.argv[1])
SYNCTHING = shutil.which("syncthing")
DEADLINE_S = 60
FOLDER_ID = "fascia"
# No proxy of the environment's between us and 127.0.0.1.
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))

# Nothing leaves the machine.
OPTIONS = {
    "globalAnnounceEnabled": "false", "localAnnounceEnabled": "false", "relaysEnabled": "false",
    "natEnabled": "false", "urAccepted": "-1", "crashReportingEnabled": "false", "autoUpgradeIntervalH": "0",
    "startBrowser": "false", "stunKeepaliveStartS": "0", "reconnectionIntervalS": "1",
}


def free_ports(count):
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def wait_for(true, what):
    end = time.monotonic() + DEADLINE_S
    while not true():
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain for {what}")
        time.sleep(0.2)


def set_text(parent, name, text):
    element = parent.find(name)
    if element is None:
        element = ElementTree.SubElement(parent, name)
    element.text = text


class Machine:
    """A home, a folder, and the Syncthing that carries it."""

    def __init__(self, root, name, port, gui_port):
        self.root = root / name
        self.folder = self.root / "folder"
        self.syncthing = self.root / "syncthing"
        self.port = port
        self.gui_port = gui_port
        self.process = None
        self.folder.mkdir(parents=True)
        self.environment = {
            "PATH": "/usr/bin:/bin", "HOME": str(self.root), "LC_ALL": "C.UTF-8", "TZ": "Europe/Copenhagen",
            "XDG_DATA_HOME": str(self.root / "data"), "XDG_CONFIG_HOME": str(self.root / "config"),
        }
        subprocess.run([SYNCTHING, "generate", f"--home={self.syncthing}", "--no-default-folder", "--skip-port-probing"],
                       env=self.environment, check=True, capture_output=True, timeout=DEADLINE_S)
        self.config = ElementTree.parse(self.syncthing / "config.xml")
        self.device = self.config.getroot().find("device").get("id")
        self.key = self.config.getroot().find("gui/apikey").text

    def introduce(self, other):
        root = self.config.getroot()
        options = root.find("options")
        for name, value in OPTIONS.items():
            set_text(options, name, value)
        for address in options.findall("listenAddress"):
            options.remove(address)
        set_text(options, "listenAddress", f"tcp://127.0.0.1:{self.port}")
        set_text(root.find("gui"), "address", f"127.0.0.1:{self.gui_port}")
        device = ElementTree.SubElement(root, "device", id=other.device, name="other", compression="never")
        set_text(device, "address", f"tcp://127.0.0.1:{other.port}")
        folder = ElementTree.SubElement(root, "folder", id=FOLDER_ID, label="Fascia", path=str(self.folder), type="sendreceive",
                                        rescanIntervalS="3600", fsWatcherEnabled="true", fsWatcherDelayS="1")
        for one in (self.device, other.device):
            ElementTree.SubElement(folder, "device", id=one)
        self.config.write(self.syncthing / "config.xml")

    def ask(self, path, method="GET"):
        request = urllib.request.Request(f"http://127.0.0.1:{self.gui_port}{path}", method=method,
                                         headers={"X-API-Key": self.key}, data=b"" if method == "POST" else None)
        with OPENER.open(request, timeout=5) as answer:
            return answer.read()

    def is_up(self):
        assert self.process.poll() is None, (self.root / "syncthing.log").read_text()
        with contextlib.suppress(OSError):
            return json.loads(self.ask("/rest/system/ping"))["ping"] == "pong"
        return False

    def start(self):
        with open(self.root / "syncthing.log", "ab") as log:
            self.process = subprocess.Popen(
                [SYNCTHING, "serve", f"--home={self.syncthing}", "--no-browser", "--no-restart", "--no-upgrade"],
                env=self.environment | {"GOMAXPROCS": "1", "STNODEFAULTFOLDER": "1"}, stdout=log, stderr=log)
        wait_for(self.is_up, "Syncthing")

    def stop(self):
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(DEADLINE_S)
            finally:
                self.process.kill()
            self.process = None

    def fascia(self, *arguments):
        done = subprocess.run([PROGRAM, *arguments], env=self.environment, capture_output=True, text=True, timeout=DEADLINE_S,
                              stdin=subprocess.DEVNULL)
        assert done.returncode == 0, (arguments, done.stderr)
        return done.stdout

    def log(self, day, minutes):
        return self.fascia("log", "add", "--start", f"2026-11-{day:02}T18:00", "--minutes", str(minutes),
                           "--technique", "calf-roller", "--note", f"day {day}").strip()

    def sync(self):
        return json.loads(self.fascia("sync", "--json"))

    def contents(self):
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest()
                for path in self.folder.iterdir() if path.is_file() and not path.name.startswith(".")}


def carry(a, b):
    """Both Syncthings have what the other has, whole."""
    def same():
        for machine in (a, b):
            machine.ask(f"/rest/db/scan?folder={FOLDER_ID}", "POST")
        return a.contents() == b.contents()
    wait_for(same, "the same files on both sides")


def meet(a, b):
    for machine in (a, b):
        machine.sync()
    carry(a, b)
    for machine in (a, b):
        machine.sync()
    # What came from there is not written again.
    for machine in (a, b):
        assert machine.sync() | {"folder": None} == {
            "ok": True, "folder": None, "new": 0, "newer_there": 0, "written": 0, "waiting": 0, "newer": False}
    assert a.fascia("export", "-") == b.fascia("export", "-")


def notes(machine):
    return sorted(session["note"] for session in json.loads(machine.fascia("log", "--json")))


def live(a, b):
    first = a.log(1, 10)
    a.log(2, 11)
    b.log(3, 12)
    b.fascia("goal", "5")
    for machine in (a, b):
        machine.fascia("sync", "on", str(machine.folder))
    meet(a, b)
    assert notes(a) == ["day 1", "day 2", "day 3"], notes(a)

    # One is cut off, and both go on.
    b.stop()
    a.fascia("log", "delete", first)
    rule = a.fascia("remind", "add", "--days", "mon,thu", "--time", "18:00").strip()
    a.log(4, 13)
    a.fascia("goal", "2")
    b.log(5, 14)
    b.fascia("remind", "pause", "--why", "vacation")
    for machine in (a, b):
        assert machine.sync()["written"] > 0
    assert notes(a) == ["day 2", "day 3", "day 4"], notes(a)
    assert notes(b) == ["day 1", "day 2", "day 3", "day 5"], notes(b)
    b.start()
    meet(a, b)
    assert notes(a) == ["day 2", "day 3", "day 4", "day 5"], notes(a)

    # What came from the other is changed here, and comes back.
    b.fascia("log", "restore", first)
    b.fascia("remind", "remove", rule)
    meet(a, b)
    assert notes(a) == ["day 1", "day 2", "day 3", "day 4", "day 5"], notes(a)
    assert json.loads(a.fascia("remind", "list", "--json")) == []

    # Nobody writes where another does: nothing was ever in conflict.
    names = sorted(a.contents())
    assert len(names) == 3 and not any("conflict" in name for name in names), names


def main():
    if SYNCTHING is None:
        print("syncthing is not installed")
        return 77
    with tempfile.TemporaryDirectory(prefix="fascia-syncthing-") as folder:
        ports = free_ports(4)
        a = Machine(pathlib.Path(folder), "a", ports[0], ports[1])
        b = Machine(pathlib.Path(folder), "b", ports[2], ports[3])
        a.introduce(b)
        b.introduce(a)
        try:
            a.start()
            b.start()
            live(a, b)
        finally:
            a.stop()
            b.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
