/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "data/store/headway.h"
#include "data/store/merge.h"

/* Sessions for spreadsheets: RFC 4180, one row an item. What is written can be read
 * again exactly, also after a spreadsheet has written it its own way. */

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
#define MAX_COLUMNS 64
#define MAX_CELL_BYTES 16384
#define MAX_ITEMS 1000
/* What a spreadsheet takes for the beginning of a formula; and the guard itself, so
 * that taking it off is never a guess. */
#define GUARDED "=+-@\t\r'"
/* Longer than any number or date, shorter than a UUID. */
#define MAX_VALUE_BYTES 32

typedef enum
{
  WORD,
  NUMBER,
  INSTANT,
  LIST,
} CellType;

/* In the order written. The names of JSON; an instant is "NAME_at" here, exact. */
static const struct
{
  const char *name;
  CellType type;
  gboolean of_item;
  const char *member; /* in JSON, where it has another name */
} columns[] = {
  { "uuid", WORD, FALSE, NULL },
  { "started_at", INSTANT, FALSE, "started_us" },
  { "zone", WORD, FALSE, NULL },
  { "local_date", WORD, FALSE, NULL },
  { "ended_at", INSTANT, FALSE, "ended_us" },
  { "active_s", NUMBER, FALSE, NULL },
  { "elapsed_s", NUMBER, FALSE, NULL },
  { "measured_active_s", NUMBER, FALSE, NULL },
  { "measured_elapsed_s", NUMBER, FALSE, NULL },
  { "source", WORD, FALSE, NULL },
  { "routine", WORD, FALSE, NULL },
  { "routine_version", NUMBER, FALSE, NULL },
  { "context", WORD, FALSE, NULL },
  { "areas", LIST, FALSE, NULL },
  { "before", NUMBER, FALSE, NULL },
  { "after", NUMBER, FALSE, NULL },
  { "pressure", NUMBER, FALSE, NULL },
  { "next_day", WORD, FALSE, NULL },
  { "note", WORD, FALSE, NULL },
  { "changed_at", INSTANT, FALSE, "changed_us" },
  { "items", NUMBER, FALSE, "" },
  { "item", NUMBER, TRUE, "" },
  { "technique", WORD, TRUE, NULL },
  { "side", WORD, TRUE, NULL },
  { "tool", WORD, TRUE, NULL },
  { "planned_s", NUMBER, TRUE, NULL },
  { "done_s", NUMBER, TRUE, NULL },
  { "item_measured_s", NUMBER, TRUE, "measured_s" },
  { "status", WORD, TRUE, NULL },
  { "reason", WORD, TRUE, NULL },
};
#define N_COLUMNS G_N_ELEMENTS (columns)

/* --- Writing -------------------------------------------------------------------- */

typedef struct
{
  GString *text;
  FasciaHeadway headway;
  gboolean first; /* in its row */
} Writer;

static void
add_cell (Writer *self, const char *value)
{
  if (!self->first)
    g_string_append_c (self->text, ',');
  self->first = FALSE;
  if (value == NULL)
    return;
  if (strpbrk (value, "\",;\r\n\t") != NULL || *value == ' ')
    {
      g_string_append_c (self->text, '"');
      for (const char *at = value; *at != '\0'; at++)
        {
          if (*at == '"')
            g_string_append_c (self->text, '"');
          g_string_append_c (self->text, *at);
        }
      g_string_append_c (self->text, '"');
    }
  else
    g_string_append (self->text, value);
}

/* %TRUE for what a spreadsheet takes for something else than text: a formula, a number, a
 * date, a truth value. Too often rather than too seldom: the guard costs nothing. */
static gboolean
is_to_be_guarded (const char *text)
{
  static const char *const truths[] = { "true", "false", "sand", "falsk" };
  const char *at = text;

  if (*text == '\0')
    return FALSE;
  if (strchr (GUARDED, *text) != NULL)
    return TRUE;
  if (strlen (text) > MAX_VALUE_BYTES)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (truths); i++)
    if (g_ascii_strcasecmp (text, truths[i]) == 0)
      return TRUE;
  for (; *at == ' ' || *at == '.' || *at == ','; at++)
    ;
  if (g_ascii_isdigit (*at))
    return TRUE;
  /* “Mar 3”, “kr. 12”: a word, and numbers behind it. */
  for (; g_ascii_isalpha (*at) || (*at & 0x80) != 0; at++)
    ;
  return *at != '\0' && strspn (at, " .,:/-%0123456789") == strlen (at) && strpbrk (at, "0123456789") != NULL;
}

/* Words that somebody else may have chosen. */
static void
add_text (Writer *self, const char *value)
{
  g_autofree char *guarded = NULL;

  if (value != NULL && is_to_be_guarded (value))
    value = guarded = g_strconcat ("'", value, NULL);
  add_cell (self, value);
}

static void
add_number (Writer *self, gint64 value, gint64 none)
{
  g_autofree char *text = value != none ? g_strdup_printf ("%" G_GINT64_FORMAT, value) : NULL;

  add_cell (self, text);
}

/* Whole seconds where they are whole, else with six digits. */
static void
add_instant (Writer *self, gint64 utc_us, gint32 utc_offset_s)
{
  g_autofree char *whole = fascia_instant_format (utc_us, utc_offset_s);
  gint64 fraction_us = ((utc_us % G_USEC_PER_SEC) + G_USEC_PER_SEC) % G_USEC_PER_SEC;
  g_autofree char *exact = NULL;

  if (fraction_us != 0)
    exact = g_strdup_printf ("%.19s.%06d%s", whole, (int) fraction_us, whole + 19);
  add_cell (self, exact != NULL ? exact : whole);
}

static void
add_session (Writer *self, const FasciaRecord *record)
{
  const FasciaLogEntry *entry = record->entry;
  g_autofree char *day = fascia_day_to_string (entry->local_date);
  g_autoptr (GString) areas = g_string_new (NULL);

  for (guint i = 0; i < entry->n_areas; i++)
    g_string_append_printf (areas, "%s%s", i > 0 ? " " : "", fascia_area_to_string (entry->areas[i]));
  add_text (self, entry->uuid);
  add_instant (self, entry->started.utc_us, entry->started.utc_offset_s);
  add_text (self, entry->started.zone);
  add_cell (self, day);
  add_instant (self, record->ended_us, entry->started.utc_offset_s);
  add_number (self, entry->active_s, FASCIA_UNKNOWN_S);
  add_number (self, entry->elapsed_s, FASCIA_UNKNOWN_S);
  add_number (self, entry->measured_active_s, FASCIA_UNKNOWN_S);
  add_number (self, entry->measured_elapsed_s, FASCIA_UNKNOWN_S);
  add_cell (self, fascia_source_to_string (entry->source));
  add_text (self, entry->routine);
  add_number (self, entry->routine_version, 0);
  add_cell (self, fascia_occasion_to_string (entry->occasion));
  add_cell (self, areas->str);
  add_number (self, entry->before, FASCIA_UNRATED);
  add_number (self, entry->after, FASCIA_UNRATED);
  add_number (self, entry->pressure, FASCIA_UNRATED);
  add_cell (self, fascia_next_day_to_string (entry->next_day));
  add_text (self, entry->note);
  add_instant (self, record->changed_us, 0);
  add_number (self, entry->items->len, -1);
}

static void
add_item (Writer *self, const FasciaLogItem *item, guint number)
{
  add_number (self, number, 0);
  add_text (self, item != NULL ? item->technique : NULL);
  add_cell (self, item != NULL ? fascia_side_to_string (item->side) : NULL);
  add_cell (self, item != NULL ? fascia_tool_to_string (item->tool) : NULL);
  add_number (self, item != NULL ? item->planned_s : FASCIA_UNKNOWN_S, FASCIA_UNKNOWN_S);
  add_number (self, item != NULL ? item->done_s : FASCIA_UNKNOWN_S, FASCIA_UNKNOWN_S);
  add_number (self, item != NULL ? item->measured_s : FASCIA_UNKNOWN_S, FASCIA_UNKNOWN_S);
  add_cell (self, item != NULL ? fascia_item_status_to_string (item->status) : NULL);
  add_cell (self, item != NULL ? fascia_stop_reason_to_string (item->reason) : NULL);
}

static gboolean
write_session_cb (FasciaRecord *record, gpointer data, GError **error)
{
  Writer *self = data;
  guint n_items = record->entry->items->len;
  gsize start = self->text->len;
  gsize n_bytes;

  self->first = TRUE;
  add_session (self, record);
  n_bytes = self->text->len - start;
  for (guint i = 0; i < MAX (n_items, 1); i++)
    {
      /* In each row the session is the same. */
      if (i > 0)
        g_string_append_len (self->text, self->text->str + start, (gssize) n_bytes);
      add_item (self, i < n_items ? g_ptr_array_index (record->entry->items, i) : NULL, i < n_items ? i + 1 : 0);
      g_string_append (self->text, "\r\n");
    }
  return fascia_headway_step (&self->headway, error);
}

char *
fascia_exchange_to_csv (FasciaStore *store, GCancellable *cancellable, FasciaProgressFunc progress, gpointer progress_data, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_autoptr (GString) text = NULL;
  Writer writer = { .headway = FASCIA_HEADWAY (cancellable, progress, progress_data), .first = TRUE };
  gint64 n_sessions;

  g_return_val_if_fail (store != NULL, NULL);

  transaction = fascia_transaction_begin (store, FALSE, error);
  if (transaction == NULL || (n_sessions = fascia_store_count_sessions (store, error)) < 0)
    return NULL;
  fascia_headway_begin (&writer.headway, 1, n_sessions);
  text = g_string_new (NULL);
  writer.text = text;
  for (guint i = 0; i < N_COLUMNS; i++)
    add_cell (&writer, columns[i].name);
  g_string_append (text, "\r\n");
  if (!fascia_record_for_each (store, FASCIA_RECORD_SESSION, NULL, write_session_cb, &writer, error) ||
      !fascia_headway_go_on (&writer.headway, error))
    return NULL;
  fascia_headway_tell (&writer.headway, 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- Reading rows --------------------------------------------------------------- */

typedef struct
{
  FasciaMerge *merge;
  gint64 now_us;
  const char *start;
  const char *at;
  const char *end;
  char separator;
  guint row;                  /* the present one; 1: the names of the columns */
  GPtrArray *cells;           /* element-type GString: of the present row */
  guint n_cells;
  guint order[MAX_COLUMNS];   /* which column each cell is; N_COLUMNS: none of ours */
  guint n_columns;            /* in the file */
  GHashTable *seen;           /* UUIDs of sessions that are complete */
} Reader;

static gboolean
fail_row (Reader *self, GError **error, const char *sentence)
{
  g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("Row %u cannot be read: %s Nothing was changed."), self->row, sentence);
  return FALSE;
}

static GString *
next_cell (Reader *self)
{
  GString *cell;

  if (self->n_cells == self->cells->len)
    g_ptr_array_add (self->cells, g_string_new (NULL));
  cell = g_ptr_array_index (self->cells, self->n_cells++);
  return g_string_truncate (cell, 0);
}

/* Behind the closing quote; %FALSE when there is none. */
static gboolean
read_quoted (Reader *self, GString *cell)
{
  for (self->at++; self->at < self->end; self->at++)
    {
      if (*self->at == '"' && (self->at + 1 == self->end || self->at[1] != '"'))
        {
          self->at++;
          return TRUE;
        }
      if (*self->at == '"')
        self->at++;
      g_string_append_c (cell, *self->at);
    }
  return FALSE;
}

static gboolean
at_line_end (const Reader *self)
{
  return self->at == self->end || *self->at == '\n' || *self->at == '\r';
}

static gboolean
read_row (Reader *self, GError **error)
{
  self->n_cells = 0;
  self->row++;
  for (;;)
    {
      GString *cell = next_cell (self);

      if (self->n_cells > MAX_COLUMNS)
        return fail_row (self, error, _ ("it has too many cells."));
      if (self->at < self->end && *self->at == '"')
        {
          if (!read_quoted (self, cell))
            return fail_row (self, error, _ ("the file ends in the middle of it."));
        }
      else
        while (!at_line_end (self) && *self->at != self->separator && *self->at != '"')
          g_string_append_c (cell, *self->at++);
      if (cell->len > MAX_CELL_BYTES || (!at_line_end (self) && *self->at != self->separator))
        return fail_row (self, error, _ ("a cell is too long or wrongly quoted."));
      if (at_line_end (self))
        break;
      self->at++;
    }
  /* A row without its end may have lost more than that. */
  if (self->at == self->end)
    return fail_row (self, error, _ ("the file ends in the middle of it."));
  if (*self->at == '\r' && self->at + 1 < self->end && self->at[1] == '\n')
    self->at++;
  self->at++;
  return TRUE;
}

/* Whichever of those in use stands most often among the names of the columns. */
static char
find_separator (const char *text, const char *end)
{
  static const char separators[] = ",;\t";
  guint count[3] = { 0 };
  guint best = 0;

  for (; text < end && *text != '\n' && *text != '\r'; text++)
    for (guint i = 0; i < G_N_ELEMENTS (count); i++)
      if (*text == separators[i])
        count[i]++;
  for (guint i = 1; i < G_N_ELEMENTS (count); i++)
    if (count[i] > count[best])
      best = i;
  return separators[best];
}

static guint
find_column (const char *name)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    if (g_str_equal (columns[i].name, name))
      return i;
  return N_COLUMNS;
}

static gboolean
read_names (Reader *self, GError **error)
{
  gboolean has[N_COLUMNS + 1] = { FALSE };

  if (!read_row (self, error))
    return FALSE;
  self->n_columns = self->n_cells;
  for (guint i = 0; i < self->n_columns; i++)
    {
      const GString *cell = g_ptr_array_index (self->cells, i);

      self->order[i] = find_column (cell->str);
      if (self->order[i] < N_COLUMNS && has[self->order[i]])
        return fail_row (self, error, _ ("a column is there twice."));
      has[self->order[i]] = TRUE;
    }
  if (!has[find_column ("uuid")] || !has[find_column ("started_at")])
    return fail_row (self, error, _ ("it does not name the columns of a log of Fascia."));
  return TRUE;
}

/* The cell of @column in the present row without its guard; "" when the file lacks it. */
static const char *
get_cell (const Reader *self, guint column)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (self->order[i] == column)
      {
        const char *text = ((GString *) g_ptr_array_index (self->cells, i))->str;

        return text[0] == '\'' && is_to_be_guarded (text + 1) ? text + 1 : text;
      }
  return "";
}

/* --- From rows to sessions ------------------------------------------------------ */

/* With up to six digits behind the seconds. */
static gboolean
parse_instant (const char *text, gint64 *utc_us, gint32 *utc_offset_s)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_auto (FasciaInstant) instant = { 0 };
  g_autofree char *whole = g_strdup (text);
  gint64 fraction_us = 0;
  gsize n_digits = 0;

  if (strlen (whole) > 20 && whole[19] == '.')
    {
      for (gint64 unit = G_USEC_PER_SEC / 10; g_ascii_isdigit (whole[20 + n_digits]) && unit > 0; unit /= 10)
        fraction_us += (whole[20 + n_digits++] - '0') * unit;
      memmove (whole + 19, whole + 20 + n_digits, strlen (whole + 20 + n_digits) + 1);
    }
  if (!fascia_instant_parse (whole, utc, &instant, NULL))
    return FALSE;
  *utc_us = instant.utc_us + fraction_us;
  *utc_offset_s = instant.utc_offset_s;
  return TRUE;
}

static gboolean
set_member (Reader *self, JsonObject *object, guint column, GError **error)
{
  const char *member = columns[column].member != NULL ? columns[column].member : columns[column].name;
  const char *text = get_cell (self, column);
  g_autofree char *sentence = NULL;
  gint64 number;
  gint32 offset_s;

  if (*member == '\0')
    return TRUE;
  switch (columns[column].type)
    {
    case WORD:
      /* An empty cell: not known, not given. */
      if (*text != '\0')
        json_object_set_string_member (object, member, text);
      return TRUE;
    case LIST:
      {
        g_auto (GStrv) words = g_strsplit (text, " ", -1);
        JsonArray *array = json_array_new ();

        for (guint i = 0; words[i] != NULL; i++)
          if (*words[i] != '\0')
            json_array_add_string_element (array, words[i]);
        json_object_set_array_member (object, member, array);
        return TRUE;
      }
    case NUMBER:
      if (*text == '\0')
        return TRUE;
      if (g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL))
        {
          json_object_set_int_member (object, member, number);
          return TRUE;
        }
      break;
    case INSTANT:
      if (*text == '\0')
        return TRUE;
      if (parse_instant (text, &number, &offset_s))
        {
          json_object_set_int_member (object, member, number);
          if (g_str_equal (member, "started_us"))
            json_object_set_int_member (object, "utc_offset_s", offset_s);
          return TRUE;
        }
      break;
    }
  sentence = g_strdup_printf (_ ("“%s” is missing or not what it should be."), columns[column].name);
  return fail_row (self, error, sentence);
}

/* What the present row says of its session, to compare it with the next one. */
static char *
describe_session (const Reader *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < N_COLUMNS; i++)
    if (!columns[i].of_item)
      g_string_append_printf (text, "%s\x1f", get_cell (self, i));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
add_item_of_row (Reader *self, JsonArray *items, GError **error)
{
  JsonObject *item;

  if (*get_cell (self, find_column ("technique")) == '\0')
    return TRUE;
  if (json_array_get_length (items) == MAX_ITEMS)
    return fail_row (self, error, _ ("its session has too many items."));
  item = json_object_new ();
  json_array_add_object_element (items, item);
  for (guint i = 0; i < N_COLUMNS; i++)
    if (columns[i].of_item && !set_member (self, item, i, error))
      return FALSE;
  return TRUE;
}

/* A session whose time of change was taken out: somebody edited it, unless it says
 * the same as the one here. */
static gboolean
date_change (Reader *self, FasciaRecord *record, GError **error)
{
  g_autoptr (FasciaRecord) here = NULL;
  FasciaRecordState state;

  record->changed_us = self->now_us;
  if (!fascia_record_get_state (self->merge->store, FASCIA_RECORD_SESSION, record->key, &state, error))
    return FALSE;
  if (!state.present || state.deleted || state.busy)
    return TRUE;
  here = fascia_record_load (self->merge->store, FASCIA_RECORD_SESSION, record->key, error);
  if (here == NULL)
    return FALSE;
  record->changed_us = here->changed_us;
  if (fascia_record_compare (record, here) != 0)
    record->changed_us = self->now_us;
  return TRUE;
}

static gboolean
take_session (Reader *self, JsonObject *object, gboolean dated, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (FasciaRecord) record = NULL;

  if (!dated)
    json_object_set_int_member (object, "changed_us", self->now_us);
  record = fascia_record_from_json (FASCIA_RECORD_SESSION, object, &cause);
  if (record == NULL)
    return fail_row (self, error, cause->message);
  if (!dated && !date_change (self, record, error))
    return FALSE;
  if (!g_hash_table_add (self->seen, g_strdup (record->key)))
    return fail_row (self, error, _ ("its session was there before; keep the rows of a session together."));
  return fascia_merge_take (self->merge, record, error);
}

/* The session that begins with the present row; the row after it is read already, or
 * there is none (*@more). */
static gboolean
read_session (Reader *self, gboolean *more, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *uuid = g_strdup (get_cell (self, find_column ("uuid")));
  g_autofree char *said = describe_session (self);
  g_autofree char *wanted = g_strdup (get_cell (self, find_column ("items")));
  gboolean dated = *get_cell (self, find_column ("changed_at")) != '\0';
  JsonArray *items = json_array_new ();
  g_autofree char *present = NULL;

  json_object_set_array_member (object, "items", items);
  for (guint i = 0; i < N_COLUMNS; i++)
    if (!columns[i].of_item && !set_member (self, object, i, error))
      return FALSE;
  for (;;)
    {
      g_autofree char *says = NULL;

      if (!add_item_of_row (self, items, error))
        return FALSE;
      *more = self->at < self->end;
      if (!*more)
        break;
      if (!read_row (self, error))
        return FALSE;
      if (self->n_cells != self->n_columns)
        return fail_row (self, error, _ ("it has not as many cells as there are columns."));
      if (!g_str_equal (get_cell (self, find_column ("uuid")), uuid))
        break;
      says = describe_session (self);
      if (!g_str_equal (says, said))
        return fail_row (self, error, _ ("it says something else of its session than the row before."));
    }
  present = g_strdup_printf ("%u", json_array_get_length (items));
  if (*wanted != '\0' && !g_str_equal (wanted, present))
    return fail_row (self, error, _ ("items of its session are missing."));
  if (fascia_merge_skip (self->merge))
    return TRUE;
  return take_session (self, object, dated, error);
}

static gboolean
read_table (FasciaMerge *merge, gpointer data, GError **error)
{
  Reader *self = data;
  gboolean more;

  self->merge = merge;
  self->at = self->start;
  self->row = 0;
  g_hash_table_remove_all (self->seen);
  if (!read_names (self, error))
    return FALSE;
  more = self->at < self->end;
  if (!more)
    return TRUE;
  if (!read_row (self, error))
    return FALSE;
  if (self->n_cells != self->n_columns)
    return fail_row (self, error, _ ("it has not as many cells as there are columns."));
  while (more)
    if (!fascia_merge_report (merge, (double) (self->at - self->start) / (double) (self->end - self->start), error) ||
        !read_session (self, &more, error))
      return FALSE;
  return TRUE;
}

static void
free_cell (gpointer cell)
{
  g_string_free (cell, TRUE);
}

gboolean
fascia_exchange_read_csv (FasciaStore *store, const char *text, gsize length, gint64 now_us, gboolean dry_run, FasciaMergeSummary *summary, GCancellable *cancellable, FasciaProgressFunc progress, gpointer progress_data, GError **error)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (free_cell);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Reader reader = { .now_us = now_us, .start = text, .end = text + length, .cells = cells, .seen = seen };
  FasciaMerge merge = {
    .store = store,
    .summary = summary,
    .cancellable = cancellable,
    .progress = progress,
    .progress_data = progress_data,
    .dry_run = dry_run,
  };

  g_return_val_if_fail (store != NULL && text != NULL && summary != NULL, FALSE);

  *summary = (FasciaMergeSummary){ 0 };
  if (length >= strlen (BYTE_ORDER_MARK) && memcmp (text, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0)
    reader.start += strlen (BYTE_ORDER_MARK);
  if (!g_utf8_validate_len (reader.start, reader.end - reader.start, NULL))
    {
      g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("This is no UTF-8 text; save it as UTF-8. Nothing was changed."));
      return FALSE;
    }
  reader.separator = find_separator (reader.start, reader.end);
  return fascia_merge_run (&merge, read_table, &reader, error);
}
