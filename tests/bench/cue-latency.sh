#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs cue-latency with a PulseAudio of its own that plays into nothing, where one is
# installed; without, what is measured is how long it takes to be refused.
#
#   desktop-env.sh cue-latency.sh PROGRAM

set -u

export CANBERRA_DRIVER=pulse
server=
if command -v pulseaudio >/dev/null; then
  socket=$XDG_RUNTIME_DIR/sound-server
  setpriv --pdeathsig TERM pulseaudio -n --daemonize=no --exit-idle-time=-1 --use-pid-file=no \
    -L "module-null-sink sink_name=nothing" \
    -L "module-native-protocol-unix socket=$socket auth-anonymous=true" >"$FASCIA_DESKTOP_DIR/sound-server.log" 2>&1 &
  server=$!
  for _ in {1..250}; do
    [[ -S $socket ]] && break
    sleep 0.02
  done
  export PULSE_SERVER=unix:$socket
fi

"$1"
status=$?
[[ -z $server ]] || kill "$server"
exit "$status"
