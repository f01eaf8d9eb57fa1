#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The private desktop is private, hands on what its command says, and leaves
# nothing behind.

set -u
desktop_env=$1
status=0

prove ()
{
  if "${@:2}"; then
    echo "ok: $1"
  else
    echo "FAILED: $1"
    status=1
  fi
}

says=$("$desktop_env" --size 360x720 -- bash -c 'printf "%s\n" "$FASCIA_DESKTOP_DIR" "$HOME" "$DBUS_SESSION_BUS_ADDRESS"; xdpyinfo | sed -n "s/ *dimensions: *\([0-9x]*\) .*/\1/p"; cat; sleep 1000 >/dev/null & exit 7' <<<"from standard input")
said=$?
if ((said == 77)); then
  exit 77
fi
mapfile -t line <<<"$says"
prove "the exit status is the command's" test "$said" = 7
prove "the home is inside the folder" test "${line[1]}" = "${line[0]}/home"
prove "there is a bus" test -n "${line[2]}"
prove "the screen has the size asked for" test "${line[3]}" = 360x720
prove "standard input reaches the command" test "${line[4]}" = "from standard input"
prove "the folder is gone" test ! -e "${line[0]}"
prove "no process is left" test -z "$(grep -lsz "^FASCIA_DESKTOP_DIR=${line[0]}\$" /proc/[0-9]*/environ)"

# Ended from outside, as meson does at a time-out.
note=$(mktemp)
"$desktop_env" -- bash -c 'printf "%s\n" "$FASCIA_DESKTOP_DIR" >"$1"; sleep 1000' bash "$note" &
pid=$!
for _ in {1..500}; do
  [[ -s $note ]] && break
  sleep 0.02
done
dir=$(<"$note")
rm -f -- "$note"
kill "$pid"
wait "$pid"
prove "a TERM ends it with 143" test "$?" = 143
prove "the folder is gone after a TERM, too" test -n "$dir" -a ! -e "$dir"
prove "no process is left after a TERM, either" test -z "$(grep -lsz "^FASCIA_DESKTOP_DIR=$dir\$" /proc/[0-9]*/environ)"

"$desktop_env" --size big -- true 2>/dev/null
prove "a wrong size is refused" test "$?" = 99

exit "$status"
