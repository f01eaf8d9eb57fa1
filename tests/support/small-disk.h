/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @folder: where the disk is */
typedef void (*SmallDiskFunc) (const char *folder, gpointer data);

/* Runs @function, which must not fail, in a process of its own where @folder (or
 * another) is a disk of @size ("1m"): the tests may run as root, whom no mode keeps
 * from writing. Skips the test, in words, where this user may not mount anything. */
void run_on_small_disk (const char *folder, const char *size, SmallDiskFunc function, gpointer data);

/* Those below are for that process. */

/* (transfer full): a file that takes all of the disk but @free bytes. */
char *small_disk_fill (const char *folder, gsize free);
void small_disk_make_read_only (const char *folder);

G_END_DECLS
