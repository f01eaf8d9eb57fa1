#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the sounds of the session: make-sounds.py FOLDER

Who lies on the floor with the eyes shut knows them apart by three things at once:
rhythm (how many notes), direction (up, down, level) and pitch. What asks for doing
something rises, what lets go falls, a hold stays level; numbers are single ticks.
All are equally loud to the ear, but for the stroke, which must not tire.
"""

import math
import pathlib
import struct
import sys
import wave

RATE = 22050
LOUDNESS = 0.16  # of full scale: leaves room for several notes ringing at once
SOFT = 0.4       # the stroke, as a part of that
ATTACK_S = 0.008
RELEASE_S = 0.02

C4, E4, G4, A4 = 261.63, 329.63, 392.00, 440.00
B4, C5, D5, E5 = 493.88, 523.25, 587.33, 659.26
G5, A5, B5, C6, G6 = 783.99, 880.00, 987.77, 1046.50, 1567.98

# Per sound: how long it is, and its notes as (begins at s, rings for s, Hz, Hz at the end).
SOUNDS = {
    "count-in": (0.12, [(0.00, 0.12, A5, A5)]),
    "last-second": (0.07, [(0.00, 0.07, G6, G6)]),
    "prepare": (0.42, [(0.00, 0.18, G4, G4), (0.22, 0.20, G4, G4)]),
    "roll": (0.42, [(0.00, 0.14, C5, C5), (0.12, 0.14, E5, E5), (0.24, 0.18, G5, G5)]),
    "hold": (0.60, [(0.00, 0.60, A4, A4)]),
    "switch": (0.50, [(0.00, 0.17, E5, E5), (0.16, 0.17, B4, B4), (0.32, 0.18, E5, E5)]),
    "rest": (0.54, [(0.00, 0.28, C5, C5), (0.24, 0.30, E4, E4)]),
    "halfway": (0.24, [(0.00, 0.09, B5, B5), (0.13, 0.11, B5, B5)]),
    "pause": (0.36, [(0.00, 0.36, D5, C4)]),
    "ease": (0.58, [(0.00, 0.20, G5, G5), (0.18, 0.20, D5, D5), (0.36, 0.22, B4, B4)]),
    "end": (1.60, [(0.00, 0.24, C5, C5), (0.20, 0.24, E5, E5), (0.40, 0.24, G5, G5), (0.60, 1.00, C6, C6)]),
    "stroke": (0.05, [(0.00, 0.05, E4, E4)]),
}


def sensitivity(hertz):
    """How loud the ear finds a tone: the A curve of IEC 61672, 1 at 1000 Hz."""
    f = hertz * hertz
    return 1.2589 * 12194 ** 2 * f * f / (
        (f + 20.6 ** 2) * math.sqrt((f + 107.7 ** 2) * (f + 737.9 ** 2)) * (f + 12194 ** 2))


def note(length_s, first_hz, last_hz):
    """A soft, wooden note: a fundamental and two overtones that fade sooner."""
    count = round(length_s * RATE)
    angle = 0.0
    samples = []
    for index in range(count):
        at = index / RATE
        part = at / length_s
        hertz = first_hz * (last_hz / first_hz) ** part
        angle += 2 * math.pi * hertz / RATE
        shape = min(1, at / ATTACK_S) * min(1, (length_s - at) / RELEASE_S) * math.exp(-1.2 * part)
        samples.append(shape / sensitivity(hertz) * (
            math.sin(angle)
            + 0.20 * math.exp(-3 * part) * math.sin(2 * angle)
            + 0.08 * math.exp(-6 * part) * math.sin(3 * angle)))
    return samples


def sound(name):
    length_s, notes = SOUNDS[name]
    samples = [0.0] * round(length_s * RATE)
    for begins_s, rings_s, first_hz, last_hz in notes:
        begin = round(begins_s * RATE)
        for index, value in enumerate(note(rings_s, first_hz, last_hz)):
            if begin + index < len(samples):
                samples[begin + index] += value
    level = LOUDNESS * (SOFT if name == "stroke" else 1)
    return [level * value for value in samples]


def main(folder):
    for name in SOUNDS:
        samples = [round(32767 * value) for value in sound(name)]
        with wave.open(str(pathlib.Path(folder) / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(struct.pack(f"<{len(samples)}h", *samples))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: make-sounds.py FOLDER")
    main(sys.argv[1])
