/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Files and folders that are made under a name of their own and renamed or removed
 * when they are done. Their maker holds a lock on them, so that one whose maker was
 * killed can be told from one that is still being made, whatever the clock says. */

/* What the names end in. */
#define FASCIA_UNFINISHED_COPY ".partial-XXXXXX"
#define FASCIA_UNFINISHED_DATABASE ".new-XXXXXX"
#define FASCIA_UNFINISHED_FOLDER ".restore-XXXXXX"

/* Makes @path, whose end is filled in, and returns a descriptor to be closed when it
 * is done (and SQLite has closed it too); -1 with errno set. */
int fascia_unfinished_file (char *path);
int fascia_unfinished_folder (char *path);

/* Removes what others left unfinished in @folder, of @name (nullable: of any). */
void fascia_unfinished_sweep (const char *folder, const char *name);
/* A folder with files in it. */
void fascia_unfinished_remove_folder (const char *path);

G_END_DECLS
