/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/database.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <glib/gi18n-lib.h>

gboolean
fascia_database_fail_damaged (const char *path, const char *detail, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  if (detail != NULL)
    {
      /* It may hold what a damaged file says. */
      g_autofree char *readable = g_utf8_make_valid (detail, -1);

      g_strdelimit (readable, "\n\r", ' ');
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE,
                   _ ("“%s” is damaged (%s) and was left as it is; “fascia restore FILE” goes back to one of the backups in the folder beside it."),
                   shown, readable);
    }
  else
    g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE,
                 _ ("“%s” is not a Fascia database and was left as it is; “fascia restore FILE” goes back to one of the backups in the folder beside it."),
                 shown);
  return FALSE;
}

gboolean
fascia_database_fail_errno (const char *path, int errno_value, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  switch (errno_value)
    {
    case EROFS:
    case EACCES:
    case EPERM:
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_READ_ONLY,
                   _ ("“%s” cannot be written to; make its folder writable for you and try again."), shown);
      break;
    case ENOSPC:
    case EDQUOT:
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_NO_SPACE,
                   _ ("The disk with “%s” is full; free some space and try again."), shown);
      break;
    default:
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_FAILED,
                   _ ("“%s” could not be used (%s); look at that place and try again."), shown, g_strerror (errno_value));
      break;
    }
  return FALSE;
}

gboolean
fascia_database_fail_word (FasciaStore *self, const char *word, GError **error)
{
  g_autofree char *detail = g_strdup_printf (_ ("unknown word “%s”"), word);

  return fascia_database_fail_damaged (self->path, detail, error);
}

gboolean
fascia_database_fail (FasciaStore *self, GError **error)
{
  int result = sqlite3_extended_errcode (self->db);
  int errno_value = sqlite3_system_errno (self->db);
  g_autofree char *shown = g_filename_display_name (self->path);

  switch (result & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_BUSY,
                   _ ("Another program has held “%s” for too long; close it and try again."), shown);
      break;

    case SQLITE_FULL:
      return fascia_database_fail_errno (self->path, ENOSPC, error);

    case SQLITE_READONLY:
    case SQLITE_PERM:
      return fascia_database_fail_errno (self->path, EROFS, error);

    case SQLITE_CORRUPT:
      return fascia_database_fail_damaged (self->path, sqlite3_errmsg (self->db), error);
    case SQLITE_NOTADB:
      return fascia_database_fail_damaged (self->path, NULL, error);

    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
      if (errno_value != 0)
        return fascia_database_fail_errno (self->path, errno_value, error);
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_FAILED,
                   _ ("“%s” could not be read or written (%s); check the disk and try again."),
                   shown, sqlite3_errmsg (self->db));
      break;

    case SQLITE_CONSTRAINT:
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID,
                   _ ("This cannot be stored (%s); nothing was changed."), sqlite3_errmsg (self->db));
      break;

    default:
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_FAILED,
                   _ ("“%s” could not be used (%s); nothing was changed."), shown, sqlite3_errmsg (self->db));
      break;
    }
  return FALSE;
}

#define WAIT_MS 4

static int
wait_cb (void *data, int n_waits)
{
  if (n_waits >= FASCIA_BUSY_TIMEOUT_MS / WAIT_MS)
    return FALSE;
  g_usleep (WAIT_MS * 1000);
  return TRUE;
}

/* SQLite's own waiting looks only ten times a second: where others write one thing after
 * another it was seen to miss every gap for the whole time. */
void
fascia_database_wait_when_busy (sqlite3 *db)
{
  sqlite3_busy_handler (db, wait_cb, NULL);
}

sqlite3_stmt *
fascia_database_prepare (FasciaStore *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL) != SQLITE_OK)
    {
      /* What is asked is constant: it is the schema that is not what it should be. */
      if (sqlite3_errcode (self->db) == SQLITE_ERROR)
        fascia_database_fail_damaged (self->path, sqlite3_errmsg (self->db), error);
      else
        fascia_database_fail (self, error);
      return NULL;
    }
  return statement;
}

/* More different ones are never run in a row. */
#define MAX_KEPT 32

sqlite3_stmt *
fascia_database_borrow (FasciaStore *self, const char *sql, GError **error)
{
  gpointer kept = NULL;
  sqlite3_stmt *statement = NULL;

  if (self->kept != NULL && g_hash_table_steal_extended (self->kept, sql, NULL, &kept))
    return kept;
  if (sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
    {
      fascia_database_fail (self, error);
      return NULL;
    }
  return statement;
}

static void
finalize (gpointer statement)
{
  sqlite3_finalize (statement);
}

void
fascia_database_give_back (FasciaStore *self, sqlite3_stmt *statement)
{
  const char *sql;

  if (statement == NULL)
    return;
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  if (self->kept == NULL)
    self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, finalize);
  /* The statement keeps the text that it is known by. A second of the same is not kept. */
  sql = sqlite3_sql (statement);
  if (g_hash_table_size (self->kept) < MAX_KEPT && !g_hash_table_contains (self->kept, sql))
    g_hash_table_insert (self->kept, (gpointer) sql, statement);
  else
    sqlite3_finalize (statement);
}

FasciaLoan
fascia_database_loan (FasciaStore *self, const char *sql, GError **error)
{
  return (FasciaLoan){ self, fascia_database_borrow (self, sql, error) };
}

void
fascia_loan_clear (FasciaLoan *self)
{
  if (self->store != NULL)
    fascia_database_give_back (self->store, g_steal_pointer (&self->statement));
}

int
fascia_database_step (FasciaStore *self, sqlite3_stmt *statement, GError **error)
{
  int result = sqlite3_step (statement);

  if (result == SQLITE_ROW || result == SQLITE_DONE)
    return result;
  fascia_database_fail (self, error);
  return SQLITE_ERROR;
}

gboolean
fascia_database_run (FasciaStore *self, sqlite3_stmt *statement, GError **error)
{
  int result;

  do
    result = fascia_database_step (self, statement, error);
  while (result == SQLITE_ROW);

  sqlite3_reset (statement);
  return result == SQLITE_DONE;
}

gboolean
fascia_database_run_each (FasciaStore *self, const char *const *sql, gint64 id, GError **error)
{
  for (; *sql != NULL; sql++)
    {
      g_auto (FasciaLoan) loan = fascia_database_loan (self, *sql, error);

      if (loan.statement == NULL)
        return FALSE;
      fascia_bind_int (loan.statement, ":id", id);
      if (!fascia_database_run (self, loan.statement, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
fascia_database_exec (FasciaStore *self, const char *sql, GError **error)
{
  if (sqlite3_exec (self->db, sql, NULL, NULL, NULL) != SQLITE_OK)
    return fascia_database_fail (self, error);
  return TRUE;
}

gboolean
fascia_database_get_int (FasciaStore *self, const char *sql, gint64 *value, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = fascia_database_prepare (self, sql, error);
  int result;

  if (statement == NULL)
    return FALSE;
  result = fascia_database_step (self, statement, error);
  if (result == SQLITE_ERROR)
    return FALSE;
  *value = result == SQLITE_ROW ? sqlite3_column_int64 (statement, 0) : 0;
  return TRUE;
}

int
fascia_database_changes (FasciaStore *self)
{
  return sqlite3_changes (self->db);
}

static int
parameter (sqlite3_stmt *statement, const char *name)
{
  int index = sqlite3_bind_parameter_index (statement, name);

  if (index == 0)
    g_error ("No parameter “%s” in: %s", name, sqlite3_sql (statement));
  return index;
}

/* Binding fails only for want of memory, where GLib stops the program as well. */
static void
bound (sqlite3_stmt *statement, int result)
{
  if (result != SQLITE_OK)
    g_error ("Binding failed (%s) in: %s", sqlite3_errstr (result), sqlite3_sql (statement));
}

void
fascia_bind_int (sqlite3_stmt *statement, const char *name, gint64 value)
{
  bound (statement, sqlite3_bind_int64 (statement, parameter (statement, name), value));
}

void
fascia_bind_int_or_null (sqlite3_stmt *statement, const char *name, gint64 value, gint64 none)
{
  if (value == none)
    bound (statement, sqlite3_bind_null (statement, parameter (statement, name)));
  else
    fascia_bind_int (statement, name, value);
}

void
fascia_bind_text (sqlite3_stmt *statement, const char *name, const char *text)
{
  bound (statement, sqlite3_bind_text (statement, parameter (statement, name), text, -1, SQLITE_STATIC));
}

void
fascia_bind_day (sqlite3_stmt *statement, const char *name, FasciaDay day)
{
  char *text = fascia_day_is_valid (day) ? fascia_day_to_string (day) : NULL;

  bound (statement, sqlite3_bind_text (statement, parameter (statement, name), text, -1, g_free));
}

gint64
fascia_column_int (sqlite3_stmt *statement, int column)
{
  return sqlite3_column_int64 (statement, column);
}

gint64
fascia_column_int_or (sqlite3_stmt *statement, int column, gint64 none)
{
  return sqlite3_column_type (statement, column) == SQLITE_NULL ? none : sqlite3_column_int64 (statement, column);
}

const char *
fascia_column_text (sqlite3_stmt *statement, int column)
{
  return (const char *) sqlite3_column_text (statement, column);
}

char *
fascia_column_dup_text (sqlite3_stmt *statement, int column)
{
  const char *text = fascia_column_text (statement, column);

  /* One damaged character must not hide a whole log, nor reach who expects UTF-8. */
  return text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

gboolean
fascia_column_day (FasciaStore *self, sqlite3_stmt *statement, int column, FasciaDay *day, GError **error)
{
  const char *text = fascia_column_text (statement, column);

  *day = FASCIA_DAY_NONE;
  return text == NULL || fascia_day_from_string (text, day, NULL) || fascia_database_fail_word (self, text, error);
}

FasciaTransaction *
fascia_transaction_begin (FasciaStore *self, gboolean to_write, GError **error)
{
  if (to_write && self->read_only)
    {
      fascia_database_fail_errno (self->path, EROFS, error);
      return NULL;
    }
  g_assert (!to_write || self->transactions == 0);
  if (self->transactions == 0 && !fascia_database_exec (self, to_write ? "BEGIN IMMEDIATE" : "BEGIN", error))
    return NULL;
  self->transactions++;
  return self;
}

gboolean
fascia_transaction_commit (FasciaTransaction *transaction, GError **error)
{
  g_assert (transaction->transactions == 1);
  if (!fascia_database_exec (transaction, "COMMIT", error))
    {
      fascia_transaction_roll_back (transaction);
      return FALSE;
    }
  transaction->transactions = 0;
  /* File monitors hear of the bytes of a commit while they are on their way to the
   * disk, which is before anybody can see it; what makes it visible, a word in
   * shared memory, is no event for them. So tell them again when it is. */
  utimensat (AT_FDCWD, transaction->path, NULL, 0);
  return TRUE;
}

void
fascia_transaction_roll_back (FasciaTransaction *transaction)
{
  if (--transaction->transactions > 0)
    return;
  /* SQLite has rolled back by itself after some errors (a full disk, for one). */
  if (!sqlite3_get_autocommit (transaction->db))
    sqlite3_exec (transaction->db, "ROLLBACK", NULL, NULL, NULL);
}
