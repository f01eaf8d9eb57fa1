/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "fascia/store/store.h"

/* What the files of this room share: one connection, prepared statements and
 * transactions that clean up after themselves, and errors in plain words. */

G_BEGIN_DECLS

struct _FasciaStore
{
  sqlite3 *db;
  char *path;
  gint64 data_version; /* as last seen; see fascia_store_take_foreign_change() */
  gboolean read_only;
  guint transactions; /* how deep they are nested; only reading ones may be inside others */
  GHashTable *kept; /* (element-type utf8 sqlite3_stmt) (nullable): see fascia_database_borrow() */
};

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

/* How long another connection may hold the database before a call gives up. */
#define FASCIA_BUSY_TIMEOUT_MS 5000
void fascia_database_wait_when_busy (sqlite3 *db);

/* When a record that is exchanged was changed is also its version: of two the greater
 * one holds, on all machines. So a change made here must be later than what it changes,
 * also where that came from a machine whose clock is ahead, or it would be lost. Versions
 * are compared by milliseconds. */
#define FASCIA_NEXT_VERSION "max (:now_us, changed_at_us + 1000)"
/* Of a new row: later than a deletion of what had its UUID. */
#define FASCIA_FIRST_VERSION(kind) \
  "max (:now_us, ifnull ((SELECT deleted_at_us + 1000 FROM tombstone WHERE kind = '" kind "' AND uuid = :uuid), :now_us))"

/* Sets @error from the connection's last result; returns %FALSE for the caller to
 * pass on. */
gboolean fascia_database_fail (FasciaStore *self, GError **error);
/* The file is not what it should be: @detail (nullable) says where. */
gboolean fascia_database_fail_damaged (const char *path, const char *detail, GError **error);
/* For files handled without SQLite: what @errno_value means for @path. */
gboolean fascia_database_fail_errno (const char *path, int errno_value, GError **error);

/* (transfer full) */
sqlite3_stmt *fascia_database_prepare (FasciaStore *self, const char *sql, GError **error);
/* The same for what is run for each of many records: when it is given back it stays with
 * the connection, so that it is prepared once. */
sqlite3_stmt *fascia_database_borrow (FasciaStore *self, const char *sql, GError **error);
/* @statement (nullable) is reset and unbound. */
void fascia_database_give_back (FasciaStore *self, sqlite3_stmt *statement);
/* One that is given back at the end of its scope. */
typedef struct
{
  FasciaStore *store;
  sqlite3_stmt *statement; /* (nullable): it could not be prepared */
} FasciaLoan;
FasciaLoan fascia_database_loan (FasciaStore *self, const char *sql, GError **error);
void fascia_loan_clear (FasciaLoan *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FasciaLoan, fascia_loan_clear)
/* SQLITE_ROW, SQLITE_DONE, or SQLITE_ERROR with @error set. */
int fascia_database_step (FasciaStore *self, sqlite3_stmt *statement, GError **error);
/* Steps to the end and resets, so that the statement can be bound and run again. */
gboolean fascia_database_run (FasciaStore *self, sqlite3_stmt *statement, GError **error);
/* Runs each of the %NULL-terminated @sql with :id bound to @id. */
gboolean fascia_database_run_each (FasciaStore *self, const char *const *sql, gint64 id, GError **error);
/* Constant SQL without parameters. */
gboolean fascia_database_exec (FasciaStore *self, const char *sql, GError **error);
/* The integer that @sql yields (0 for NULL or no row). */
gboolean fascia_database_get_int (FasciaStore *self, const char *sql, gint64 *value, GError **error);
/* How many rows the last statement changed. */
int fascia_database_changes (FasciaStore *self);

/* Parameters are bound by name; a name that the statement does not have is a
 * mistake of the programmer. */
void fascia_bind_int (sqlite3_stmt *statement, const char *name, gint64 value);
/* NULL when @value is @none. */
void fascia_bind_int_or_null (sqlite3_stmt *statement, const char *name, gint64 value, gint64 none);
/* NULL when @text is %NULL. The text must outlive the step. */
void fascia_bind_text (sqlite3_stmt *statement, const char *name, const char *text);
/* NULL for no day. */
void fascia_bind_day (sqlite3_stmt *statement, const char *name, FasciaDay day);

gint64 fascia_column_int (sqlite3_stmt *statement, int column);
gint64 fascia_column_int_or (sqlite3_stmt *statement, int column, gint64 none);
/* (transfer none) (nullable): valid until the next step. */
const char *fascia_column_text (sqlite3_stmt *statement, int column);
/* (transfer full) (nullable) */
char *fascia_column_dup_text (sqlite3_stmt *statement, int column);
/* NULL is FASCIA_DAY_NONE; anything but a day is damage. */
gboolean fascia_column_day (FasciaStore *self, sqlite3_stmt *statement, int column, FasciaDay *day, GError **error);

/* Reads the word of an enumeration, or leaves @field as it is where the column is
 * NULL; %FALSE with @error set for a word that this version does not know. */
#define fascia_column_word(self, statement, column, from_string, field, error) \
  (fascia_column_text (statement, column) == NULL || \
   from_string (fascia_column_text (statement, column), field) || \
   fascia_database_fail_word (self, fascia_column_text (statement, column), error))
gboolean fascia_database_fail_word (FasciaStore *self, const char *word, GError **error);

/* A transaction is rolled back when it goes out of scope uncommitted. Begin with
 * %TRUE to write: the lock is then taken at once, so that being busy is noticed
 * before anything is done. A reading one sees one state in all its queries. */
typedef FasciaStore FasciaTransaction;
FasciaTransaction *fascia_transaction_begin (FasciaStore *self, gboolean to_write, GError **error);
/* (transfer full): ends @transaction either way. */
gboolean fascia_transaction_commit (FasciaTransaction *transaction, GError **error);
void fascia_transaction_roll_back (FasciaTransaction *transaction);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FasciaTransaction, fascia_transaction_roll_back)

G_END_DECLS
