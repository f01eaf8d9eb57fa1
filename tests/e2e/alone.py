#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A session where nothing else is: no sound device, no speech service (with sounds,
tick and voice switched on), no session manager, no login manager and no bus at all.

Nothing can be read from the screen without a bus, so keys are pressed and the log
is read.

Usage: alone.py PROGRAM
"""

import os
import pathlib
import sys

from accessible import wait_for
from guided import (ACTIVE_S, AS_PLANNED, FOLDER, RESUME_COUNT_IN_S, ROUTINE, TOTAL_S, Hand, Program, check_log, new_home,
                    query)

PROGRAM = os.path.abspath(sys.argv[1])
NOWHERE = f"unix:path={FOLDER}/run/nothing-here"
SETTINGS = "[io/github/fascia_app/Fascia]\nsounds=true\nvoice=true\nstroke-tick=true\n"


STATE = """SELECT CASE WHEN ended_us IS NOT NULL THEN 'ended' WHEN paused_since_us IS NULL THEN 'runs' ELSE 'paused' END
           FROM session LEFT JOIN session_journal ON session_id = session.id"""


def state():
    database = pathlib.Path(os.environ["XDG_DATA_HOME"], "fascia", "fascia.db")
    return "".join(row[0] for row in query(STATE)) if database.exists() else ""


def run(hand, what, bus):
    with Program(PROGRAM, hand, "start", ROUTINE, DBUS_SESSION_BUS_ADDRESS=bus, AT_SPI_BUS_ADDRESS=None,
                 G_DEBUG="fatal-criticals", GSETTINGS_BACKEND="keyfile", G_MESSAGES_DEBUG="Fascia") as fascia:

        def turn_until(wanted):
            """When a key is heard is not to be seen: a second at a time."""
            before_s = hand.turned_s
            wait_for(lambda: hand.turn(1) or state() == wanted, f"the session that {wanted}, not {state()}", 120)
            return hand.turned_s - before_s

        fascia.key("space")
        turn_until("runs")
        hand.turn(30)
        fascia.key("space")
        wait_for(lambda: state() == "paused", "the pause")
        hand.turn(20)
        fascia.key("space")
        most_s = 20 + turn_until("runs")
        turn_until("ended")
        (passed_s,), = query("SELECT (ended_us - started_us) / 1000000 FROM session")
        paused_s = passed_s - TOTAL_S
        assert 20 + RESUME_COUNT_IN_S <= paused_s <= most_s, (paused_s, most_s)
        check_log(ACTIVE_S, TOTAL_S + paused_s, AS_PLANNED)
        fascia.key("Return")
        fascia.key("ctrl+q")
        assert fascia.wait() == 0, (fascia.process.returncode, fascia.log.read_text())
        said = fascia.log.read_text()
        assert "No sound: " in said, f"no sound was tried: {said}"
        assert "No voice: " in said, f"no voice was tried: {said}"
        assert "CRITICAL" not in said and "ERROR" not in said, said
    print(f"ok - {what}: the session runs, and the row in the log says exactly that", flush=True)


def main():
    settings = pathlib.Path(os.environ["XDG_CONFIG_HOME"], "glib-2.0", "settings")
    settings.mkdir(parents=True)
    settings.joinpath("keyfile").write_text(SETTINGS)
    hand = Hand()
    run(hand, "a bus that nobody answers on", NOWHERE)
    new_home()
    run(hand, "no bus", None)


if __name__ == "__main__":
    main()
