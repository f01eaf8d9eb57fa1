/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/store/exchange.h"

#include "data/store/headway.h"
#include "data/store/record.h"

/* One record is one line, built and written before the next is read: a log of any
 * length needs the memory of its text only. The shape is in data/schema/export.md. */

typedef struct
{
  GString *text;
  FasciaHeadway headway;
  gboolean first; /* of the present list */
} Writer;

static gboolean
write_record_cb (FasciaRecord *record, gpointer data, GError **error)
{
  Writer *self = data;

  g_string_append (self->text, self->first ? "\n" : ",\n");
  self->first = FALSE;
  fascia_record_append_json (record, self->text);
  return record->kind != FASCIA_RECORD_SESSION || record->deleted || fascia_headway_step (&self->headway, error);
}

static void
begin_list (Writer *self, const char *name)
{
  g_string_append_printf (self->text, ",\n\"%s\":[", name);
  self->first = TRUE;
}

static void
end_list (Writer *self)
{
  g_string_append (self->text, self->first ? "]" : "\n]");
}

/* The one record that is no list of its own. */
static gboolean
write_settings_cb (FasciaRecord *record, gpointer data, GError **error)
{
  Writer *self = data;

  g_string_append_printf (self->text, ",\n\"reminders_on\":%s,\n\"%s\":",
                          record->settings.on ? "true" : "false", fascia_record_kind_to_list (FASCIA_RECORD_SETTINGS));
  fascia_record_append_json (record, self->text);
  return TRUE;
}

static gboolean
write_lists (Writer *self, FasciaStore *store, GError **error)
{
  if (!fascia_record_for_each (store, FASCIA_RECORD_SETTINGS, NULL, write_settings_cb, self, error))
    return FALSE;
  for (FasciaRecordKind kind = FASCIA_RECORD_SETTINGS + 1; kind < FASCIA_N_RECORD_KINDS; kind++)
    {
      begin_list (self, fascia_record_kind_to_list (kind));
      if (!fascia_record_for_each (store, kind, NULL, write_record_cb, self, error))
        return FALSE;
      end_list (self);
    }
  begin_list (self, "deleted");
  if (!fascia_record_for_each_deleted (store, write_record_cb, self, error))
    return FALSE;
  end_list (self);
  return TRUE;
}

char *
fascia_exchange_to_json (FasciaStore *store, GCancellable *cancellable, FasciaProgressFunc progress, gpointer progress_data, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_autoptr (GString) text = NULL;
  Writer writer = { .headway = FASCIA_HEADWAY (cancellable, progress, progress_data) };
  gint64 n_sessions;

  g_return_val_if_fail (store != NULL, NULL);

  /* One state, whatever another process writes meanwhile. */
  transaction = fascia_transaction_begin (store, FALSE, error);
  if (transaction == NULL || (n_sessions = fascia_store_count_sessions (store, error)) < 0)
    return NULL;

  fascia_headway_begin (&writer.headway, 1, n_sessions);
  text = g_string_new (NULL);
  g_string_append_printf (text, "{\n\"format\":\"fascia\",\n\"version\":%d", FASCIA_EXCHANGE_VERSION);
  writer.text = text;
  if (!write_lists (&writer, store, error) || !fascia_headway_go_on (&writer.headway, error))
    return NULL;
  fascia_headway_tell (&writer.headway, 1);
  g_string_append (text, "\n}\n");
  return g_string_free (g_steal_pointer (&text), FALSE);
}
