#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs a command in a desktop of its own: an X server without a screen, a
# session bus, a home and XDG folders, all new and all gone afterwards. Nothing
# of the caller's desktop is seen or touched. Works as a wrapper in meson tests.
#
#   desktop-env.sh [--size WIDTHxHEIGHT] [--data-dir DIR]... [--window-manager PROGRAM]
#                  [--keep] [--] COMMAND [ARGUMENT]...
#
# --data-dir puts DIR before the system's data folders: its D-Bus services can
# be activated, its schemas, icons and desktop entries are found. May be given
# more than once, also through FASCIA_DESKTOP_DATA_DIRS (colon-separated).
#
# The command finds in FASCIA_DESKTOP_DIR the folder everything lives in, with
# what the servers said in *.log. --keep leaves it there and prints its name.

set -u

size=1024x768
data_dirs=${FASCIA_DESKTOP_DATA_DIRS:-}
window_manager=
keep=false

fail ()
{
  echo "desktop-env.sh: $1" >&2
  exit 99 # meson counts 99 as an error of the harness, not a failed check
}

while (($# > 0)); do
  case $1 in
    --size) size=${2:?a size such as 360x720 belongs behind --size}; shift 2 ;;
    --data-dir) data_dirs=${data_dirs:+$data_dirs:}${2:?a folder belongs behind --data-dir}; shift 2 ;;
    --window-manager) window_manager=${2:?a program belongs behind --window-manager}; shift 2 ;;
    --keep) keep=true; shift ;;
    --) shift; break ;;
    -*) fail "unknown option $1" ;;
    *) break ;;
  esac
done
(($# > 0)) || fail "which command?"
[[ $size =~ ^[0-9]+x[0-9]+$ ]] || fail "“$size” is not a size such as 1024x768"

for tool in Xvfb dbus-daemon setpriv; do
  if ! command -v "$tool" >/dev/null; then
    echo "skipped: $tool is not installed" >&2
    exit 77
  fi
done

# A short path: the name of a socket has room for 107 bytes.
dir=$(mktemp -d /tmp/fascia-desktop.XXXXXX) || fail "no room for a temporary folder"
command_pid=
servers=()

# Whatever was started in here carries FASCIA_DESKTOP_DIR, also what the bus
# activated: that is how the stragglers are found, whoever their parent is.
inhabitants ()
{
  local file pid
  for file in $(FASCIA_DESKTOP_DIR='' grep -lszx -- "FASCIA_DESKTOP_DIR=$dir" /proc/[0-9]*/environ 2>/dev/null); do
    pid=${file#/proc/}
    pid=${pid%/environ}
    [[ " ${servers[*]} " == *" $pid "* ]] || printf '%s\n' "$pid"
  done
}

clean_up ()
{
  trap '' INT TERM HUP
  [[ -z $command_pid ]] || kill "$command_pid" 2>/dev/null

  # First what talks to the bus and the screen, then these two.
  local pids round
  for round in TERM TERM KILL; do
    mapfile -t pids < <(inhabitants)
    ((${#pids[@]} > 0)) || break
    kill -s "$round" "${pids[@]}" 2>/dev/null
    sleep 0.05
    for _ in {1..40}; do
      [[ -n $(inhabitants) ]] || break
      sleep 0.05
    done
  done
  local pid
  for pid in "${servers[@]}"; do
    kill "$pid" 2>/dev/null
    wait "$pid" 2>/dev/null
  done

  if $keep; then
    echo "desktop-env.sh: kept $dir" >&2
  else
    rm -rf -- "$dir"
  fi
}
trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# wait_for_line FILE PID: until the server wrote its first line.
wait_for_line ()
{
  for _ in {1..500}; do
    [[ -s $1 ]] && return 0
    kill -0 "$2" 2>/dev/null || return 1
    sleep 0.02
  done
  return 1
}

mkdir -m 700 "$dir"/{home,run,config,data,cache,state}

# -noreset: otherwise the server starts anew when its last client leaves, and
# the next one may find the door closed. Two servers starting at once can take
# the same number; the loser tries again. setpriv: they end with this script,
# even where it is killed.
display=
for _ in 1 2 3; do
  : >"$dir/display"
  setpriv --pdeathsig TERM Xvfb -displayfd 3 -screen 0 "${size}x24" -nolisten tcp -noreset -dpi 96 \
    3>"$dir/display" >"$dir/xvfb.log" 2>&1 </dev/null &
  x_pid=$!
  if wait_for_line "$dir/display" "$x_pid"; then
    display=:$(<"$dir/display")
    servers=("$x_pid")
    break
  fi
  kill "$x_pid" 2>/dev/null
  wait "$x_pid" 2>/dev/null
done
[[ -n $display ]] || fail "Xvfb did not start: $(tail -n 1 "$dir/xvfb.log")"

unset WAYLAND_DISPLAY WAYLAND_SOCKET XAUTHORITY AT_SPI_BUS_ADDRESS \
  DBUS_SESSION_BUS_ADDRESS DBUS_STARTER_ADDRESS DBUS_STARTER_BUS_TYPE \
  DESKTOP_STARTUP_ID XDG_ACTIVATION_TOKEN XDG_SESSION_ID XDG_SESSION_TYPE \
  XDG_CONFIG_DIRS GTK_THEME GTK_MODULES GDK_SCALE GDK_DPI_SCALE
export DISPLAY=$display \
  FASCIA_DESKTOP_DIR=$dir \
  HOME=$dir/home \
  XDG_RUNTIME_DIR=$dir/run \
  XDG_CONFIG_HOME=$dir/config \
  XDG_DATA_HOME=$dir/data \
  XDG_CACHE_HOME=$dir/cache \
  XDG_STATE_HOME=$dir/state \
  XDG_DATA_DIRS="${data_dirs:+$data_dirs:}/usr/local/share:/usr/share" \
  XDG_CURRENT_DESKTOP=GNOME \
  DBUS_SYSTEM_BUS_ADDRESS="unix:path=$dir/run/no-system-bus" \
  PULSE_SERVER="unix:$dir/run/no-sound-server" \
  SPEECHD_ADDRESS="unix_socket:$dir/run/no-speech-service" \
  GDK_BACKEND=x11 \
  GSK_RENDERER=cairo \
  LIBGL_ALWAYS_SOFTWARE=1 \
  GSETTINGS_BACKEND="${GSETTINGS_BACKEND:-memory}" \
  LC_ALL="${LC_ALL:-C.UTF-8}"

: >"$dir/bus"
setpriv --pdeathsig TERM \
  dbus-daemon --session --nofork --nopidfile --print-address=3 \
  3>"$dir/bus" >"$dir/bus.log" 2>&1 </dev/null &
servers=("$!" "${servers[@]}")
wait_for_line "$dir/bus" "$!" || fail "the session bus did not start: $(tail -n 1 "$dir/bus.log")"
DBUS_SESSION_BUS_ADDRESS=$(<"$dir/bus")
export DBUS_SESSION_BUS_ADDRESS

if [[ -n $window_manager ]]; then
  "$window_manager" >"$dir/window-manager.log" 2>&1 </dev/null &
  for _ in {1..250}; do
    xprop -root _NET_SUPPORTING_WM_CHECK 2>/dev/null | grep -q 'window id' && break
    sleep 0.02
  done
fi

# In the background, so that a signal is heard while it runs; with our own
# standard input, which the shell would take away from it otherwise.
"$@" <&0 &
command_pid=$!
wait "$command_pid"
status=$?
command_pid=
exit "$status"
