/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "fascia/service/wording.h"
#include "output.h"

#define MAX_MINUTES (24 * 60)
#define MAX_RATING 10
/* Columns for what a session was, in the table. */
#define WHAT_WIDTH 44

/* --- The list -------------------------------------------------------------------- */

static void
append_as_json (GString *out, JsonBuilder *builder, const FasciaLogEntry *entry)
{
  g_autofree char *started = fascia_instant_format (entry->started.utc_us, entry->started.utc_offset_s);
  g_autofree char *local_date = fascia_day_to_string (entry->local_date);

  json_builder_reset (builder);
  json_builder_begin_object (builder);
  fascia_json_string (builder, "uuid", entry->uuid);
  fascia_json_string (builder, "started_at", started);
  fascia_json_string (builder, "zone", entry->started.zone);
  fascia_json_string (builder, "local_date", local_date);
  fascia_json_int (builder, "active_s", entry->active_s);
  fascia_json_int (builder, "elapsed_s", entry->elapsed_s);
  fascia_json_string (builder, "source", fascia_source_to_string (entry->source));
  fascia_json_string (builder, "routine", entry->routine);
  fascia_json_string (builder, "context", fascia_occasion_to_string (entry->occasion));
  fascia_json_begin_array (builder, "areas");
  for (guint i = 0; i < entry->n_areas; i++)
    json_builder_add_string_value (builder, fascia_area_to_string (entry->areas[i]));
  json_builder_end_array (builder);
  fascia_json_known_int (builder, "before", entry->before, FASCIA_UNRATED);
  fascia_json_known_int (builder, "after", entry->after, FASCIA_UNRATED);
  fascia_json_known_int (builder, "pressure", entry->pressure, FASCIA_UNRATED);
  fascia_json_string (builder, "next_day", fascia_next_day_to_string (entry->next_day));
  fascia_json_string (builder, "note", entry->note);
  fascia_json_begin_array (builder, "items");
  for (guint i = 0; i < entry->items->len; i++)
    {
      const FasciaLogItem *item = entry->items->pdata[i];

      json_builder_begin_object (builder);
      fascia_json_string (builder, "technique", item->technique);
      fascia_json_string (builder, "side", fascia_side_to_string (item->side));
      fascia_json_string (builder, "tool", fascia_tool_to_string (item->tool));
      fascia_json_known_int (builder, "planned_s", item->planned_s, FASCIA_UNKNOWN_S);
      fascia_json_int (builder, "done_s", item->done_s);
      fascia_json_string (builder, "status", fascia_item_status_to_string (item->status));
      fascia_json_string (builder, "reason", fascia_stop_reason_to_string (item->reason));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  fascia_json_append_element (out, builder);
}

/* (transfer full): the routine, else the techniques, else the areas. */
static char *
what_in_words (FasciaCli *self, const FasciaLogEntry *entry)
{
  g_autoptr (GString) what = g_string_new (NULL);

  if (entry->routine)
    {
      g_autofree char *name = fascia_context_get_routine_name (self->context, entry->routine);

      g_string_append (what, name);
    }
  else if (entry->items->len > 0)
    {
      const char *previous = NULL;

      for (guint i = 0; i < entry->items->len; i++)
        {
          const FasciaLogItem *item = entry->items->pdata[i];

          /* The two sides of one technique follow each other. */
          if (previous && g_str_equal (previous, item->technique))
            continue;
          previous = item->technique;
          g_string_append_printf (what, "%s%s", what->len > 0 ? ", " : "", fascia_context_get_technique_name (self->context, item->technique));
        }
    }
  else if (entry->n_areas > 0)
    for (guint i = 0; i < entry->n_areas; i++)
      fascia_output_append_listed (what, fascia_wording_area (entry->areas[i]));
  else
    g_string_append (what, _ ("By hand"));

  return fascia_output_ellipsize (what->str, WHAT_WIDTH);
}

static char *
rating_in_words (int rating)
{
  return rating == FASCIA_UNRATED ? g_strdup ("–") : g_strdup_printf ("%d", rating);
}

static void
add_as_row (FasciaCli *self, FasciaTable *table, const FasciaLogEntry *entry)
{
  g_autofree char *started = fascia_instant_format (entry->started.utc_us, entry->started.utc_offset_s);
  g_autofree char *local_date = fascia_day_to_string (entry->local_date);
  g_autofree char *time = g_strndup (strchr (started, 'T') + 1, strlen ("HH:MM"));
  g_autofree char *length = fascia_wording_duration (entry->active_s);
  g_autofree char *what = what_in_words (self, entry);
  g_autofree char *before = rating_in_words (entry->before);
  g_autofree char *after = rating_in_words (entry->after);

  fascia_table_add_row (table, local_date, time, length, what, before, after, entry->uuid);
}

static gboolean
run_log (FasciaCli *self, GError **error)
{
  FasciaDay since = FASCIA_DAY_NONE;
  FasciaDay until = FASCIA_DAY_NONE;
  FasciaDiary *diary;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (FasciaTable) table = fascia_table_new (7, 1u << 2 | 1u << 4 | 1u << 5);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!fascia_cli_get_day (self, "--since", &since, error) || !fascia_cli_get_day (self, "--until", &until, error))
    return FALSE;
  if (fascia_day_is_valid (since) && fascia_day_is_valid (until) && fascia_day_difference (since, until) > 0)
    {
      g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("--since is after --until; swap the two dates"));
      return FALSE;
    }

  diary = fascia_context_get_diary (self->context, error);
  if (!diary)
    return FALSE;
  entries = fascia_diary_list_sessions (diary, since, until, 0, 0, error);
  if (!entries)
    return FALSE;

  if (self->json)
    {
      fascia_json_begin_list (self->out);
      for (guint i = 0; i < entries->len; i++)
        append_as_json (self->out, builder, entries->pdata[i]);
      fascia_json_end_list (self->out);
    }
  else if (entries->len > 0)
    {
      fascia_table_add_row (table, _ ("DATE"), _ ("TIME"), _ ("LENGTH"), _ ("WHAT"), _ ("BEFORE"), _ ("AFTER"), _ ("UUID"));
      for (guint i = 0; i < entries->len; i++)
        add_as_row (self, table, entries->pdata[i]);
      fascia_table_append_to (table, self->out);
    }
  else if (fascia_day_is_valid (since) || fascia_day_is_valid (until))
    fascia_output_append_paragraph (self->out, "", 0, _ ("No sessions in these days."));
  else
    fascia_output_append_paragraph (self->out, "", 0, _ ("No sessions yet. “fascia routines” lists what to start with; “fascia log add --help” tells how to add one by hand."));
  return TRUE;
}

static const FasciaCliOption log_options[] = {
  { "--since", "YYYY-MM-DD", FALSE, N_ ("Only sessions from this day on") },
  { "--until", "YYYY-MM-DD", FALSE, N_ ("Only sessions up to and with this day") },
};

const FasciaCliCommand fascia_cli_log = {
  .name = "log",
  .arguments = "",
  .summary = N_ ("List the sessions, newest first"),
  .options = log_options,
  .n_options = G_N_ELEMENTS (log_options),
  .run = run_log,
};

/* --- Adding by hand --------------------------------------------------------------- */

static void
clear_manual_item (gpointer data)
{
  FasciaManualItem *item = data;

  g_free ((char *) item->technique);
}

/* "ID" or "ID:SIDE". */
static gboolean
parse_item (FasciaCli *self, const char *text, FasciaManualItem *item, GError **error)
{
  const char *colon = strchr (text, ':');
  g_autofree char *technique = colon ? g_strndup (text, colon - text) : g_strdup (text);

  *item = (FasciaManualItem){ .side = FASCIA_SIDE_BOTH };
  if (!fascia_catalog_find_technique (fascia_context_get_catalog (self->context), technique))
    {
      fascia_cli_set_no_technique (self, technique, error);
      return FALSE;
    }
  if (colon)
    {
      item->side_given = TRUE;
      if (!fascia_side_from_string (colon + 1, &item->side))
        {
          g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("There is no side “%s”; write %s:left, %s:right or %s:both"), colon + 1, technique, technique, technique);
          return FALSE;
        }
    }
  item->technique = g_steal_pointer (&technique);
  return TRUE;
}

static gboolean
read_items (FasciaCli *self, FasciaLogEntry *entry, int minutes, GError **error)
{
  GPtrArray *texts = fascia_cli_get_options (self, "--technique");
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (FasciaManualItem));

  g_array_set_clear_func (items, clear_manual_item);
  for (guint i = 0; i < texts->len; i++)
    {
      FasciaManualItem item;

      if (!parse_item (self, texts->pdata[i], &item, error))
        return FALSE;
      g_array_append_val (items, item);
    }
  return fascia_log_entry_set_manual_items (entry, fascia_context_get_catalog (self->context),
                                            (const FasciaManualItem *) (gpointer) items->data, items->len, minutes, error);
}

static gboolean
read_areas (FasciaCli *self, FasciaLogEntry *entry, GError **error)
{
  GPtrArray *texts = fascia_cli_get_options (self, "--area");

  for (guint i = 0; i < texts->len; i++)
    {
      const char *text = texts->pdata[i];
      FasciaArea area;

      if (!fascia_area_from_string (text, &area))
        {
          g_autoptr (GString) areas = g_string_new (NULL);

          for (guint a = 0; a < FASCIA_N_AREAS; a++)
            g_string_append_printf (areas, "%s%s", a > 0 ? ", " : "", fascia_area_to_string (a));
          g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("There is no area “%s”; the areas are: %s"), text, areas->str);
          return FALSE;
        }
      for (guint a = 0; a < entry->n_areas; a++)
        if (entry->areas[a] == area)
          {
            g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("The area “%s” is given twice; give it once"), text);
            return FALSE;
          }
      if (entry->n_areas == FASCIA_MAX_AREAS_OF_SESSION)
        {
          g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("A session has at most %d areas; leave some out"), FASCIA_MAX_AREAS_OF_SESSION);
          return FALSE;
        }
      entry->areas[entry->n_areas++] = area;
    }
  return TRUE;
}

static gboolean
read_start (FasciaCli *self, FasciaLogEntry *entry, GError **error)
{
  const char *text = fascia_cli_get_option (self, "--start");
  g_autofree char *date = NULL;

  if (!text)
    {
      g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("When did it start? Add --start T, such as --start 2027-03-26T18:00"));
      return FALSE;
    }
  if (!fascia_cli_get_instant (self, "--start", &entry->started, error))
    return FALSE;
  if (entry->started.utc_us > fascia_clock_utc_us (fascia_context_get_clock (self->context)))
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("--start %s is in the future; only what was done can be logged"), text);
      return FALSE;
    }

  /* The date as it was written, wherever the user is now. */
  date = g_strndup (text, strlen ("YYYY-MM-DD"));
  return fascia_day_from_string (date, &entry->local_date, error);
}

static gboolean
read_minutes (FasciaCli *self, int *minutes, GError **error)
{
  if (!fascia_cli_get_option (self, "--minutes"))
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("How long was it? Add --minutes N, from 1 to %d"), MAX_MINUTES);
      return FALSE;
    }
  return fascia_cli_get_number (self, "--minutes", 1, MAX_MINUTES, minutes, error);
}

static gboolean
read_context (FasciaCli *self, FasciaLogEntry *entry, GError **error)
{
  const char *text = fascia_cli_get_option (self, "--context");

  if (!text || fascia_occasion_from_string (text, &entry->occasion))
    return TRUE;
  g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("--context takes %s, %s or %s, not “%s”"),
               fascia_occasion_to_string (FASCIA_OCCASION_WARM_UP),
               fascia_occasion_to_string (FASCIA_OCCASION_RECOVERY),
               fascia_occasion_to_string (FASCIA_OCCASION_EVERYDAY), text);
  return FALSE;
}

static gboolean
read_note (FasciaCli *self, FasciaLogEntry *entry, GError **error)
{
  const char *text = fascia_cli_get_option (self, "--note");

  if (!text || !*text)
    return TRUE;
  if (g_utf8_strlen (text, -1) > FASCIA_MAX_NOTE_CHARACTERS)
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("--note takes at most %d characters; shorten it"), FASCIA_MAX_NOTE_CHARACTERS);
      return FALSE;
    }
  entry->note = g_strdup (text);
  return TRUE;
}

static gboolean
run_log_add (FasciaCli *self, GError **error)
{
  g_autoptr (FasciaLogEntry) entry = fascia_log_entry_new ();
  FasciaDiary *diary;
  gboolean overlaps;
  int minutes;

  entry->uuid = g_uuid_string_random ();
  entry->source = FASCIA_SOURCE_MANUAL;
  if (!read_start (self, entry, error) ||
      !read_minutes (self, &minutes, error) ||
      !read_items (self, entry, minutes, error) ||
      !read_areas (self, entry, error) ||
      !fascia_cli_get_number (self, "--before", 0, MAX_RATING, &entry->before, error) ||
      !fascia_cli_get_number (self, "--after", 0, MAX_RATING, &entry->after, error) ||
      !fascia_cli_get_number (self, "--pressure", 0, MAX_RATING, &entry->pressure, error) ||
      !read_context (self, entry, error) ||
      !read_note (self, entry, error) ||
      !fascia_log_entry_validate (entry, fascia_context_get_catalog (self->context), error))
    return FALSE;

  diary = fascia_context_get_diary (self->context, error);
  if (!diary || !fascia_diary_add_session (diary, entry, &overlaps, error))
    return FALSE;

  if (overlaps)
    fascia_cli_remark (_ ("It overlaps another session. Both are kept; “fascia log delete” removes one."));
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      fascia_json_string (builder, "uuid", entry->uuid);
      json_builder_end_object (builder);
      fascia_json_append_document (self->out, builder);
    }
  else
    g_string_append_printf (self->out, "%s\n", entry->uuid);
  return TRUE;
}

static const FasciaCliOption log_add_options[] = {
  { "--start", "T", FALSE, N_ ("When it started, such as 2027-03-26T18:00") },
  { "--minutes", "N", FALSE, N_ ("How long it took, 1 to 1440 minutes") },
  { "--technique", "ID[:SIDE]", TRUE, N_ ("What was rolled; may be repeated. SIDE is left, right or both") },
  { "--area", "AREA", TRUE, N_ ("Where it was felt; up to three times") },
  { "--before", "N", FALSE, N_ ("Discomfort before, 0 to 10") },
  { "--after", "N", FALSE, N_ ("Discomfort after, 0 to 10") },
  { "--pressure", "N", FALSE, N_ ("The strongest pressure, 0 to 10") },
  { "--context", "CONTEXT", FALSE, N_ ("What it was for: warm-up, recovery or everyday") },
  { "--note", "TEXT", FALSE, N_ ("A note of up to 500 characters") },
};

const FasciaCliCommand fascia_cli_log_add = {
  .name = "log add",
  .arguments = "--start T --minutes N",
  .summary = N_ ("Log a session by hand; prints its UUID"),
  .details = N_ ("T is a local time (2027-03-26T18:00), or one with an offset (2027-03-26T18:00+01:00), a zone ([Europe/Copenhagen]) or both behind it.\nThe minutes are shared equally by the techniques. Without a side, both sides were rolled."),
  .options = log_add_options,
  .n_options = G_N_ELEMENTS (log_add_options),
  .run = run_log_add,
};

/* --- Trash and back ----------------------------------------------------------------- */

typedef gboolean (*SessionFunc) (FasciaDiary *diary, const char *uuid, GError **error);

/* @missing and @said are sentences with a place for the UUID. */
static gboolean
change_session (FasciaCli *self, SessionFunc change, const char *missing, const char *said, GError **error)
{
  const char *uuid = fascia_cli_get_argument (self, 0);
  g_autoptr (GError) cause = NULL;
  FasciaDiary *diary = NULL;

  if (!g_uuid_string_is_valid (uuid))
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND, missing, uuid);
      return FALSE;
    }
  diary = fascia_context_get_diary (self->context, error);
  if (!diary)
    return FALSE;
  if (!change (diary, uuid, &cause))
    {
      if (g_error_matches (cause, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND))
        g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND, missing, uuid);
      else
        g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }

  if (self->json)
    fascia_json_append_ok (self->out);
  else
    {
      g_string_append_printf (self->out, said, uuid);
      g_string_append_c (self->out, '\n');
    }
  return TRUE;
}

static gboolean
run_log_delete (FasciaCli *self, GError **error)
{
  return change_session (self, fascia_diary_delete_session,
                         _ ("There is no session “%s” in the log. “fascia log” lists the sessions with their UUIDs."),
                         _ ("Moved to the trash. “fascia log restore %s” brings it back."), error);
}

static gboolean
run_log_restore (FasciaCli *self, GError **error)
{
  return change_session (self, fascia_diary_restore_session,
                         _ ("There is no session “%s” in the trash. “fascia log” lists the sessions that are in the log."),
                         _ ("The session %s is back in the log."), error);
}

const FasciaCliCommand fascia_cli_log_delete = {
  .name = "log delete",
  .arguments = "UUID",
  .min_arguments = 1,
  .max_arguments = 1,
  .summary = N_ ("Move a session to the trash"),
  .run = run_log_delete,
};

const FasciaCliCommand fascia_cli_log_restore = {
  .name = "log restore",
  .arguments = "UUID",
  .min_arguments = 1,
  .max_arguments = 1,
  .summary = N_ ("Bring a session back from the trash"),
  .run = run_log_restore,
};
