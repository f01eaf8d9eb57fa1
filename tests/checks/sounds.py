# SPDX-License-Identifier: GPL-3.0-or-later
"""The sounds of the session, as a listener would judge them."""

import cmath
import itertools
import math
import struct
import wave

from check import main

WINDOW = 1024  # samples: 46 ms, about what the ear hears as one moment
LONGEST_S = {"end": 2.0}
LARGEST = 80_000


def read(path):
    with wave.open(str(path)) as file:
        if (file.getnchannels(), file.getsampwidth()) != (1, 2):
            raise SystemExit(f"{path.name} is not mono with 16 bits")
        count = file.getnframes()
        return [value / 32768 for value in struct.unpack(f"<{count}h", file.readframes(count))], file.getframerate()


def spectrum(samples):
    """The radix-2 Fourier transform; as many samples as a power of two."""
    count = len(samples)
    if count == 1:
        return samples
    even, odd = spectrum(samples[::2]), spectrum(samples[1::2])
    turned = [cmath.exp(-2j * cmath.pi * index / count) * odd[index] for index in range(count // 2)]
    return [a + b for a, b in zip(even, turned)] + [a - b for a, b in zip(even, turned)]


def a_weight(hertz):
    """IEC 61672: how loud the ear finds that tone, 1 at 1000 Hz."""
    f = hertz * hertz
    return 1.2589 * 12194 ** 2 * f * f / (
        (f + 20.6 ** 2) * math.sqrt((f + 107.7 ** 2) * (f + 737.9 ** 2)) * (f + 12194 ** 2))


def moments(samples, rate):
    """(loudness as heard, strongest frequency) of each moment of a sound."""
    padded = samples + [0.0] * (-len(samples) % WINDOW)
    for begin in range(0, len(padded), WINDOW // 2):
        part = padded[begin:begin + WINDOW]
        if len(part) < WINDOW:
            return
        shaped = [value * (0.5 - 0.5 * math.cos(2 * math.pi * index / WINDOW)) for index, value in enumerate(part)]
        power = [abs(value) for value in spectrum(shaped)[:WINDOW // 2]]
        heard = [value * a_weight(index * rate / WINDOW) if index else 0 for index, value in enumerate(power)]
        peak = max(range(1, len(power) - 1), key=lambda index: power[index])
        # Between two lines of the spectrum: a parabola through the top three.
        left, top, right = (math.log(power[peak + step] + 1e-12) for step in (-1, 0, 1))
        bend = left - 2 * top + right
        shift = 0 if bend == 0 else 0.5 * (left - right) / bend
        yield math.sqrt(sum(value * value for value in heard)), (peak + shift) * rate / WINDOW


def melody(heard):
    """The pitch at each eighth of it, in half tones."""
    loudest = max(level for level, _ in heard)
    pitches = [12 * math.log2(hertz / 440) for level, hertz in heard if level > loudest / 8]
    return [pitches[int((part + 0.5) / 8 * len(pitches))] for part in range(8)]


def beats(samples, rate):
    """How many times it becomes clearly louder: its rhythm."""
    step = rate // 200
    levels = [max(abs(value) for value in samples[begin:begin + step]) for begin in range(0, len(samples), step)]
    clearly = 0.3 * max(levels)
    count, low, high, waiting = 0, 0.0, 0.0, True
    for level in levels:
        if waiting and level > low + clearly:
            count, high, waiting = count + 1, level, False
        elif not waiting and level < high - clearly:
            low, waiting = level, True
        low, high = min(low, level), max(high, level)
    return count


def sounds(source, build, *names):
    """Each can be told from every other; none is silent, harsh, long or louder than the rest."""
    folder = build / "data" / "sounds"
    loudness, melodies, rhythms = {}, {}, {}
    for name in names:
        path = folder / name
        samples, rate = read(path)
        kind = name.removesuffix(".wav")
        peak = max(abs(value) for value in samples)
        if peak < 0.02:
            yield f"{kind} is silent"
        if peak > 0.9:
            yield f"{kind} is (nearly) clipped: {peak:.2f} of full scale"
        if max(abs(samples[0]), abs(samples[-1])) > 0.02:
            yield f"{kind} clicks: it does not begin and end in silence"
        length_s = len(samples) / rate
        if not 0.03 <= length_s <= LONGEST_S.get(kind, 0.6):
            yield f"{kind} lasts {length_s:.2f} s"
        if path.stat().st_size > LARGEST:
            yield f"{kind} is {path.stat().st_size} bytes large"
        heard = list(moments(samples, rate))
        loudness[kind] = max(level for level, _ in heard)
        melodies[kind] = length_s, melody(heard)
        rhythms[kind] = beats(samples, rate)

    usual = sorted(level for kind, level in loudness.items() if kind != "stroke")
    middle = usual[len(usual) // 2]
    for kind, level in loudness.items():
        decibels = 20 * math.log10(level / middle)
        low, high = (-14, -5) if kind == "stroke" else (-3, 3)
        if not low <= decibels <= high:
            yield f"{kind} is {decibels:+.1f} dB against the others"

    for one, other in itertools.combinations(names, 2):
        one, other = one.removesuffix(".wav"), other.removesuffix(".wav")
        (first_s, first), (second_s, second) = melodies[one], melodies[other]
        apart = sum(abs(a - b) for a, b in zip(first, second)) / 8
        longer = max(first_s, second_s) / min(first_s, second_s)
        if apart < 3 and longer < 1.5 and rhythms[one] == rhythms[other]:
            yield (f"{one} and {other} sound alike: {apart:.1f} half tones apart, lengths 1 : {longer:.2f}, "
                   f"{rhythms[one]} and {rhythms[other]} notes")


if __name__ == "__main__":
    main({"sounds": sounds})
