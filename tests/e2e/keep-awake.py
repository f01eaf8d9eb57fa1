#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The screen stays on while the timer runs, and only then.

Usage: keep-awake.py PROGRAM
"""

import os
import sys

from accessible import APPLICATION_ID, wait_for
from desk import SessionManager
from guided import COUNT_IN_S, RESUME_COUNT_IN_S, ROUTINE, TOTAL_S, Hand, Program, press, see

PROGRAM = os.path.abspath(sys.argv[1])
AWAKE = [(APPLICATION_ID, "A guided session is running", SessionManager.SUSPEND | SessionManager.IDLE)]


def main():
    hand = Hand()
    manager = SessionManager()

    def awake(what):
        wait_for(lambda: manager.held() == AWAKE, f"the screen kept on {what}; {manager.held()}")

    def asleep(what):
        wait_for(lambda: manager.held() == [], f"the screen left alone {what}; {manager.held()}")

    with Program(PROGRAM, hand, "start", ROUTINE) as fascia:
        see("Ready")
        assert manager.given == 0, "kept on before the start"
        fascia.key("space")
        awake("in the count-in")
        hand.turn(COUNT_IN_S + 12 + 5)
        see("Roll", "0:35 left")
        awake("while it runs")
        fascia.key("space")
        see("Paused")
        asleep("in a pause")
        fascia.key("space")
        awake("after the pause")
        hand.turn(RESUME_COUNT_IN_S + TOTAL_S - 17)
        see("Well Done")
        asleep("after the end")
        assert manager.given == 2, f"{manager.given} inhibitors for two stretches of time"
        fascia.key("Return")
        see("1 of 1 this week")
        print("ok - kept on while it runs, left alone in a pause and after the end", flush=True)

    with Program(PROGRAM, hand, "start", ROUTINE) as fascia:
        see("Ready")
        fascia.key("space")
        hand.turn(COUNT_IN_S + 12 + 30)
        see("Roll", "0:10 left")
        awake("while it runs")
        press("Stop")
        asleep("while it asks why to stop")
        press("I’m Done")
        see("Session Stopped")
        asleep("after a stop")
        fascia.key("Return")
        see("Today")
        print("ok - left alone after a stop", flush=True)

    with Program(PROGRAM, hand, "start", ROUTINE) as fascia:
        see("Ready")
        fascia.key("space")
        hand.turn(COUNT_IN_S + 1)
        awake("while it runs")
        fascia.kill()
        asleep("after a crash")
        print("ok - left alone after a crash", flush=True)


if __name__ == "__main__":
    main()
