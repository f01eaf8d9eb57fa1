/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/merge.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_STATIC_ASSERT (FASCIA_N_MERGE_KINDS == FASCIA_N_RECORD_KINDS);

/* Milliseconds: what other programs and file systems keep. Rounded down, also before
 * 1970. */
static gint64
to_ms (gint64 utc_us)
{
  return utc_us >= 0 ? utc_us / 1000 : -((-utc_us + 999) / 1000);
}

static gboolean
judge (FasciaStore *store, const FasciaRecord *record, FasciaMergeVerdict *verdict, gboolean *busy, GError **error)
{
  g_autoptr (FasciaRecord) here = NULL;
  FasciaRecordState state;
  int order;

  if (!fascia_record_get_state (store, record->kind, record->key, &state, error))
    return FALSE;
  if (busy != NULL)
    *busy = state.busy;
  if (!state.present)
    {
      *verdict = FASCIA_MERGE_NEW;
      return TRUE;
    }
  /* Nobody knows the running session better than who runs it. */
  if (state.busy || to_ms (state.changed_us) > to_ms (record->changed_us))
    {
      *verdict = FASCIA_MERGE_NEWER_HERE;
      return TRUE;
    }
  if (to_ms (state.changed_us) < to_ms (record->changed_us))
    {
      *verdict = FASCIA_MERGE_NEWER_THERE;
      return TRUE;
    }
  here = fascia_record_load (store, record->kind, record->key, error);
  if (here == NULL)
    return FALSE;
  order = fascia_record_compare (record, here);
  *verdict = order > 0 ? FASCIA_MERGE_NEWER_THERE : order < 0 ? FASCIA_MERGE_NEWER_HERE : FASCIA_MERGE_SAME;
  return TRUE;
}

static gboolean
changes_something (FasciaMergeVerdict verdict)
{
  return verdict == FASCIA_MERGE_NEW || verdict == FASCIA_MERGE_NEWER_THERE;
}

gboolean
fascia_merge_apply (FasciaStore *store, const FasciaRecord *record, FasciaMergeVerdict *verdict, gboolean *busy, GError **error)
{
  return judge (store, record, verdict, busy, error) &&
         (!changes_something (*verdict) || fascia_record_write (store, record, error));
}

gboolean
fascia_merge_skip (FasciaMerge *self)
{
  if (!self->writing || self->wanted->data[self->next] != 0)
    return FALSE;
  self->next++;
  return TRUE;
}

gboolean
fascia_merge_take (FasciaMerge *self, const FasciaRecord *record, GError **error)
{
  FasciaMergeVerdict verdict;
  guint8 wanted;

  if (!judge (self->store, record, &verdict, NULL, error))
    return FALSE;
  self->summary->count[record->kind][verdict]++;
  wanted = changes_something (verdict);
  if (self->writing)
    {
      self->next++;
      return !wanted || fascia_record_write (self->store, record, error);
    }
  g_byte_array_append (self->wanted, &wanted, 1);
  return TRUE;
}

gboolean
fascia_merge_report (FasciaMerge *self, double fraction, GError **error)
{
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("It was cancelled; nothing was changed."));
      return FALSE;
    }
  if (self->progress != NULL)
    self->progress (self->dry_run ? fraction : (fraction + self->writing) / 2, self->progress_data);
  return TRUE;
}

static gboolean
check_all (FasciaMerge *self, FasciaMergeSource source, gpointer data, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = fascia_transaction_begin (self->store, FALSE, error);

  return transaction != NULL && source (self, data, error);
}

/* Long work touches pages all over the file: what is changed stays in memory until it is
 * committed, instead of being written again and again. In KiB, as SQLite counts. */
#define ROOMY "PRAGMA cache_size = -65536"
#define USUAL "PRAGMA cache_size = -2000"

static gboolean
write_all (FasciaMerge *self, FasciaMergeSource source, gpointer data, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = fascia_transaction_begin (self->store, TRUE, error);

  /* What is to be written is judged anew: somebody may have been quicker. */
  for (guint kind = 0; kind < FASCIA_N_MERGE_KINDS; kind++)
    self->summary->count[kind][FASCIA_MERGE_NEW] = self->summary->count[kind][FASCIA_MERGE_NEWER_THERE] = 0;
  self->writing = TRUE;
  return transaction != NULL &&
         source (self, data, error) &&
         fascia_transaction_commit (g_steal_pointer (&transaction), error);
}

gboolean
fascia_merge_run (FasciaMerge *self, FasciaMergeSource source, gpointer data, GError **error)
{
  g_autoptr (GByteArray) wanted = g_byte_array_new ();

  *self->summary = (FasciaMergeSummary){ 0 };
  self->wanted = wanted;
  self->next = 0;
  self->writing = FALSE;
  if (!check_all (self, source, data, error))
    return FALSE;
  if (!self->dry_run && memchr (wanted->data != NULL ? wanted->data : (guint8 *) "", 1, wanted->len) != NULL)
    {
      gboolean written;

      sqlite3_exec (self->store->db, ROOMY, NULL, NULL, NULL);
      written = write_all (self, source, data, error);
      sqlite3_exec (self->store->db, USUAL, NULL, NULL, NULL);
      sqlite3_db_release_memory (self->store->db);
      return written;
    }
  return TRUE;
}
