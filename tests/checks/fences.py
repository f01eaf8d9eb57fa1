# SPDX-License-Identifier: GPL-3.0-or-later
"""The rooms keep to themselves: what each may call, include and link."""

import re

from check import files, main, need, run

UI = ("gtk_", "gdk_", "gsk_", "adw_")
SQL = ("sqlite3_",)
NOTIFY = ("notify_",)
# What is heard is kept apart in its own archive, linked into fascia alone.
HEARD = ("gsound_", "ca_", "spd_")
# What is put on paper is, too.
PAPER = ("cairo_", "pango_")
# Everything that would make the core see more than it is given. Of the locale it may
# know nothing but what an error sentence is called in it: g_dgettext, a look-up.
WORLD = (
    "g_file_", "g_fopen", "fopen", "open", "read", "write", "g_mkdir", "g_unlink", "g_dir_open",
    "g_get_real_time", "g_get_monotonic_time", "g_date_time_new_now", "clock_gettime", "gettimeofday", "time",
    "g_bus_", "g_dbus_", "g_settings_", "g_main_", "g_timeout_", "g_idle_", "g_spawn", "g_getenv", "getenv",
    "g_random_", "g_rand_", "rand", "srand", "random", "getrandom", "g_uuid_string_random",
    "setlocale", "newlocale", "uselocale", "localeconv", "nl_langinfo", "strftime", "textdomain", "bindtextdomain",
    "gettext", "ngettext", "dgettext", "dcgettext", "g_dcgettext", "g_dpgettext", "g_get_language_names",
    "g_date_time_format", "g_date_strftime", "json_",
)
FORBIDDEN = {
    "core": UI + SQL + NOTIFY + HEARD + PAPER + WORLD,
    "store": UI + NOTIFY + HEARD + PAPER,
    "service": UI + SQL + NOTIFY + HEARD + PAPER,
    "sound": UI + SQL + NOTIFY + PAPER,
    "report": UI + SQL + NOTIFY + HEARD,
    "cli": UI + SQL + NOTIFY + HEARD + PAPER,
    "ui": SQL + NOTIFY + HEARD + ("fascia_store_", "fascia_exchange_"),
}

# Which other rooms' headers the sources of a room may include.
DOORS = {
    "include/fascia/core": {"core"},
    "include/fascia/store": {"core", "store"},
    "include/fascia/service": {"core", "store", "service"},
    "include/fascia/ui": {"core", "service", "ui"},
    "app/core": {"core"},
    "data/store": {"core", "store"},
    "app/service": {"core", "store", "service"},
    "app/cli": {"core", "store", "service"},
    "ui": {"core", "service", "ui"},
}

CLOCK = "app/service/system-clock.c"
CLOCK_CALL = re.compile(
    r"\b(g_get_real_time|g_get_monotonic_time|g_date_time_new_now\w*|clock_gettime|gettimeofday|g_source_get_time"
    r"|time \(NULL\)|time \(&)")


def breaks(symbol, word):
    """“time” forbids time(), “gtk_” forbids all that begin with it."""
    if word.endswith("_") or word.startswith("g_"):
        return symbol.startswith(word)
    return symbol == word


def symbols(source, build, room, archive):
    """No archive calls what its room must not know."""
    wanted = run(need("nm"), "--undefined-only", "--format=just-symbols", archive)
    called = {line.split("@")[0] for line in wanted.splitlines() if line and not line.endswith(":")}
    if not called:
        yield f"{archive} calls nothing at all: that cannot be the room {room}"
    for symbol in sorted(called):
        if any(breaks(symbol, word) for word in FORBIDDEN[room]):
            yield f"the room {room} calls {symbol}"


def links(source, build, program, *forbidden):
    """The reminder service stays small: what it does not link it does not load."""
    loaded = run(need("ldd"), str(build / program))
    if "libglib-2.0" not in loaded:
        yield f"ldd says nothing sensible about {program}: {loaded}"
    for library in forbidden:
        if library in loaded:
            yield f"{program} loads {library}"


def includes(source, build):
    """Arrows only point down: no source includes the header of a higher room."""
    for folder, allowed in DOORS.items():
        for path in files(source, ".c", ".h", rooms=(folder,)):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                door = re.match(r'\s*#\s*include\s+["<]fascia/(\w+)/', line)
                if door and door[1] not in allowed:
                    yield f"{path.relative_to(source)}:{number}: {folder} must not include headers of {door[1]}"


def clock(source, build):
    """The real clock is read in one file; everybody else is told the time."""
    if not CLOCK_CALL.search((source / CLOCK).read_text(encoding="utf-8")):
        yield f"{CLOCK} reads no clock: has it moved?"
    for path in files(source, ".c", ".h", rooms=("app", "data", "include", "ui")):
        name = str(path.relative_to(source))
        if name == CLOCK:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            code = re.sub(r"/\*.*?(\*/|$)|//.*|^\s*\*.*", "", line)
            if CLOCK_CALL.search(code):
                yield f"{name}:{number}: reads the clock itself: {line.strip()}"


if __name__ == "__main__":
    main({"symbols": symbols, "links": links, "includes": includes, "clock": clock})
