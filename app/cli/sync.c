/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several machines, through a folder that a file service keeps in step. */
#include "command.h"

#include <glib/gi18n-lib.h>

#include "fascia/service/sync.h"
#include "output.h"

static void
append_json (FasciaCli *self, const char *folder, const FasciaSyncSummary *summary)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *shown = folder != NULL ? g_filename_display_name (folder) : NULL;

  json_builder_begin_object (builder);
  fascia_json_boolean (builder, "ok", TRUE);
  fascia_json_string (builder, "folder", shown);
  fascia_json_int (builder, "new", fascia_merge_summary_total (&summary->merged, FASCIA_MERGE_NEW));
  fascia_json_int (builder, "newer_there", fascia_merge_summary_total (&summary->merged, FASCIA_MERGE_NEWER_THERE));
  fascia_json_int (builder, "written", summary->n_written);
  fascia_json_int (builder, "waiting", summary->n_waiting);
  fascia_json_boolean (builder, "newer", summary->newer);
  json_builder_end_object (builder);
  fascia_json_append_document (self->out, builder);
}

static gboolean
run_and_tell (FasciaCli *self, GError **error)
{
  const char *home = fascia_context_get_folder (self->context);
  g_autofree char *folder = NULL;
  g_autofree char *sentence = NULL;
  FasciaSyncSummary summary;

  if (!fascia_sync_get_folder (home, &folder, error))
    return FALSE;
  if (!folder)
    {
      g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_FAILED,
                           _ ("No sync folder is chosen; “fascia sync on FOLDER” chooses one."));
      return FALSE;
    }
  if (!fascia_sync_run_once (self->context, &summary, error))
    return FALSE;
  if (self->json)
    append_json (self, folder, &summary);
  else
    {
      sentence = fascia_sync_summary_to_sentence (&summary);
      g_string_append_printf (self->out, "%s\n", sentence);
    }
  return TRUE;
}

static gboolean
run_sync (FasciaCli *self, GError **error)
{
  return run_and_tell (self, error);
}

static gboolean
run_sync_on (FasciaCli *self, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (!fascia_sync_set_folder (fascia_context_get_folder (self->context), fascia_cli_get_argument (self, 0), &cause))
    {
      /* What is wrong is the folder, not how the command was used. */
      if (g_error_matches (cause, FASCIA_ERROR, FASCIA_ERROR_INVALID))
        cause->code = FASCIA_ERROR_FAILED;
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  return run_and_tell (self, error);
}

static gboolean
run_sync_off (FasciaCli *self, GError **error)
{
  if (!fascia_sync_set_folder (fascia_context_get_folder (self->context), NULL, error))
    return FALSE;
  if (self->json)
    fascia_json_append_ok (self->out);
  else
    g_string_append_printf (self->out, "%s\n", _ ("No longer synced. What was written to the folder stays there."));
  return TRUE;
}

const FasciaCliCommand fascia_cli_sync = {
  .name = "sync",
  .arguments = "",
  .summary = N_ ("Take in what other machines wrote, and write what is new here"),
  .details = N_ ("Several machines keep one log through a folder that Syncthing, Nextcloud or another service keeps in step. The window does this by itself."),
  .run = run_sync,
};

const FasciaCliCommand fascia_cli_sync_on = {
  .name = "sync on",
  .arguments = "FOLDER",
  .min_arguments = 1,
  .max_arguments = 1,
  .takes_file = TRUE,
  .summary = N_ ("Choose the folder, and sync"),
  .details = N_ ("FOLDER exists, is for this alone, and is the one that the service carries. Health answers never go there."),
  .run = run_sync_on,
};

const FasciaCliCommand fascia_cli_sync_off = {
  .name = "sync off",
  .arguments = "",
  .summary = N_ ("Stop syncing"),
  .run = run_sync_off,
};
