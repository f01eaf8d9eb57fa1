/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/migrate.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "fascia-config.h"
#include "schema-resources.h"

#define SCHEMA_PATH FASCIA_RESOURCE_PATH "/schema/"

/* In order; a released step is never changed, only followed by another. */
static const char *const step_names[] = {
  "0001-initial.sql",
  "0002-reminders.sql",
  "0003-health.sql",
  "0004-journal.sql",
  "0005-sync.sql",
  "0006-totals.sql",
};

GArray *
fascia_schema_load_steps (GError **error)
{
  /* Asked for by name: the linker drops the constructor of a static library's
   * resource that nothing refers to. */
  GResource *resource = fascia_schema_get_resource ();
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (FasciaSchemaStep));

  for (gsize i = 0; i < G_N_ELEMENTS (step_names); i++)
    {
      g_autofree char *path = g_strconcat (SCHEMA_PATH, step_names[i], NULL);
      g_autoptr (GBytes) bytes = g_resource_lookup_data (resource, path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
      FasciaSchemaStep step = { .name = step_names[i] };

      if (bytes == NULL)
        return NULL;
      /* Uncompressed resource data is static and ends in a zero byte. */
      step.sql = g_bytes_get_data (bytes, NULL);
      g_array_append_val (steps, step);
    }
  return g_steal_pointer (&steps);
}

gboolean
fascia_schema_get_version (FasciaStore *self, guint *version, GError **error)
{
  gint64 value;

  if (!fascia_database_get_int (self, "PRAGMA user_version", &value, error))
    return FALSE;
  *version = CLAMP (value, 0, G_MAXINT);
  return TRUE;
}

static void
now_us_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  sqlite3_result_int64 (context, *(gint64 *) sqlite3_user_data (context));
}

static gboolean
foreign_keys_hold (FasciaStore *self, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = fascia_database_prepare (self, "PRAGMA foreign_key_check", error);
  int result;

  if (statement == NULL)
    return FALSE;
  result = fascia_database_step (self, statement, error);
  if (result == SQLITE_ROW)
    g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_FAILED, _ ("a row of %s refers to nothing"), fascia_column_text (statement, 0));
  return result == SQLITE_DONE;
}

static gboolean
run_step (FasciaStore *self, const FasciaSchemaStep *step, guint version, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = fascia_transaction_begin (self, TRUE, error);
  g_autofree char *stamp = NULL;
  guint present;

  if (transaction == NULL || !fascia_schema_get_version (self, &present, error))
    return FALSE;
  if (present >= version)
    return TRUE; /* another process was first */

  if (sqlite3_exec (self->db, step->sql, NULL, NULL, NULL) != SQLITE_OK)
    {
      /* Not the file's fault and not the disk's: the step itself. */
      if (sqlite3_errcode (self->db) != SQLITE_ERROR && sqlite3_errcode (self->db) != SQLITE_CONSTRAINT)
        return fascia_database_fail (self, error);
      g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_FAILED, sqlite3_errmsg (self->db));
      return FALSE;
    }
  g_assert (!sqlite3_get_autocommit (self->db));
  if (!foreign_keys_hold (self, error))
    return FALSE;
  /* A pragma takes no parameters. */
  stamp = g_strdup_printf ("PRAGMA user_version = %u; PRAGMA application_id = %d", version, FASCIA_DATABASE_MARK);
  return fascia_database_exec (self, stamp, error) &&
         fascia_transaction_commit (g_steal_pointer (&transaction), error);
}

gboolean
fascia_schema_migrate (FasciaStore *self, const FasciaSchemaStep *steps, guint n_steps, gint64 now_us, GError **error)
{
  guint version;
  gboolean done = TRUE;

  if (!fascia_schema_get_version (self, &version, error))
    return FALSE;
  if (version >= n_steps)
    return TRUE;

  /* A step may rebuild a table that others refer to; this pragma does nothing
   * inside a transaction, so it is switched around them. */
  if (!fascia_database_exec (self, "PRAGMA foreign_keys = OFF", error))
    return FALSE;
  sqlite3_create_function_v2 (self->db, "fascia_now_us", 0, SQLITE_UTF8, &now_us, now_us_cb, NULL, NULL, NULL);

  for (guint i = version; done && i < n_steps; i++)
    {
      g_autoptr (GError) problem = NULL;

      done = run_step (self, &steps[i], i + 1, &problem);
      if (!done && g_error_matches (problem, FASCIA_ERROR, FASCIA_ERROR_FAILED))
        {
          g_autofree char *shown = g_filename_display_name (self->path);

          g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_FAILED,
                       _ ("“%s” could not be brought up to date (%s: %s) and was left at version %u; use the Fascia that wrote it, and report this."),
                       shown, steps[i].name, problem->message, i);
        }
      else if (!done)
        g_propagate_error (error, g_steal_pointer (&problem));
    }

  sqlite3_create_function_v2 (self->db, "fascia_now_us", 0, SQLITE_UTF8, NULL, NULL, NULL, NULL, NULL);
  return fascia_database_exec (self, "PRAGMA foreign_keys = ON", done ? error : NULL) && done;
}
