#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole routine by media keys alone, pressed by a real client of media players.

Usage: media-keys.py PROGRAM
"""

import os
import shutil
import subprocess
import sys

from accessible import wait_for
from guided import COUNT_IN_S, RESUME_COUNT_IN_S, ROUTINE, Hand, Program, check_log, is_ended

SKIPPED = 77
FORMAT = "{{status}}|{{xesam:trackNumber}}|{{title}}|{{artist}}|{{duration(position)}}|{{duration(mpris:length)}}"


def media(*command):
    return subprocess.run(["playerctl", "--player=fascia", *command], capture_output=True, text=True, timeout=20).stdout.strip()


def shows(status, track, title, artist, position_s, length_s):
    """What a lock screen or phone shows. A client counts on by itself while it plays."""
    expected = f"{status}|{track}|{title}|{artist}|0:{position_s:02}|0:{length_s:02}"
    said = []

    def is_shown():
        said[:] = [media("metadata", "--format", FORMAT)]
        return said == [expected]

    try:
        wait_for(is_shown, expected)
    except AssertionError as error:
        raise AssertionError(f"{error}; shown: {said}") from None


def main():
    if shutil.which("playerctl") is None:
        print("skipped: playerctl is not installed", file=sys.stderr)
        return SKIPPED

    hand = Hand()
    with Program(os.path.abspath(sys.argv[1]), hand, "start", ROUTINE):
        foot, calf, lower_calf = "Foot sole with ball", "Calf on foam roller", "Lower calf on foam roller"
        wait_for(lambda: media("status") == "Paused", "the session that is ready")
        media("play")
        wait_for(lambda: media("status") == "Playing", "the count-in")
        hand.turn(COUNT_IN_S + 3)
        shows("Playing", 1, foot, "Left side · Get ready", 3, 12)
        media("next")
        shows("Playing", 2, foot, "Left side · Roll", 0, 40)
        print("ok - play starts, next skips", flush=True)

        hand.turn(10)
        media("pause")
        shows("Paused", 2, foot, "Left side · Roll", 10, 40)
        hand.turn(20)
        shows("Paused", 2, foot, "Left side · Roll", 10, 40)
        media("play")
        wait_for(lambda: media("status") == "Playing", "the count-in after the pause")
        hand.turn(RESUME_COUNT_IN_S + 10)
        shows("Playing", 2, foot, "Left side · Roll", 20, 40)
        print("ok - pause and play", flush=True)

        media("previous")
        shows("Playing", 2, foot, "Left side · Roll", 0, 40)
        hand.turn(1)
        media("previous")
        shows("Playing", 1, foot, "Left side · Get ready", 0, 12)
        hand.turn(2)
        media("next")
        shows("Playing", 2, foot, "Left side · Roll", 0, 40)
        print("ok - previous repeats, or goes to the one before", flush=True)

        hand.turn(40 + 20 + 8 + 60 + 12 + 40 + 5)
        shows("Playing", 9, calf, "Left side · Hold", 5, 20)
        media("play-pause")
        shows("Paused", 9, calf, "Left side · Hold", 5, 20)
        hand.turn(7)
        media("play-pause")
        wait_for(lambda: media("status") == "Playing", "the count-in after the pause")
        hand.turn(RESUME_COUNT_IN_S + 15 + 8 + 60 + 8 + 50 + 8 + 30 + 19)
        shows("Playing", 18, lower_calf, "Right side · Hold", 19, 20)
        hand.turn(1)
        wait_for(is_ended, "the end")
        wait_for(lambda: media("status") == "", "the player to leave the bus")
        print("ok - play-pause, and on to the end", flush=True)

        check_log(
            active_s=10 + 10 + 1 + 60 + 60 + 120 + 100,
            elapsed_s=3 + 10 + 20 + RESUME_COUNT_IN_S + 10 + 1 + 2 + 60 + 8 + 60 + 140 + 7 + RESUME_COUNT_IN_S + 116,
            items=[
                ("foot-sole-ball", "left", 60, 81, "done", None),
                ("foot-sole-ball", "right", 60, 60, "done", None),
                ("calf-roller", "left", 60, 60, "done", None),
                ("calf-roller", "right", 60, 60, "done", None),
                ("calf-lower-roller", "left", 50, 50, "done", None),
                ("calf-lower-roller", "right", 50, 50, "done", None),
            ])
        print("ok - the row in the log says exactly that", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
