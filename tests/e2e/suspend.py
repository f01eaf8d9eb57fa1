#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A session with the machine asleep in the middle: with logind, which tells before,
and without, where the clocks alone show it.

Usage: suspend.py PROGRAM
"""

import os
import sys

from accessible import wait_for
from desk import LoginManager
from guided import (AS_PLANNED, ACTIVE_S, COUNT_IN_S, RESUME_COUNT_IN_S, ROUTINE, TOTAL_S, Hand, Program, check_log, find_button,
                    is_ended, new_home, press, query, see)

PROGRAM = os.path.abspath(sys.argv[1])
ASLEEP = "Paused: the computer slept for 10 minutes"
ASLEEP_S = 600


def with_logind(hand):
    login = LoginManager()
    with Program(PROGRAM, hand, "start", ROUTINE, DBUS_SYSTEM_BUS_ADDRESS=os.environ["DBUS_SESSION_BUS_ADDRESS"]) as fascia:
        see("Ready")
        assert login.held() == [], "the machine is kept from sleeping for nothing"
        fascia.key("space")
        wait_for(lambda: login.held() == [("sleep", "Fascia", "delay")], "the machine to wait with its sleep")
        see("Starting Soon", "5 left")
        hand.turn(COUNT_IN_S + 12 + 15)
        see("Roll", "0:25 left")

        login.prepare_for_sleep(True)
        wait_for(lambda: login.held() == [], "the machine to be let go to sleep")
        # The second of the pause is in the log before the machine sleeps.
        assert query("SELECT active_s, elapsed_s FROM session") == [(15, 27)]
        assert query("SELECT paused_since_us IS NOT NULL FROM session_journal") == [(1,)]
        hand.sleep(ASLEEP_S)
        login.prepare_for_sleep(False)
        see("Paused", ASLEEP, "0:25 left")
        assert all(find_button(name) for name in ("Go On", "Repeat This Phase", "Finish")), "no way to go on"
        wait_for(login.held, "the machine to wait with its next sleep")
        press("Go On")
        see("Going On Soon", "3 left")
        hand.turn(RESUME_COUNT_IN_S)
        see("Roll", "0:25 left")
        print("ok - logind: paused before the sleep, and goes on where it was", flush=True)

        hand.turn(TOTAL_S - 27)
        see("Well Done")
        wait_for(is_ended, "the end")
        wait_for(lambda: login.held() == [], "the machine to be let alone")
        slept_s = ASLEEP_S + RESUME_COUNT_IN_S
        check_log(ACTIVE_S, TOTAL_S + slept_s, AS_PLANNED, TOTAL_S + slept_s)
        print("ok - logind: the row in the log says exactly that", flush=True)


def with_clocks(hand):
    with Program(PROGRAM, hand, "start", ROUTINE) as fascia:
        see("Ready")
        fascia.key("space")
        see("Starting Soon", "5 left")
        hand.turn(COUNT_IN_S + 12 + 40 + 8)
        see("Hold", "0:12 left")
        hand.sleep(ASLEEP_S)
        see("Paused", ASLEEP, "0:12 left")
        press("Repeat This Phase")
        see("Going On Soon", "3 left")
        hand.turn(RESUME_COUNT_IN_S)
        see("Hold", "0:20 left")
        hand.turn(20 + 8 + 60 + 12 + 40 + 5)
        see("Hold", "0:15 left")
        print("ok - clocks: found asleep, and the phase repeated", flush=True)

        fascia.key("space")
        see("Paused", "0:15 left")
        hand.turn(50)
        hand.sleep(ASLEEP_S - 1)
        see("Paused", "0:15 left")
        fascia.key("space")
        see("Going On Soon", "3 left")
        hand.turn(RESUME_COUNT_IN_S + 5)
        see("Hold", "0:10 left")
        print("ok - clocks: asleep in a pause is a longer pause", flush=True)

        hand.sleep(ASLEEP_S)
        see("Paused", ASLEEP, "0:10 left")
        press("Finish")
        see("Summary")
        wait_for(is_ended, "the end")
        ran_s = 12 + 48 + 20 + 8 + 60 + 12 + 50
        paused_s = ASLEEP_S + RESUME_COUNT_IN_S + 50 + (ASLEEP_S - 1) + RESUME_COUNT_IN_S + ASLEEP_S
        check_log(48 + 20 + 60 + 50, ran_s + paused_s, [
            ("foot-sole-ball", "left", 60, 68, "done", None),
            ("foot-sole-ball", "right", 60, 60, "done", None),
            ("calf-roller", "left", 60, 50, "partial", "tired"),
            ("calf-roller", "right", 60, 0, "skipped", None),
            ("calf-lower-roller", "left", 50, 0, "skipped", None),
            ("calf-lower-roller", "right", 50, 0, "skipped", None),
        ], ran_s + paused_s)
        print("ok - clocks: the row in the log says exactly that", flush=True)


def main():
    hand = Hand()
    with_logind(hand)
    new_home()
    with_clocks(hand)


if __name__ == "__main__":
    main()
