#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# app/run installs below the prefix it was given and nowhere else, does so again
# without harm, and takes all of it away again, but not the log.

set -u
app_run=$1
scratch=$2 # always the same, so that the build folder serves again
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

if [[ $scratch == *[[:space:]]* ]]; then
  echo "skipped: this checkout lies in a folder with a space in its name, which app/run refuses as a prefix"
  exit 77
fi
rm -rf -- "$scratch"
mkdir -p -- "$scratch" || exit 99
trap 'rm -rf -- "$scratch"' EXIT
export HOME=$scratch/home
unset XDG_DATA_HOME XDG_CONFIG_HOME XDG_RUNTIME_DIR DBUS_SESSION_BUS_ADDRESS DISPLAY WAYLAND_DISPLAY DESTDIR
mkdir -p "$HOME/.local/share/fascia" "$HOME/.config/autostart" "$scratch/prefix/share/applications"
echo "a log" >"$HOME/.local/share/fascia/fascia.db"
echo "another's" >"$scratch/prefix/share/applications/other.desktop"
home_before=$(cd "$HOME" && find . | sort)
prefix_before=$(cd "$scratch/prefix" && find . | sort)

"$app_run" --prefix "$scratch/prefix" --no-start || exit 1
prove "the program is there and runs" "$scratch/prefix/bin/fascia" --version
prove "the menu entry names it by its full path" \
  grep -qxF "Exec=$scratch/prefix/bin/fascia" "$scratch/prefix/share/applications/io.github.fascia_app.Fascia.desktop"
prove "the settings are compiled" test -s "$scratch/prefix/share/glib-2.0/schemas/gschemas.compiled"
prove "the home is untouched" test "$(cd "$HOME" && find . | sort)" = "$home_before"

first=$(cd "$scratch/prefix" && find . | sort)
echo "$scratch/prefix/share/left-over" >>"$scratch/prefix/lib/fascia/installed"
touch "$scratch/prefix/share/left-over"
prove "a second time succeeds" "$app_run" --prefix "$scratch/prefix" --no-start
prove "and leaves the same files; what an older version had is gone" \
  test "$(cd "$scratch/prefix" && find . | sort)" = "$first"

# An autostart entry made by this installation goes, one of another stays.
entry=$HOME/.config/autostart/io.github.fascia_app.Fascia.Reminder.desktop
printf '[Desktop Entry]\nType=Application\nExec="/opt/other/libexec/fascia-reminderd"\n' >"$entry"
says=$("$app_run" --prefix "$scratch/prefix" --remove 2>&1)
prove "removing succeeds" test "$?" = 0
prove "and says where the log is" grep -qF "$HOME/.local/share/fascia" <<<"$says"
prove "the autostart entry of another installation stays" test -e "$entry"
"$app_run" --prefix "$scratch/prefix" --no-start || exit 1
sed -i "s|/opt/other|$scratch/prefix|" "$entry"
"$app_run" --prefix "$scratch/prefix" --remove
prove "the one of this installation goes" test ! -e "$entry"
prove "the log stays" test "$(<"$HOME/.local/share/fascia/fascia.db")" = "a log"
rm -f "$scratch/prefix/share/applications/mimeinfo.cache" # about the entry that was there before
prove "what was there before is all that is left" test "$(cd "$scratch/prefix" && find . | sort)" = "$prefix_before"
prove "removing twice is no failure" "$app_run" --prefix "$scratch/prefix" --remove

refused ()
{
  local said
  said=$("$app_run" "${@:3}" 2>&1)
  local got=$?
  prove "$1" test "$got" = "$2"
  prove "$1: in one line" test "$(wc -l <<<"$said")" = 1
}
refused "an unknown option is refused" 2 --frobnicate
refused "a prefix without a folder is refused" 2 --prefix
refused "a prefix that no Exec line can name is refused" 2 --no-start --prefix "$scratch/a b"
refused "the root folder is refused" 2 --no-start --prefix /

exit "$status"
