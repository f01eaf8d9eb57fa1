/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/sync.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "data/store/backup.h"

/* The format, and what all this guarantees, is in data/schema/sync.md. In short: what is
 * in the folder only grows, taking it in again changes nothing, and whatever is doubtful
 * (a file that is gone, cut, or not the one that was read) is answered by looking at
 * everything anew. */

/* An engine sends a file that grew as a whole, or nearly. */
#define MAX_SEGMENT (4 * 1024 * 1024)
/* Far beyond a segment: not of our making. */
#define MAX_FILE (64 * 1024 * 1024)
/* So much at a time, so that nobody waits for the database. */
#define CHUNK 200
#define CHUNK_BYTES (512 * 1024)

typedef struct
{
  FasciaStore *store;
  FasciaSyncPlace *place;
  FasciaSyncSummary *summary;
  GCancellable *cancellable;
  FasciaProgressFunc progress;
  gpointer progress_data;
  GPtrArray *names; /* the files there */
  gint64 n_bytes;   /* to be read, about */
  gint64 n_read;
  JsonParser *parser;
} Sync;

/* How far a file was read. */
typedef struct
{
  gint64 position;
  gint64 last_at;
  char last_sum[FASCIA_SYNC_SUM_LENGTH + 1];
} Mark;

static gboolean
report (Sync *self, GError **error)
{
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Syncing was stopped; it goes on the next time."));
      return FALSE;
    }
  if (self->progress != NULL)
    self->progress (self->n_bytes > 0 ? CLAMP ((double) self->n_read / (double) self->n_bytes, 0, 1) : 1, self->progress_data);
  return TRUE;
}

/* --- What the database remembers -------------------------------------------------- */

static gboolean
load_mark (Sync *self, const char *name, Mark *mark, GError **error)
{
  g_autoptr (sqlite3_stmt) row = fascia_database_prepare (self->store, "SELECT position, last_at, last_sum FROM sync_file WHERE name = :name", error);
  int result;

  *mark = (Mark){ 0 };
  if (row == NULL)
    return FALSE;
  fascia_bind_text (row, ":name", name);
  result = fascia_database_step (self->store, row, error);
  if (result == SQLITE_ROW)
    {
      mark->position = fascia_column_int (row, 0);
      mark->last_at = fascia_column_int (row, 1);
      g_strlcpy (mark->last_sum, fascia_column_text (row, 2), sizeof mark->last_sum);
    }
  return result != SQLITE_ERROR;
}

static gboolean
save_mark (Sync *self, const char *name, const Mark *mark, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  statement = fascia_database_prepare (self->store,
                                       "INSERT INTO sync_file VALUES (:name, :position, :last_at, :last_sum) "
                                       "ON CONFLICT (name) DO UPDATE SET position = excluded.position, last_at = excluded.last_at, "
                                       "last_sum = excluded.last_sum",
                                       error);
  if (statement == NULL)
    return FALSE;
  fascia_bind_text (statement, ":name", name);
  fascia_bind_int (statement, ":position", mark->position);
  fascia_bind_int (statement, ":last_at", mark->last_at);
  fascia_bind_text (statement, ":last_sum", mark->last_sum);
  return fascia_database_run (self->store, statement, error);
}

/* Everything is to be read, and to be written unless it is then found there. */
static gboolean
begin_anew (Sync *self, GError **error)
{
  static const char mark_all[] =
    "DELETE FROM sync_file; DELETE FROM sync_change;"
    "INSERT INTO sync_change (kind, key) "
    "SELECT 'reminder-settings', '' FROM reminder_settings WHERE changed_at_us <> 0 "
    "UNION ALL SELECT 'preference', key FROM preference "
    "UNION ALL SELECT 'favourite', technique FROM favourite "
    "UNION ALL SELECT 'tool', tool FROM tool "
    "UNION ALL SELECT 'goal', from_date FROM goal "
    "UNION ALL SELECT 'pause', uuid FROM pause "
    "UNION ALL SELECT 'rule', uuid FROM reminder_rule "
    "UNION ALL SELECT 'routine', uuid FROM routine "
    "UNION ALL SELECT 'session', uuid FROM session WHERE ended_us IS NOT NULL "
    "UNION SELECT kind, uuid FROM tombstone";
  g_autoptr (FasciaTransaction) transaction = fascia_transaction_begin (self->store, TRUE, error);
  g_autoptr (sqlite3_stmt) owner = NULL;

  if (transaction == NULL || !fascia_database_exec (self->store, mark_all, error))
    return FALSE;
  owner = fascia_database_prepare (self->store,
                                   "INSERT INTO sync_owner VALUES (1, :machine, :folder) "
                                   "ON CONFLICT (only) DO UPDATE SET machine = excluded.machine, folder = excluded.folder",
                                   error);
  if (owner == NULL)
    return FALSE;
  fascia_bind_text (owner, ":machine", self->place->machine);
  fascia_bind_text (owner, ":folder", self->place->folder);
  return fascia_database_run (self->store, owner, error) &&
         fascia_transaction_commit (g_steal_pointer (&transaction), error);
}

static gboolean
is_owner (Sync *self, gboolean *same, GError **error)
{
  g_autoptr (sqlite3_stmt) row = fascia_database_prepare (self->store, "SELECT 1 FROM sync_owner WHERE machine = :machine AND folder = :folder", error);
  int result;

  if (row == NULL)
    return FALSE;
  fascia_bind_text (row, ":machine", self->place->machine);
  fascia_bind_text (row, ":folder", self->place->folder);
  result = fascia_database_step (self->store, row, error);
  *same = result == SQLITE_ROW;
  return result != SQLITE_ERROR;
}

/* --- Files ------------------------------------------------------------------------ */

/* -1 with errno set; also for what is no file. */
static int
open_file (Sync *self, const char *name, gint64 *size)
{
  g_autofree char *path = g_build_filename (self->place->folder, name, NULL);
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat info;

  if (fd < 0)
    return -1;
  if (fstat (fd, &info) == 0 && S_ISREG (info.st_mode))
    {
      *size = info.st_size;
      return fd;
    }
  g_close (fd, NULL);
  errno = EINVAL;
  return -1;
}

static gboolean
read_exactly (int fd, char *bytes, gint64 length, gint64 at)
{
  while (length > 0)
    {
      gssize n = pread (fd, bytes, (gsize) length, at);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      bytes += n;
      length -= n;
      at += n;
    }
  return TRUE;
}

/* Whether the file still is the one that was read as far as @mark says. What cannot be
 * read just now is not lost. */
static gboolean
is_lost (Sync *self, const char *name, const Mark *mark, gint64 *size)
{
  char sum[FASCIA_SYNC_SUM_LENGTH];
  gboolean lost = FALSE;
  int fd = open_file (self, name, size);

  if (fd < 0)
    {
      *size = mark->position;
      return errno == ENOENT || errno == EINVAL;
    }
  if (*size < mark->position)
    lost = TRUE;
  else if (mark->position > 0 && read_exactly (fd, sum, sizeof sum, mark->last_at))
    lost = memcmp (sum, mark->last_sum, sizeof sum) != 0;
  g_close (fd, NULL);
  return lost;
}

typedef enum
{
  ALL_THERE,
  OTHERS_LOST,
  OWN_LOST,
} Losses;

static gboolean
look_for_losses (Sync *self, Losses *losses, GError **error)
{
  g_autoptr (sqlite3_stmt) row = fascia_database_prepare (self->store, "SELECT name, position, last_at, last_sum FROM sync_file", error);
  int result;
  guint number;

  *losses = ALL_THERE;
  if (row == NULL)
    return FALSE;
  while ((result = fascia_database_step (self->store, row, error)) == SQLITE_ROW)
    {
      const char *name = fascia_column_text (row, 0);
      Mark mark = { .position = fascia_column_int (row, 1), .last_at = fascia_column_int (row, 2) };
      gint64 size;

      g_strlcpy (mark.last_sum, fascia_column_text (row, 3), sizeof mark.last_sum);
      if (!is_lost (self, name, &mark, &size))
        continue;
      if (fascia_sync_parse_name (name, self->place->machine, &number))
        *losses = OWN_LOST;
      else
        *losses = MAX (*losses, OTHERS_LOST);
    }
  return result == SQLITE_DONE;
}

/* What this machine wrote was changed by somebody else: another machine writes under its
 * name, or an older state of the folder was put back. Under a new name nobody meets. */
static gboolean
take_new_name (Sync *self, GError **error)
{
  g_autoptr (FasciaSyncPlace) present = fascia_sync_place_load (self->place->home, error);

  if (present == NULL)
    return FALSE;
  fascia_sync_place_rename_machine (self->place);
  /* Somebody chooses another folder just now: then that holds. */
  if (g_strcmp0 (present->folder, self->place->folder) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Syncing was stopped; it goes on the next time."));
      return FALSE;
    }
  return fascia_sync_place_save (self->place, error);
}

/* Brings what the database remembers and what is in the folder together. */
static gboolean
take_stock (Sync *self, GError **error)
{
  gboolean same;
  Losses losses;

  if (!is_owner (self, &same, error))
    return FALSE;
  if (same)
    {
      if (!look_for_losses (self, &losses, error))
        return FALSE;
      if (losses == OWN_LOST && !take_new_name (self, error))
        return FALSE;
      same = losses == ALL_THERE;
    }
  return same || begin_anew (self, error);
}

/* --- Reading ---------------------------------------------------------------------- */

typedef struct
{
  FasciaRecord *record; /* (nullable): nothing to take in */
  gint64 at;
  gint64 end;
  const char *text;
  gboolean understood;
} Line;

static void
line_clear (gpointer data)
{
  g_clear_pointer (&((Line *) data)->record, fascia_record_free);
}

static gboolean
clear_change (Sync *self, const FasciaRecord *record, GError **error)
{
  g_auto (FasciaLoan) loan = fascia_database_loan (self->store, "DELETE FROM sync_change WHERE kind = :kind AND key = :key", error);

  if (loan.statement == NULL)
    return FALSE;
  fascia_bind_text (loan.statement, ":kind", fascia_record_kind_to_string (record->kind));
  fascia_bind_text (loan.statement, ":key", record->key);
  return fascia_database_run (self->store, loan.statement, error);
}

/* One record, or none of it: the database may have rules that the line breaks. */
static gboolean
take_record (Sync *self, Line *line, FasciaSyncSummary *counts, GError **error)
{
  g_autoptr (GError) problem = NULL;
  FasciaMergeVerdict verdict;
  gboolean busy;

  if (!fascia_database_exec (self->store, "SAVEPOINT line", error))
    return FALSE;
  if (!fascia_merge_apply (self->store, line->record, &verdict, &busy, &problem))
    {
      if (!g_error_matches (problem, FASCIA_ERROR, FASCIA_ERROR_INVALID))
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
      line->understood = FALSE;
      counts->n_waiting++;
      counts->newer = TRUE;
      return fascia_database_exec (self->store, "ROLLBACK TO line; RELEASE line", error);
    }
  if (!fascia_database_exec (self->store, "RELEASE line", error))
    return FALSE;
  counts->merged.count[line->record->kind][verdict]++;
  /* When that session has ended here, it is looked at again. */
  if (busy)
    line->understood = FALSE;
  /* What is here now is what is there. */
  return verdict == FASCIA_MERGE_NEWER_HERE || clear_change (self, line->record, error);
}

static void
add_counts (FasciaSyncSummary *to, const FasciaSyncSummary *counts)
{
  for (guint kind = 0; kind < FASCIA_N_MERGE_KINDS; kind++)
    for (guint verdict = 0; verdict < FASCIA_N_MERGE_VERDICTS; verdict++)
      to->merged.count[kind][verdict] += counts->merged.count[kind][verdict];
  to->n_waiting += counts->n_waiting;
  to->newer |= counts->newer;
}

/* Takes in @lines; *@stuck: a line before them was not understood, and so the mark does
 * not move. What is taken in and how far it was read become true together. */
static gboolean
take_lines (Sync *self, const char *name, GArray *lines, Mark *mark, gboolean *stuck, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = fascia_transaction_begin (self->store, TRUE, error);
  FasciaSyncSummary counts = { .n_written = 0 };
  int before = sqlite3_total_changes (self->store->db);
  Mark moved = *mark;

  if (transaction == NULL)
    return FALSE;
  for (guint i = 0; i < lines->len; i++)
    {
      Line *line = &g_array_index (lines, Line, i);

      if (line->record != NULL && !take_record (self, line, &counts, error))
        return FALSE;
      *stuck |= !line->understood;
      if (*stuck)
        continue;
      moved.position = line->end;
      moved.last_at = line->at;
      memcpy (moved.last_sum, line->text, FASCIA_SYNC_SUM_LENGTH);
    }
  if (moved.position != mark->position && !save_mark (self, name, &moved, error))
    return FALSE;
  /* Nothing new: nobody is to be woken. */
  if (sqlite3_total_changes (self->store->db) != before &&
      !fascia_transaction_commit (g_steal_pointer (&transaction), error))
    return FALSE;
  add_counts (self->summary, &counts);
  *mark = moved;
  return TRUE;
}

static void
parse_line (Sync *self, Line *line, gsize length)
{
  FasciaSyncLine verdict = line->at == 0 ? fascia_sync_parse_header (self->parser, line->text, length)
                                         : fascia_sync_parse_record (self->parser, line->text, length, &line->record);

  line->understood = verdict == FASCIA_SYNC_RECORD;
  if (!line->understood)
    self->summary->n_waiting++;
  self->summary->newer |= verdict == FASCIA_SYNC_NEWER;
}

static gboolean
read_lines (Sync *self, const char *name, const char *text, gint64 length, Mark *mark, GError **error)
{
  const gint64 from = mark->position;
  gint64 at = 0;
  gboolean stuck = FALSE;

  while (at < length)
    {
      g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (Line));
      const gint64 begin = from + at;
      const char *end = NULL;

      g_array_set_clear_func (lines, line_clear);
      while (lines->len < CHUNK && at < length && from + at - begin < CHUNK_BYTES &&
             (end = memchr (text + at, '\n', (gsize) (length - at))) != NULL)
        {
          Line line = { .at = from + at, .end = from + (end + 1 - text), .text = text + at };

          parse_line (self, &line, (gsize) (end - line.text));
          self->n_read += line.end - line.at;
          at = line.end - from;
          g_array_append_val (lines, line);
          /* Without its first line a file is no file of ours, or not yet. */
          if (line.at == 0 && !line.understood)
            return TRUE;
        }
      if (lines->len > 0 && !take_lines (self, name, lines, mark, &stuck, error))
        return FALSE;
      if (!report (self, error))
        return FALSE;
      if (at < length && memchr (text + at, '\n', (gsize) (length - at)) == NULL)
        {
          guint number;

          /* Cut, so far; but nobody adds to what this machine did not finish. */
          if (!fascia_sync_parse_name (name, self->place->machine, &number))
            self->summary->n_waiting++;
          return TRUE;
        }
    }
  return TRUE;
}

static gboolean
read_file (Sync *self, const char *name, GError **error)
{
  g_autofree char *text = NULL;
  gint64 size = 0;
  gboolean there;
  Mark mark;
  int fd;

  if (!load_mark (self, name, &mark, error))
    return FALSE;
  fd = open_file (self, name, &size);
  if (fd >= 0 && size <= mark.position)
    {
      g_close (fd, NULL);
      return TRUE;
    }
  there = fd >= 0 && size - mark.position <= MAX_FILE;
  if (there)
    {
      text = g_malloc ((gsize) (size - mark.position));
      there = read_exactly (fd, text, size - mark.position, mark.position);
    }
  if (fd >= 0)
    g_close (fd, NULL);
  if (!there)
    {
      self->summary->n_waiting++;
      return TRUE;
    }
  return read_lines (self, name, text, size - mark.position, &mark, error);
}

static gboolean
read_all (Sync *self, GError **error)
{
  for (guint i = 0; i < self->names->len; i++)
    {
      Mark mark;
      gint64 size;

      if (!load_mark (self, g_ptr_array_index (self->names, i), &mark, error))
        return FALSE;
      is_lost (self, g_ptr_array_index (self->names, i), &mark, &size);
      self->n_bytes += size - mark.position;
    }
  for (guint i = 0; i < self->names->len; i++)
    if (!read_file (self, g_ptr_array_index (self->names, i), error))
      return FALSE;
  return report (self, error);
}

/* --- Writing ---------------------------------------------------------------------- */

/* Some of what is to be written, as lines. */
typedef struct
{
  GString *text;
  gsize last_at; /* of the last line in it */
  GArray *numbers;
  guint n_lines;
} Batch;

static gboolean
append_record (Sync *self, Batch *batch, FasciaRecordKind kind, const char *key, GError **error)
{
  g_autoptr (FasciaRecord) record = NULL;
  FasciaRecordState state;

  if (!fascia_record_get_state (self->store, kind, key, &state, error))
    return FALSE;
  /* Nothing to tell: gone, or running (again). */
  if (!state.present || state.busy)
    return TRUE;
  record = fascia_record_load (self->store, kind, key, error);
  if (record == NULL)
    return FALSE;
  batch->last_at = batch->text->len;
  batch->n_lines++;
  fascia_sync_append_record (batch->text, record);
  return TRUE;
}

static gboolean
collect (Sync *self, Batch *batch, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = fascia_transaction_begin (self->store, FALSE, error);
  g_autoptr (sqlite3_stmt) row = NULL;
  int result = SQLITE_DONE;

  if (transaction == NULL)
    return FALSE;
  row = fascia_database_prepare (self->store, "SELECT number, kind, key FROM sync_change ORDER BY number", error);
  if (row == NULL)
    return FALSE;
  while (batch->numbers->len < CHUNK && batch->text->len < CHUNK_BYTES && (result = fascia_database_step (self->store, row, error)) == SQLITE_ROW)
    {
      gint64 number = fascia_column_int (row, 0);
      FasciaRecordKind kind;

      if (fascia_record_kind_from_string (fascia_column_text (row, 1), &kind) &&
          !append_record (self, batch, kind, fascia_column_text (row, 2), error))
        return FALSE;
      g_array_append_val (batch->numbers, number);
    }
  return result != SQLITE_ERROR;
}

static gboolean
write_bytes (int fd, const char *bytes, gsize length)
{
  while (length > 0)
    {
      gssize n = write (fd, bytes, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      bytes += n;
      length -= (gsize) n;
    }
  return TRUE;
}

/* (transfer full): the file to go on with, and its mark; %NULL for a new one. Only a file
 * that was read to its end is gone on with: never anything behind a broken line. */
static char *
find_own_file (Sync *self, Mark *mark, guint *last_number, GError **error)
{
  g_autofree char *found = NULL;

  *last_number = 0;
  for (guint i = 0; i < self->names->len; i++)
    {
      const char *name = g_ptr_array_index (self->names, i);
      guint number;

      if (!fascia_sync_parse_name (name, self->place->machine, &number) || number < *last_number)
        continue;
      *last_number = number;
      g_free (found);
      found = g_strdup (name);
    }
  if (found != NULL)
    {
      gint64 size = -1;
      int fd;

      if (!load_mark (self, found, mark, error))
        return NULL;
      fd = open_file (self, found, &size);
      if (fd >= 0)
        g_close (fd, NULL);
      /* Nor with an empty one: its first line was to come, and is not in it. */
      if (size != mark->position || size == 0 || size >= MAX_SEGMENT)
        g_clear_pointer (&found, g_free);
    }
  return g_steal_pointer (&found);
}

/* Adds the lines of @batch to the end of @name and makes sure that they stay. */
static gboolean
append_to_file (Sync *self, const char *name, gboolean is_new, const Batch *batch, const Mark *mark, GError **error)
{
  g_autofree char *path = g_build_filename (self->place->folder, name, NULL);
  int fd = g_open (path, O_WRONLY | O_APPEND | O_CLOEXEC | (is_new ? O_CREAT | O_EXCL : 0), 0600);
  int problem = 0;

  if (fd < 0)
    return fascia_database_fail_errno (path, errno, error);
  if (!write_bytes (fd, batch->text->str, batch->text->len) || fsync (fd) != 0)
    {
      problem = errno;
      /* Half a line helps nobody; if it stays, the next run goes on in a new file. */
      if (ftruncate (fd, mark->position) != 0)
        g_debug ("A part of a line stays in %s.", path);
    }
  g_close (fd, NULL);
  if (problem != 0)
    return fascia_database_fail_errno (path, problem, error);
  return !is_new || fascia_backup_sync (self->place->folder, error);
}

/* Clears what was written, unless it has changed since. */
static gboolean
note_written (Sync *self, const char *name, const Batch *batch, const Mark *mark, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = fascia_transaction_begin (self->store, TRUE, error);
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (transaction == NULL)
    return FALSE;
  statement = fascia_database_prepare (self->store, "DELETE FROM sync_change WHERE number = :number", error);
  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < batch->numbers->len; i++)
    {
      fascia_bind_int (statement, ":number", g_array_index (batch->numbers, gint64, i));
      if (!fascia_database_run (self->store, statement, error))
        return FALSE;
    }
  return (name == NULL || save_mark (self, name, mark, error)) &&
         fascia_transaction_commit (g_steal_pointer (&transaction), error);
}

static gboolean
write_batch (Sync *self, Batch *batch, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *name = NULL;
  Mark mark = { 0 };
  guint last_number;
  gboolean is_new;

  if (batch->text->len == 0)
    return note_written (self, NULL, batch, &mark, error);
  name = find_own_file (self, &mark, &last_number, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  is_new = name == NULL;
  if (is_new)
    {
      g_autoptr (GString) header = g_string_new (NULL);

      name = fascia_sync_make_name (self->place->machine, last_number + 1);
      mark = (Mark){ 0 };
      fascia_sync_append_header (header, self->place->machine);
      g_string_prepend_len (batch->text, header->str, (gssize) header->len);
      batch->last_at += header->len;
    }
  if (!append_to_file (self, name, is_new, batch, &mark, error))
    return FALSE;
  if (is_new)
    g_ptr_array_add (self->names, g_strdup (name));
  mark.last_at = mark.position + (gint64) batch->last_at;
  mark.position += (gint64) batch->text->len;
  memcpy (mark.last_sum, batch->text->str + batch->last_at, FASCIA_SYNC_SUM_LENGTH);
  self->summary->n_written += batch->n_lines;
  return note_written (self, name, batch, &mark, error);
}

static gboolean
write_all (Sync *self, GError **error)
{
  for (;;)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
      Batch batch = { .text = text, .numbers = numbers };

      if (!collect (self, &batch, error))
        return FALSE;
      if (numbers->len == 0)
        return TRUE;
      if (!write_batch (self, &batch, error) || !report (self, error))
        return FALSE;
    }
}

/* --- A run ------------------------------------------------------------------------ */

static gboolean
run (Sync *self, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GPtrArray) names = NULL;

  self->parser = parser;
  if (self->place->machine == NULL)
    {
      fascia_sync_place_rename_machine (self->place);
      if (!fascia_sync_place_save (self->place, error))
        return FALSE;
    }
  if (!fascia_sync_place_check (self->place, error))
    return FALSE;
  names = fascia_sync_list_files (self->place->folder, error);
  if (names == NULL)
    return FALSE;
  self->names = names;
  return take_stock (self, error) && read_all (self, error) && write_all (self, error);
}

gboolean
fascia_sync_run (FasciaStore *store, FasciaSyncSummary *summary, GCancellable *cancellable, FasciaProgressFunc progress, gpointer progress_data, GError **error)
{
  g_autoptr (FasciaSyncPlace) place = NULL;
  g_autofree char *home = NULL;
  Sync sync = {
    .store = store,
    .summary = summary,
    .cancellable = cancellable,
    .progress = progress,
    .progress_data = progress_data,
  };
  gboolean done;
  int lock;

  g_return_val_if_fail (store != NULL && summary != NULL, FALSE);

  *summary = (FasciaSyncSummary){ .n_written = 0 };
  home = g_path_get_dirname (fascia_store_get_path (store));
  lock = fascia_sync_lock (home, cancellable, error);
  if (lock < 0)
    return FALSE;
  place = fascia_sync_place_load (home, error);
  sync.place = place;
  done = place != NULL && (place->folder == NULL || run (&sync, error));
  g_close (lock, NULL);
  return done;
}

gboolean
fascia_sync_has_changes (FasciaStore *store, gboolean *has, GError **error)
{
  gint64 value;

  g_return_val_if_fail (store != NULL && has != NULL, FALSE);

  if (!fascia_database_get_int (store, "SELECT EXISTS (SELECT 1 FROM sync_change)", &value, error))
    return FALSE;
  *has = value != 0;
  return TRUE;
}
