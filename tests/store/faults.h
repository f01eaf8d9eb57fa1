/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tests/store/fixture.h"

G_BEGIN_DECLS

/* What the tests of faults share: what must hold of a database whatever happened to
 * it, and how often chance is to be tried. */

/* @usual, or as many as the environment asks for: FASCIA_FAULTS_@what. Said in the
 * output, so that a count is never taken for another. */
guint faults_count (const char *what, guint usual);

/* The database in home->folder, asked by a connection of its own: sound, every
 * reference holds, and what is summed up, rated or to be found is what a rebuild from
 * the rows would make it. */
void assert_whole (Home *home);
/* Each kept backup is a whole database; what is left of unfinished work has no name
 * of a backup. */
void assert_backups_are_whole (Home *home);
/* Says where the first difference is, not all of both. */
void assert_same_text (const char *text, const char *expected);
/* Nothing of unfinished work is in the folder or among the backups. */
void assert_nothing_is_left_over (Home *home);

/* (transfer full): of the open store. */
char *must_export (FasciaStore *store);
/* (transfer full): opens the database of @home for it and closes it again. */
char *home_export (Home *home);

/* Makes home->folder anew, with no more than the database @bytes (nullable) in it. */
void home_put_database (Home *home, GBytes *bytes);
/* (transfer full): the file of the database, which nobody has open. */
GBytes *home_take_database (Home *home);
/* (transfer full): a database of the oldest released schema, with @n_more sessions. */
GBytes *make_database_of_schema_1 (Home *home, guint n_more);

/* Full sessions, one an hour back from NOW_US, with UUIDs that follow from the index. */
FasciaLogEntry *make_numbered_entry (guint index, guint version);
void add_numbered_entries (FasciaStore *store, guint first, guint n);
/* The rest of what a database holds: what is running and what was deleted, a routine, a
 * rule, a pause, a goal, settings, health answers. */
void add_one_of_everything (FasciaStore *store);

G_END_DECLS
