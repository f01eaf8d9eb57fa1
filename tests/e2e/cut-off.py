#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A session killed on the way, and resumed at the next start where it was.

Usage: cut-off.py PROGRAM
"""

import os
import sys

from accessible import wait_for
from guided import (AS_PLANNED, ACTIVE_S, COUNT_IN_S, RESUME_COUNT_IN_S, ROUTINE, TOTAL_S, Hand, Program, check_log, find_button,
                    is_ended, press, query, see, sees)

PROGRAM = os.path.abspath(sys.argv[1])
AWAY_S = 12 * 60


def main():
    hand = Hand()
    with Program(PROGRAM, hand, "start", ROUTINE) as fascia:
        see("Ready")
        fascia.key("space")
        see("Starting Soon", "5 left")
        # Into the roll of the second foot.
        hand.turn(COUNT_IN_S + 12 + 60 + 8 + 17)
        see("Roll", "Right side", "0:23 left")
        fascia.kill()

    # What ran since the last sign of life is lost, and no more than that.
    (known_s,), = query("SELECT elapsed_s FROM session")
    assert 12 + 60 + 8 + 12 <= known_s <= 12 + 60 + 8 + 17, known_s
    assert query("SELECT count(*) FROM session WHERE ended_us IS NULL") == [(1,)]
    lost_s = 12 + 60 + 8 + 17 - known_s
    hand.turn(1)
    hand.sleep(AWAY_S - 1)

    with Program(PROGRAM, hand) as fascia:
        see(f"Your session “Feet and calves” stopped at {known_s // 60}:{known_s % 60:02}.")
        assert all(find_button(name) for name in ("Resume", "Save As It Is", "Discard")), "no choice"
        print("ok - the next start offers what was cut off", flush=True)

        press("Resume")
        see("Paused", "Foot sole with ball", "Right side", f"0:{23 + lost_s:02} left",
            "The session was cut off 12 minutes ago. Go on where you were?")
        press("Go On")
        see("Going On Soon", "3 left")
        hand.turn(RESUME_COUNT_IN_S)
        see("Roll", "Foot sole with ball", "Right side", f"0:{23 + lost_s:02} left")
        print(f"ok - it goes on where it was, {lost_s} s before the kill", flush=True)

        hand.turn(TOTAL_S - known_s)
        see("Well Done")
        wait_for(is_ended, "the end")
        press("Save")
        see("1 of 1 this week")
        assert not sees("Resume"), "still offered"
        paused_s = lost_s + AWAY_S + RESUME_COUNT_IN_S
        check_log(ACTIVE_S, TOTAL_S + paused_s, AS_PLANNED, TOTAL_S + paused_s)
        print("ok - the row in the log says exactly that", flush=True)


if __name__ == "__main__":
    main()
