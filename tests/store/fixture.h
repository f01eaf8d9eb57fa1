/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sys/types.h>

#include "fascia/store/store.h"

G_BEGIN_DECLS

/* 2027-03-26T11:00:00Z, a Friday; noon in Copenhagen. */
#define NOW_US G_GINT64_CONSTANT (1806058800000000)

#define MINUTE_US (60 * G_TIME_SPAN_SECOND)

/* A fresh folder under the temporary one; the store makes its own inside. */
typedef struct
{
  char *root;
  char *folder; /* root/data/fascia, not made yet */
  char *path;   /* of the database */
  FasciaStore *store;
} Home;

void home_set_up (Home *home, gconstpointer data);
void home_tear_down (Home *home, gconstpointer data);
/* Lives below @root from now on. */
void home_move (Home *home, const char *root);
/* Opens (again); fails the test on an error. */
FasciaStore *home_open (Home *home);
void home_close (Home *home);
/* Closes it and removes the folder with all that is in it. */
void home_clear (Home *home);
/* Opening fails with @code, a message with the path in it, and without a change of
 * any byte, file or mode in the folder. */
void home_assert_refused (Home *home, FasciaError code);
/* (transfer full): one line for each file: name, mode, size, checksum. */
char *home_describe (Home *home);
/* The first column of the first row of @sql, asked by a connection of its own. */
gint64 home_ask (Home *home, const char *sql);

#define add_home_test(path, function) \
  g_test_add (path, Home, NULL, home_set_up, function, home_tear_down)

/* (transfer full): a session by hand with a UUID of its own. */
FasciaLogEntry *make_entry (gint64 start_us, int minutes);
/* (transfer full): every field set. */
FasciaLogEntry *make_full_entry (gint64 start_us);
void assert_same_entry (const FasciaLogEntry *a, const FasciaLogEntry *b);
void add_item (FasciaLogEntry *entry, const char *technique, FasciaSide side, int planned_s, int done_s);
/* (transfer full): an enabled rule with a UUID of its own. */
FasciaRule *make_rule (guint weekdays, guint minute_of_day);

/* Runs @function in another process, which must not fail. */
typedef void (*ChildFunction) (gpointer data);
pid_t start_child (ChildFunction function, gpointer data);
void await_child (pid_t pid);
/* For one that ends itself by SIGKILL when its work is done. */
void await_killed_child (pid_t pid);
/* kill -9, wherever it is. */
void kill_child (pid_t pid);

G_END_DECLS
