# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# What Fascia needs from Debian, and how to get it. Read by app/run and
# tests/run, so that both agree; not a program of its own.

# Needed to build.
packages_build=(
  gcc libc6-dev meson ninja-build pkg-config gettext
  libglib2.0-dev libgtk-4-dev libadwaita-1-dev
  libnotify-dev libsqlite3-dev libjson-glib-dev libgsound-dev libspeechd-dev
  libcmark-dev libcairo2-dev libpango1.0-dev
)

# Needed to run. librsvg2-common is only recommended by GTK, yet without it our
# symbolic icons would show as missing; libgtk-4-bin and desktop-file-utils
# refresh the menu and icon caches after installing.
packages_run=(
  adwaita-icon-theme dbus-daemon desktop-file-utils libgtk-4-bin
  librsvg2-common tzdata
)

# Not installed, but worth it (README.md): libcanberra-pulse, without which a
# PulseAudio or PipeWire desktop may hear nothing; speech-dispatcher for the voice.

# Needed to test: a screen, a bus and a notification server of the tests' own,
# the accessibility tree to look at the window through, a media player's remote
# control, a reader of PDF, a Danish locale, a clock to turn, a service that carries
# files between machines, and the validators.
packages_test=(
  appstream at-spi2-core binutils clang dunst faketime fonts-dejavu-core
  gir1.2-atspi-2.0 gir1.2-glib-2.0 gsettings-desktop-schemas libcanberra-pulse
  libclang-rt-dev locales-all playerctl poppler-utils procps python3 python3-dbusmock python3-gi sqlite3
  syncthing util-linux x11-utils xdotool xfce4-notifyd xvfb
)

# Prints the given packages that are not installed, one a line.
missing_packages ()
{
  local have
  have=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null)
  local package
  for package in "$@"; do
    grep -qx "$package installed" <<<"$have" || printf '%s\n' "$package"
  done
}

# Installs those of the given packages that are missing; silent when none is.
# Progress goes to standard error.
install_missing_packages ()
{
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "This is not a Debian system: the packages Fascia needs cannot be installed from here. Trying with what is there." >&2
    return 0
  fi

  local missing
  mapfile -t missing < <(missing_packages "$@")
  if ((${#missing[@]} == 0)); then
    return 0
  fi

  local as_root=()
  if ((EUID != 0)); then
    if ! command -v sudo >/dev/null; then
      echo "These packages are missing, and there is no sudo to install them with: ${missing[*]}. Ask an administrator to run: apt-get install --no-install-recommends ${missing[*]}" >&2
      return 1
    fi
    as_root=(sudo)
  fi

  echo "Installing ${#missing[@]} Debian packages${as_root[0]:+ with sudo (it may ask for your password)}: ${missing[*]}" >&2

  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
             apt-get --quiet --yes -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300)
  "${apt[@]}" update >&2 || echo "The package lists could not all be refreshed; going on with those at hand." >&2
  if ! "${apt[@]}" install --no-install-recommends "${missing[@]}" >&2; then
    echo "Installing packages failed; the lines above say why." >&2
    return 1
  fi
}

# writable_build_folder SOURCES: makes .build, or says why it cannot be used.
writable_build_folder ()
{
  local file
  mkdir -p -- "$1/.build" 2>/dev/null
  # Another user's builds in our own folder are no better than no folder.
  for file in "$1/.build" "$1"/.build/*; do
    if [[ $file != */\* && ! -w $file ]]; then
      echo "Cannot write to $file; delete $1/.build (another user may have made it) and try again." >&2
      return 1
    fi
  done
}

# Prints what a build directory depends on beside the sources. A directory made
# for something else (another system, a moved checkout) is made anew.
build_stamp ()
{
  printf '%s\n' "$@"
  sed -n 's/^PRETTY_NAME=//p' /etc/os-release 2>/dev/null
  meson --version
  gcc -dumpfullversion
  pkg-config --modversion glib-2.0 gtk4 libadwaita-1 2>/dev/null
}

# prepare_build DIRECTORY SOURCES MESON-ARGUMENT…
# Sets the build directory up, if that has not been done for the same thing.
prepare_build ()
{
  local directory=$1 sources=$2
  shift 2

  local stamp
  stamp=$(build_stamp "$sources" "$@")
  if [[ -e $directory/build.ninja && $(cat "$directory/stamp" 2>/dev/null) == "$stamp" ]]; then
    return 0
  fi

  rm -rf -- "$directory"
  mkdir -p -- "$directory"
  meson setup "$directory" "$sources" "$@" || return 1
  printf '%s\n' "$stamp" >"$directory/stamp"
}
