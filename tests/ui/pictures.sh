#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# pictures.sh PROGRAM FOLDER SOURCES: pictures of every page in FOLDER, as one
# would judge them before a release; the two in the README are made anew.

set -eu
program=$1 folder=$2 sources=$3

rm -rf -- "$folder"
"$program" "$folder/light"
"$program" "$folder/dark" --dark
"$program" "$folder/narrow" --narrow
"$program" "$folder/large-text" --large-text

for name in today session; do
  cp -- "$folder/light/$name.png" "$sources/data/desktop/fascia-$name.png"
done
echo "The pictures are in $folder"
