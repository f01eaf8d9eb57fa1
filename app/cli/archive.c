/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes back from files: import, backup, restore; and what never does. */
#include "command.h"

#include <errno.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "fascia/service/archive.h"
#include "fascia/service/reminder.h"
#include "fascia/store/store.h"
#include "output.h"

/* Far beyond a hundred thousand sessions; what is larger is no export. */
#define MAX_BYTES (G_GINT64_CONSTANT (1) << 30)

static gboolean
fail_read (const char *file, const char *why, GError **error)
{
  g_autofree char *shown = g_filename_display_name (file);

  g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_FAILED, _ ("“%s” could not be read (%s). Look at its name and place."), shown, why);
  return FALSE;
}

static gboolean
read_standard_input (GString *text, GError **error)
{
  char block[65536];
  gssize n;

  while ((n = read (STDIN_FILENO, block, sizeof block)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0 || (gint64) text->len + n > MAX_BYTES)
        return fail_read ("-", g_strerror (n < 0 ? errno : EFBIG), error);
      g_string_append_len (text, block, n);
    }
  return TRUE;
}

/* Mapped, not copied: a log may be long. */
static gboolean
read_file (const char *file, GString *text, GMappedFile **mapped, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (g_str_equal (file, "-"))
    return read_standard_input (text, error);
  if (g_file_test (file, G_FILE_TEST_IS_DIR))
    return fail_read (file, g_strerror (EISDIR), error);
  *mapped = g_mapped_file_new (file, FALSE, &cause);
  if (!*mapped)
    return fail_read (file, g_file_test (file, G_FILE_TEST_EXISTS) ? g_strerror (EACCES) : g_strerror (ENOENT), error);
  return TRUE;
}

static void
append_summary_json (GString *out, const FasciaMergeSummary *summary, gboolean dry_run)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  fascia_json_boolean (builder, "ok", TRUE);
  fascia_json_boolean (builder, "dry_run", dry_run);
  for (guint kind = 0; kind < FASCIA_N_MERGE_KINDS; kind++)
    {
      json_builder_set_member_name (builder, fascia_merge_kind_to_string (kind));
      json_builder_begin_object (builder);
      for (guint verdict = 0; verdict < FASCIA_N_MERGE_VERDICTS; verdict++)
        fascia_json_int (builder, fascia_merge_verdict_to_string ((FasciaMergeVerdict) verdict), summary->count[kind][verdict]);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
  fascia_json_append_document (out, builder);
}

static void
append_summary_text (GString *out, const FasciaMergeSummary *summary, gboolean dry_run)
{
  g_autoptr (FasciaTable) table = fascia_table_new (5, 0x1e);
  guint n_changed = fascia_merge_summary_total (summary, FASCIA_MERGE_NEW) + fascia_merge_summary_total (summary, FASCIA_MERGE_NEWER_THERE);

  fascia_table_add_row (table, "", _ ("New"), _ ("Newer there"), _ ("Newer here"), _ ("Same"));
  for (guint kind = 0; kind < FASCIA_N_MERGE_KINDS; kind++)
    {
      const guint *count = summary->count[kind];
      char cells[FASCIA_N_MERGE_VERDICTS][12];

      if (count[0] + count[1] + count[2] + count[3] == 0)
        continue;
      for (guint i = 0; i < FASCIA_N_MERGE_VERDICTS; i++)
        g_snprintf (cells[i], sizeof cells[i], "%u", count[i]);
      fascia_table_add_row (table, fascia_archive_kind_to_label (kind), cells[0], cells[1], cells[2], cells[3]);
    }
  fascia_table_append_to (table, out);
  if (dry_run)
    g_string_append (out, _ ("Nothing was written: this was a dry run."));
  else if (n_changed == 0)
    g_string_append (out, _ ("Nothing was written: everything is here already."));
  else
    g_string_append (out, _ ("Imported. What was here before is among the backups."));
  g_string_append_c (out, '\n');
}

static gboolean
run_import (FasciaCli *self, GError **error)
{
  const char *file = fascia_cli_get_argument (self, 0);
  gboolean dry_run = fascia_cli_get_option (self, "--dry-run") != NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GMappedFile) mapped = NULL;
  FasciaExchangeFormat format;
  FasciaMergeSummary summary;
  FasciaDiary *diary;
  const char *start;
  g_autoptr (GError) cause = NULL;

  if (!fascia_cli_get_format (file, &format, error) || !read_file (file, text, &mapped, error))
    return FALSE;
  diary = fascia_context_get_diary (self->context, error);
  if (!diary)
    return FALSE;
  /* An empty file has no contents to be mapped. */
  start = mapped && g_mapped_file_get_contents (mapped) ? g_mapped_file_get_contents (mapped) : text->str;
  if (!fascia_diary_import (diary, format, start, mapped ? g_mapped_file_get_length (mapped) : text->len, dry_run, &summary, NULL, NULL, NULL, &cause))
    {
      /* What is wrong is the file, not how the command was used. */
      if (g_error_matches (cause, FASCIA_ERROR, FASCIA_ERROR_INVALID))
        cause->code = FASCIA_ERROR_FAILED;
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (self->json)
    append_summary_json (self->out, &summary, dry_run);
  else
    append_summary_text (self->out, &summary, dry_run);
  return TRUE;
}

static gboolean
has_database (FasciaCli *self)
{
  g_autofree char *path = g_build_filename (fascia_context_get_folder (self->context), FASCIA_STORE_FILE_NAME, NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);

  /* With only the -wal file there it was lost, which is another thing to say. */
  return g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (log, G_FILE_TEST_EXISTS);
}

static gboolean
run_backup (FasciaCli *self, GError **error)
{
  g_autofree char *written = NULL;
  FasciaDiary *diary;

  if (!has_database (self))
    {
      g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND, _ ("There is nothing to back up yet."));
      return FALSE;
    }
  diary = fascia_context_get_diary (self->context, error);
  if (!diary || !fascia_diary_back_up (diary, fascia_cli_get_argument (self, 0), &written, error))
    return FALSE;
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();
      g_autofree char *shown = g_filename_display_name (written);

      json_builder_begin_object (builder);
      fascia_json_boolean (builder, "ok", TRUE);
      fascia_json_string (builder, "file", shown);
      json_builder_end_object (builder);
      fascia_json_append_document (self->out, builder);
    }
  else
    {
      g_autofree char *shown = g_filename_display_name (written);

      g_string_append_printf (self->out, _ ("Backed up to %s"), shown);
      g_string_append_c (self->out, '\n');
    }
  return TRUE;
}

static gboolean
run_restore (FasciaCli *self, GError **error)
{
  const char *file = fascia_cli_get_argument (self, 0);

  if (!fascia_context_restore (self->context, file, error))
    return FALSE;
  if (self->json)
    fascia_json_append_ok (self->out);
  else
    {
      g_autofree char *shown = g_filename_display_name (file);

      g_string_append_printf (self->out, _ ("Restored from %s. What was here before is among the backups."), shown);
      g_string_append_c (self->out, '\n');
    }
  return TRUE;
}

static gboolean
run_delete_everything (FasciaCli *self, GError **error)
{
  g_autofree char *shown = g_filename_display_name (fascia_context_get_folder (self->context));
  g_autofree char *problem = NULL;

  if (!fascia_cli_get_option (self, "--yes"))
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID,
                   _ ("This would delete log, goal, reminders, health answers and preferences, all backups in “%s” and this machine’s files in the sync folder, for good; “fascia export FILE” keeps the log, --yes goes ahead"), shown);
      return FALSE;
    }
  if (!fascia_archive_delete_everything (self->context, error))
    return FALSE;
  /* Nothing is left to be reminded of. Where there is no bus there is no service either. */
  if (has_database (self))
    fascia_reminder_apply (self->context, &problem);
  if (self->json)
    fascia_json_append_ok (self->out);
  else
    {
      g_string_append (self->out, _ ("Everything is deleted, the backups too."));
      g_string_append_c (self->out, '\n');
    }
  return TRUE;
}

static const FasciaCliOption delete_everything_options[] = {
  { "--yes", NULL, FALSE, N_ ("Really delete it") },
};

static const FasciaCliOption import_options[] = {
  { "--dry-run", NULL, FALSE, N_ ("Only say what would change") },
};

const FasciaCliCommand fascia_cli_import = {
  .name = "import",
  .arguments = "FILE",
  .min_arguments = 1,
  .max_arguments = 1,
  .takes_file = TRUE,
  .summary = N_ ("Merge an exported file into what is here"),
  .details = N_ ("FILE ends in .json or .csv, or is “-” for JSON on standard input. Of two versions the one changed later holds. A file that is wrong anywhere changes nothing."),
  .options = import_options,
  .n_options = G_N_ELEMENTS (import_options),
  .run = run_import,
};

const FasciaCliCommand fascia_cli_backup = {
  .name = "backup",
  .arguments = "[FILE]",
  .max_arguments = 1,
  .takes_file = TRUE,
  .summary = N_ ("Copy the whole database, health answers too"),
  .details = N_ ("The copy is checked before it takes its name. Without FILE it is put among the backups that are kept."),
  .run = run_backup,
};

const FasciaCliCommand fascia_cli_restore = {
  .name = "restore",
  .arguments = "FILE",
  .min_arguments = 1,
  .max_arguments = 1,
  .takes_file = TRUE,
  .summary = N_ ("Go back to a backup"),
  .details = N_ ("FILE is checked first, and what is here is backed up. A database that cannot be read is moved away."),
  .run = run_restore,
};

const FasciaCliCommand fascia_cli_delete_everything = {
  .name = "delete-everything",
  .arguments = "",
  .summary = N_ ("Delete log, settings and backups for good"),
  .details = N_ ("Nothing of it can be brought back. What was exported elsewhere stays, and so do the files of other machines in the sync folder. Refused while a session runs."),
  .options = delete_everything_options,
  .n_options = G_N_ELEMENTS (delete_everything_options),
  .run = run_delete_everything,
};
