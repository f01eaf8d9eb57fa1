#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole routine by keyboard alone, from choosing it to saving it, with every key of
the session page on the way.

Usage: keyboard.py PROGRAM
"""

import os
import sys

from accessible import wait_for
from guided import COUNT_IN_S, RESUME_COUNT_IN_S, Hand, Program, check_log, find_button, focused, is_ended, see, tab_to

CALF_LEFT, CALF_RIGHT = ("Calf", "Left side"), ("Calf", "Right side")


def main():
    hand = Hand()
    with Program(os.path.abspath(sys.argv[1]), hand) as fascia:
        see("Today")
        fascia.key("ctrl+3")
        see("Feet and calves")
        tab_to(fascia, "Feet and calves")
        fascia.key("Return")
        see("Start · 6:36")
        tab_to(fascia, "Start · 6:36")
        fascia.key("Return")
        see("Ready")
        wait_for(lambda: focused() == "Start", "the keyboard on Start")
        print("ok - a routine is chosen by keys", flush=True)

        fascia.key("space")
        see("Starting Soon", "5 left")
        hand.turn(COUNT_IN_S)
        see("Get ready", "Left side", "0:12 left", "6:36 left")
        hand.turn(12)
        see("Roll", "0:40 left")
        hand.turn(5)
        fascia.key("s")
        see("Hold", "0:20 left", "6:19 left")
        hand.turn(20)
        see("Roll", "0:35 left", "5:59 left")
        print("ok - S holds where a spot was found, and rolls on afterwards", flush=True)

        hand.turn(35)
        see("Change side", "0:08 left")
        hand.turn(2)
        fascia.key("Right")
        see("Roll", "Right side", "0:40 left")
        hand.turn(10)
        fascia.key("plus")
        see("Roll", "0:40 left")
        hand.turn(40)
        see("Hold", "0:20 left")
        hand.turn(4)
        fascia.key("minus")
        see("Hold", "0:06 left")
        hand.turn(6)
        see("Get ready", "2 of 3")
        print("ok - + and − add and take ten seconds, → skips", flush=True)

        hand.turn(5)
        fascia.key("space")
        see("Paused", "0:07 left")
        hand.turn(30)
        see("Paused", "0:07 left")
        fascia.key("space")
        see("Going On Soon", "3 left")
        hand.turn(RESUME_COUNT_IN_S)
        see("Get ready", "0:07 left")
        print("ok - Space pauses, and goes on after a count-in", flush=True)

        hand.turn(7)
        see("Roll", "Left side", "0:40 left")
        hand.turn(10)
        fascia.key("t")
        see("Roll", "0:15 left", "Put more weight on your hands or foot.")
        hand.turn(15)
        see("Hold", "0:20 left")
        hand.turn(20 + 8 + 40)
        see("Hold", "Right side", "0:20 left")
        hand.turn(10)
        fascia.key("Left")
        see("Hold", "Right side", "0:20 left")
        hand.turn(2)
        fascia.key("Left")
        see("Roll", "Right side", "0:40 left")
        hand.turn(1)
        fascia.key("Right")
        see("Hold", "Right side", "0:20 left")
        print("ok - T eases, ← repeats a phase or goes to the one before", flush=True)

        hand.turn(20)
        see("Get ready", "3 of 3", "0:08 left")
        hand.turn(8 + 50 + 8 + 30)
        see("Hold", "Right side", "0:20 left")
        hand.turn(5)
        fascia.key("Right")
        see("Well Done")
        assert is_ended(), "the row is still open"
        wait_for(lambda: focused() == "Save", "the keyboard on Save")
        fascia.key("Return")
        see("Start · 6:36")
        fascia.key("ctrl+1")
        see("1 of 1 this week")
        print("ok - skipping the last phase finishes, Return saves", flush=True)

        check_log(
            active_s=60 + 60 + 45 + 73 + 50 + 35,
            elapsed_s=12 + 60 + 2 + 60 + 12 + 30 + RESUME_COUNT_IN_S + 45 + 8 + 73 + 8 + 50 + 8 + 35,
            items=[
                ("foot-sole-ball", "left", 60, 60, "done", None),
                ("foot-sole-ball", "right", 60, 60, "done", None),
                ("calf-roller", "left", 60, 45, "done", None),
                ("calf-roller", "right", 60, 73, "partial", None),
                ("calf-lower-roller", "left", 50, 50, "done", None),
                ("calf-lower-roller", "right", 50, 35, "partial", None),
            ])
        print("ok - the row in the log says exactly that", flush=True)

        fascia.key("ctrl+q")
        assert fascia.wait() == 0, fascia.process.returncode


if __name__ == "__main__":
    main()
