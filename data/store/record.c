/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/record.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "fascia/core/merge.h"

#include "data/store/preferences.h"

/* Bounds for what comes from outside: far beyond anything the program writes, and
 * small enough that no sum of them overflows. */
#define MAX_SECONDS G_MAXINT32
#define MAX_TEXT 4000
#define MAX_NAME 200
#define MAX_LIST 1000
/* The years 1900 to 9998. */
#define FIRST_US (G_GINT64_CONSTANT (-2208988800) * G_USEC_PER_SEC)
#define LAST_US (G_GINT64_CONSTANT (253370764800) * G_USEC_PER_SEC - 1)

static const struct
{
  const char *name;
  gboolean has_deleted;
} kinds[FASCIA_N_RECORD_KINDS] = {
  [FASCIA_RECORD_SETTINGS] = { "reminder-settings", FALSE },
  [FASCIA_RECORD_PREFERENCE] = { "preference", FALSE },
  [FASCIA_RECORD_FAVOURITE] = { "favourite", FALSE },
  [FASCIA_RECORD_TOOL] = { "tool", FALSE },
  [FASCIA_RECORD_GOAL] = { "goal", FALSE },
  [FASCIA_RECORD_PAUSE] = { "pause", TRUE },
  [FASCIA_RECORD_RULE] = { "rule", TRUE },
  [FASCIA_RECORD_ROUTINE] = { "routine", TRUE },
  [FASCIA_RECORD_SESSION] = { "session", TRUE },
};

FasciaRecord *
fascia_record_new (FasciaRecordKind kind, const char *key)
{
  FasciaRecord *self = g_new0 (FasciaRecord, 1);

  self->kind = kind;
  self->key = g_strdup (key);
  return self;
}

void
fascia_record_free (FasciaRecord *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->entry, fascia_log_entry_free);
  g_clear_pointer (&self->routine, fascia_routine_unref);
  g_clear_pointer (&self->pause, fascia_pause_free);
  g_clear_pointer (&self->rule, fascia_rule_free);
  g_free (self->word);
  g_free (self->key);
  g_free (self);
}

const char *
fascia_record_kind_to_list (FasciaRecordKind kind)
{
  return fascia_merge_kind_to_string (kind);
}

const char *
fascia_record_kind_to_string (FasciaRecordKind kind)
{
  return kinds[kind].name;
}

gboolean
fascia_record_kind_from_string (const char *text, FasciaRecordKind *kind)
{
  for (guint i = 0; i < FASCIA_N_RECORD_KINDS; i++)
    if (g_str_equal (kinds[i].name, text))
      {
        *kind = (FasciaRecordKind) i;
        return TRUE;
      }
  return FALSE;
}

gboolean
fascia_record_kind_has_deleted (FasciaRecordKind kind)
{
  return kinds[kind].has_deleted;
}

/* --- Writing -------------------------------------------------------------------- */

/* Written straight into the text: a log has millions of members, and a tree of them
 * would be built only to be thrown away. */

static void
append_escaped (GString *text, const char *word)
{
  const char *plain = word;

  g_string_append_c (text, '"');
  for (const char *p = word; *p != '\0'; p++)
    {
      guchar c = (guchar) *p;

      if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
        continue;
      g_string_append_len (text, plain, p - plain);
      plain = p + 1;
      if (c == '"' || c == '\\')
        {
          g_string_append_c (text, '\\');
          g_string_append_c (text, (char) c);
        }
      else if (c >= '\b' && c <= '\r' && c != '\v')
        {
          g_string_append_c (text, '\\');
          g_string_append_c (text, "btn?fr"[c - '\b']);
        }
      else
        g_string_append_printf (text, "\\u%04x", c);
    }
  g_string_append (text, plain);
  g_string_append_c (text, '"');
}

/* Before the first element of an object or a list there is no comma. */
static void
begin_element (GString *text)
{
  char last = text->len > 0 ? text->str[text->len - 1] : '{';

  if (last != '{' && last != '[')
    g_string_append_c (text, ',');
}

static void
begin_member (GString *text, const char *name)
{
  begin_element (text);
  g_string_append_c (text, '"');
  g_string_append (text, name);
  g_string_append (text, "\":");
}

static void
append_number (GString *text, gint64 value)
{
  char digits[24];
  char *p = digits + sizeof digits;
  guint64 rest = value < 0 ? -(guint64) value : (guint64) value;

  do
    *--p = (char) ('0' + rest % 10);
  while ((rest /= 10) > 0);
  if (value < 0)
    *--p = '-';
  g_string_append_len (text, p, digits + sizeof digits - p);
}

static void
set_null (GString *text, const char *name)
{
  begin_member (text, name);
  g_string_append (text, "null");
}

static void
set_text (GString *text, const char *name, const char *value)
{
  if (value == NULL)
    {
      set_null (text, name);
      return;
    }
  begin_member (text, name);
  append_escaped (text, value);
}

static void
set_number (GString *text, const char *name, gint64 value)
{
  begin_member (text, name);
  append_number (text, value);
}

static void
set_boolean (GString *text, const char *name, gboolean value)
{
  begin_member (text, name);
  g_string_append (text, value ? "true" : "false");
}

static void
begin_list (GString *text, const char *name)
{
  begin_member (text, name);
  g_string_append_c (text, '[');
}

static void
end_list (GString *text)
{
  g_string_append_c (text, ']');
}

static void
add_word (GString *text, const char *word)
{
  begin_element (text);
  append_escaped (text, word);
}

static void
set_int (GString *text, const char *name, gint64 value, gint64 none)
{
  if (value != none)
    set_number (text, name, value);
  else
    set_null (text, name);
}

static void
set_day (GString *text, const char *name, FasciaDay day)
{
  g_autofree char *date = fascia_day_is_valid (day) ? fascia_day_to_string (day) : NULL;

  set_text (text, name, date);
}

/* "…_at" in whole seconds for people and other programs, "…_us" exact. */
static void
begin_part (GString *text, const char *name, const char *part)
{
  begin_element (text);
  g_string_append_c (text, '"');
  g_string_append (text, name);
  g_string_append (text, part);
  g_string_append (text, "\":");
}

static void
set_instant (GString *text, const char *name, gint64 utc_us, gint32 utc_offset_s)
{
  g_autofree char *at = fascia_instant_format (utc_us, utc_offset_s);

  begin_part (text, name, "_at");
  append_escaped (text, at);
  begin_part (text, name, "_us");
  append_number (text, utc_us);
}

/* Null where it never happened. */
static void
set_instant_or_null (GString *text, const char *name, gint64 utc_us)
{
  if (utc_us != 0)
    {
      set_instant (text, name, utc_us, 0);
      return;
    }
  begin_part (text, name, "_at");
  g_string_append (text, "null");
  begin_part (text, name, "_us");
  g_string_append (text, "null");
}

static void
set_time (GString *text, const char *name, guint minute_of_day)
{
  g_autofree char *time = fascia_minute_of_day_to_string (minute_of_day);

  set_text (text, name, time);
}

static void
set_words (GString *text, const char *name, char **words)
{
  begin_list (text, name);
  for (guint i = 0; words[i] != NULL; i++)
    add_word (text, words[i]);
  end_list (text);
}

static void
set_languages (GString *text, const char *name, const FasciaText *both)
{
  begin_member (text, name);
  g_string_append_c (text, '{');
  set_text (text, "en", both->in[FASCIA_LANGUAGE_EN]);
  set_text (text, "da", both->in[FASCIA_LANGUAGE_DA]);
  g_string_append_c (text, '}');
}

static void
describe_log_item (GString *text, const FasciaLogItem *item)
{
  begin_element (text);
  g_string_append_c (text, '{');
  set_text (text, "technique", item->technique);
  set_text (text, "side", fascia_side_to_string (item->side));
  set_text (text, "tool", fascia_tool_to_string (item->tool));
  set_int (text, "planned_s", item->planned_s, FASCIA_UNKNOWN_S);
  set_number (text, "done_s", item->done_s);
  set_int (text, "measured_s", item->measured_s, FASCIA_UNKNOWN_S);
  set_text (text, "status", fascia_item_status_to_string (item->status));
  set_text (text, "reason", fascia_stop_reason_to_string (item->reason));
  g_string_append_c (text, '}');
}

static void
describe_session (GString *text, const FasciaRecord *self)
{
  const FasciaLogEntry *entry = self->entry;

  set_text (text, "uuid", entry->uuid);
  set_instant (text, "started", entry->started.utc_us, entry->started.utc_offset_s);
  set_number (text, "utc_offset_s", entry->started.utc_offset_s);
  set_text (text, "zone", entry->started.zone);
  set_day (text, "local_date", entry->local_date);
  set_number (text, "ended_us", self->ended_us);
  set_number (text, "active_s", entry->active_s);
  set_number (text, "elapsed_s", entry->elapsed_s);
  set_int (text, "measured_active_s", entry->measured_active_s, FASCIA_UNKNOWN_S);
  set_int (text, "measured_elapsed_s", entry->measured_elapsed_s, FASCIA_UNKNOWN_S);
  set_text (text, "source", fascia_source_to_string (entry->source));
  set_text (text, "routine", entry->routine);
  set_int (text, "routine_version", entry->routine_version, 0);
  set_text (text, "context", fascia_occasion_to_string (entry->occasion));
  begin_list (text, "areas");
  for (guint i = 0; i < entry->n_areas; i++)
    add_word (text, fascia_area_to_string (entry->areas[i]));
  end_list (text);
  set_int (text, "before", entry->before, FASCIA_UNRATED);
  set_int (text, "after", entry->after, FASCIA_UNRATED);
  set_int (text, "pressure", entry->pressure, FASCIA_UNRATED);
  set_text (text, "next_day", fascia_next_day_to_string (entry->next_day));
  set_text (text, "note", entry->note);
  begin_list (text, "items");
  for (guint i = 0; i < entry->items->len; i++)
    describe_log_item (text, g_ptr_array_index (entry->items, i));
  end_list (text);
}

static void
describe_routine_item (GString *text, const FasciaRoutineItem *item)
{
  begin_element (text);
  g_string_append_c (text, '{');
  set_text (text, "technique", item->technique);
  set_text (text, "sides", fascia_sides_to_string (item->sides));
  set_text (text, "tool", fascia_tool_to_string (item->tool));
  set_number (text, "prepare_s", item->prepare_s);
  set_number (text, "roll_s", item->roll_s);
  set_number (text, "hold_s", item->hold_s);
  set_number (text, "sets", item->sets);
  set_number (text, "rest_s", item->rest_s);
  g_string_append_c (text, '}');
}

static void
describe_routine (GString *text, const FasciaRoutine *routine)
{
  set_text (text, "uuid", routine->id);
  set_languages (text, "name", &routine->name);
  set_languages (text, "about", &routine->about);
  set_languages (text, "afterwards", &routine->afterwards);
  begin_list (text, "contexts");
  for (guint i = 0; i < routine->n_occasions; i++)
    add_word (text, fascia_occasion_to_string (routine->occasions[i]));
  end_list (text);
  set_words (text, "audience", routine->audience);
  set_words (text, "sections", routine->sections);
  set_number (text, "level", routine->level);
  set_number (text, "pressure_cap", routine->pressure_cap);
  set_number (text, "version", routine->version);
  begin_list (text, "items");
  for (guint i = 0; i < routine->items->len; i++)
    describe_routine_item (text, g_ptr_array_index (routine->items, i));
  end_list (text);
}

static void
describe_rule (GString *text, const FasciaRecord *self)
{
  const FasciaRule *rule = self->rule;

  set_text (text, "uuid", rule->uuid);
  set_text (text, "kind", fascia_rule_kind_to_string (rule->kind));
  begin_list (text, "days");
  for (guint weekday = 1; weekday <= 7; weekday++)
    if ((rule->weekdays & (1 << (weekday - 1))) != 0)
      add_word (text, fascia_weekday_to_string (weekday));
  end_list (text);
  set_time (text, "time", rule->minute_of_day);
  set_number (text, "slack", rule->slack);
  set_boolean (text, "even_if_met", rule->even_if_met);
  set_boolean (text, "enabled", rule->enabled);
  set_text (text, "routine", rule->routine);
  set_instant (text, "created", self->created_us, 0);
}

static void
describe_pause (GString *text, const FasciaPause *pause)
{
  set_text (text, "uuid", pause->uuid);
  set_day (text, "from", pause->from);
  set_day (text, "until", pause->until);
  set_text (text, "why", fascia_pause_reason_to_string (pause->reason));
  set_instant (text, "created", pause->created_us, 0);
  set_instant_or_null (text, "ended", pause->ended_us);
  set_day (text, "ended_date", pause->ended_day);
}

static void
describe_settings (GString *text, const FasciaReminderSettings *settings)
{
  set_boolean (text, "on", settings->on);
  set_instant_or_null (text, "on_since", settings->on_since_us);
  set_number (text, "recent_min", settings->recent_min);
  set_number (text, "grace_min", settings->grace_min);
  set_number (text, "nudge_min", settings->nudge_min);
  set_boolean (text, "quiet", settings->quiet);
  set_time (text, "quiet_from", settings->quiet_from);
  set_time (text, "quiet_until", settings->quiet_until);
  set_boolean (text, "quiet_drop", settings->quiet_drop);
  set_boolean (text, "private_texts", settings->private_texts);
}

static void
describe_live (GString *text, const FasciaRecord *self)
{
  switch (self->kind)
    {
    case FASCIA_RECORD_SETTINGS:
      describe_settings (text, &self->settings);
      break;
    case FASCIA_RECORD_PREFERENCE:
      set_text (text, "key", self->key);
      if (self->word != NULL)
        set_text (text, "value", self->word);
      else if (fascia_preference_is_switch (self->key))
        set_boolean (text, "value", self->number != 0);
      else
        set_number (text, "value", self->number);
      break;
    case FASCIA_RECORD_FAVOURITE:
      set_text (text, "technique", self->key);
      set_instant_or_null (text, "since", self->since_us);
      break;
    case FASCIA_RECORD_TOOL:
      set_text (text, "tool", self->key);
      set_boolean (text, "owned", self->owned);
      break;
    case FASCIA_RECORD_GOAL:
      set_text (text, "from", self->key);
      set_number (text, "per_week", self->goal.per_week);
      break;
    case FASCIA_RECORD_PAUSE:
      describe_pause (text, self->pause);
      break;
    case FASCIA_RECORD_RULE:
      describe_rule (text, self);
      break;
    case FASCIA_RECORD_ROUTINE:
      describe_routine (text, self->routine);
      break;
    case FASCIA_RECORD_SESSION:
      describe_session (text, self);
      break;
    }
  if (self->kind == FASCIA_RECORD_SETTINGS)
    set_instant_or_null (text, "changed", self->changed_us);
  else
    set_instant (text, "changed", self->changed_us, 0);
}

void
fascia_record_append_json (const FasciaRecord *self, GString *text)
{
  g_string_append_c (text, '{');
  if (self->deleted)
    {
      set_text (text, "kind", fascia_record_kind_to_string (self->kind));
      set_text (text, "uuid", self->key);
      set_instant (text, "deleted", self->changed_us, 0);
    }
  else
    describe_live (text, self);
  g_string_append_c (text, '}');
}

int
fascia_record_compare (const FasciaRecord *a, const FasciaRecord *b)
{
  g_autoptr (GString) text_a = g_string_new (NULL);
  g_autoptr (GString) text_b = g_string_new (NULL);
  g_autofree char *hash_a = NULL;
  g_autofree char *hash_b = NULL;

  fascia_record_append_json (a, text_a);
  fascia_record_append_json (b, text_b);
  if (g_string_equal (text_a, text_b))
    return 0;
  hash_a = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) text_a->str, text_a->len);
  hash_b = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) text_b->str, text_b->len);
  return strcmp (hash_a, hash_b);
}

/* --- Reading -------------------------------------------------------------------- */

static gboolean
fail_field (const char *name, GError **error)
{
  g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("“%s” is missing or not what it should be."), name);
  return FALSE;
}

static JsonNode *
get_node (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

static gboolean
holds (JsonNode *node, GType type)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

/* Null or missing is @none, or an error where @none is not below @min. */
static gboolean
get_int (JsonObject *object, const char *name, gint64 min, gint64 max, gint64 none, gint64 *value, GError **error)
{
  JsonNode *node = get_node (object, name);

  *value = none;
  if (node == NULL && none < min)
    return TRUE;
  if (!holds (node, G_TYPE_INT64))
    return fail_field (name, error);
  *value = json_node_get_int (node);
  return (*value >= min && *value <= max) || fail_field (name, error);
}

#define NOT_OPTIONAL G_MAXINT64

static gboolean
get_number (JsonObject *object, const char *name, int min, int max, gint64 none, int *number, GError **error)
{
  gint64 value;

  if (!get_int (object, name, min, max, none, &value, error))
    return FALSE;
  *number = (int) value;
  return TRUE;
}

static gboolean
get_seconds (JsonObject *object, const char *name, int *seconds, GError **error)
{
  return get_number (object, name, 0, MAX_SECONDS, FASCIA_UNKNOWN_S, seconds, error);
}

static gboolean
get_count (JsonObject *object, const char *name, guint min, guint max, guint *count, GError **error)
{
  gint64 value;

  if (!get_int (object, name, min, max, NOT_OPTIONAL, &value, error))
    return FALSE;
  *count = (guint) value;
  return TRUE;
}

static gboolean
get_boolean (JsonObject *object, const char *name, gboolean *value, GError **error)
{
  JsonNode *node = get_node (object, name);

  if (!holds (node, G_TYPE_BOOLEAN))
    return fail_field (name, error);
  *value = json_node_get_boolean (node);
  return TRUE;
}

/* *@text (transfer none) is %NULL where it is null or missing. */
static gboolean
get_text (JsonObject *object, const char *name, glong max, const char **text, GError **error)
{
  JsonNode *node = get_node (object, name);

  *text = NULL;
  if (node == NULL)
    return TRUE;
  if (!holds (node, G_TYPE_STRING))
    return fail_field (name, error);
  *text = json_node_get_string (node);
  return g_utf8_strlen (*text, -1) <= max || fail_field (name, error);
}

/* One that names something: there, and not empty. */
static gboolean
get_name (JsonObject *object, const char *name, const char **text, GError **error)
{
  return get_text (object, name, MAX_NAME, text, error) && ((*text != NULL && **text != '\0') || fail_field (name, error));
}

static gboolean
dup_text (JsonObject *object, const char *name, glong max, char **text, GError **error)
{
  const char *read;

  if (!get_text (object, name, max, &read, error))
    return FALSE;
  g_free (*text);
  *text = g_strdup (read);
  return TRUE;
}

static gboolean
get_uuid (JsonObject *object, const char **uuid, GError **error)
{
  return get_name (object, "uuid", uuid, error) && (g_uuid_string_is_valid (*uuid) || fail_field ("uuid", error));
}

static gboolean
get_day (JsonObject *object, const char *name, gboolean optional, FasciaDay *day, GError **error)
{
  const char *text;

  *day = FASCIA_DAY_NONE;
  if (!get_text (object, name, MAX_NAME, &text, error))
    return FALSE;
  if (text == NULL)
    return optional || fail_field (name, error);
  return fascia_day_from_string (text, day, NULL) || fail_field (name, error);
}

/* "NAME_us" counts; without it "NAME_at" does, as other programs write it. */
static gboolean
get_instant (JsonObject *object, const char *name, gboolean optional, gint64 *utc_us, GError **error)
{
  g_autofree char *at = g_strconcat (name, "_at", NULL);
  g_autofree char *exact = g_strconcat (name, "_us", NULL);
  g_autoptr (GTimeZone) utc = NULL;
  g_auto (FasciaInstant) instant = { 0 };
  const char *text;

  if (get_node (object, exact) != NULL)
    return get_int (object, exact, FIRST_US, LAST_US, NOT_OPTIONAL, utc_us, error);
  *utc_us = 0;
  if (!get_text (object, at, MAX_NAME, &text, error))
    return FALSE;
  if (text == NULL)
    return optional || fail_field (exact, error);
  utc = g_time_zone_new_utc ();
  if (!fascia_instant_parse (text, utc, &instant, NULL) || instant.utc_us < FIRST_US || instant.utc_us > LAST_US)
    return fail_field (at, error);
  *utc_us = instant.utc_us;
  return TRUE;
}

static gboolean
get_time (JsonObject *object, const char *name, guint *minute, GError **error)
{
  const char *text;

  return get_name (object, name, &text, error) &&
         (fascia_minute_of_day_from_string (text, minute, NULL) || fail_field (name, error));
}

/* Reads the word of an enumeration into @field; null keeps it as it is. */
#define get_word(object, name, from_string, field, error) \
  ({ \
    const char *word_; \
    get_text (object, name, MAX_NAME, &word_, error) && \
      (word_ == NULL || from_string (word_, field) || fail_field (name, error)); \
  })

/* *@array (transfer none) is %NULL where it is null or missing. */
static gboolean
get_array (JsonObject *object, const char *name, guint max, JsonArray **array, GError **error)
{
  JsonNode *node = get_node (object, name);

  *array = NULL;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return fail_field (name, error);
  *array = json_node_get_array (node);
  return json_array_get_length (*array) <= max || fail_field (name, error);
}

static JsonObject *
get_element (JsonArray *array, guint i, const char *name, GError **error)
{
  JsonNode *node = json_array_get_element (array, i);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  fail_field (name, error);
  return NULL;
}

/* (transfer full) */
static char **
get_words (JsonObject *object, const char *name, GError **error)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  JsonArray *array;

  if (!get_array (object, name, MAX_LIST, &array, error))
    return NULL;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!holds (node, G_TYPE_STRING) || *json_node_get_string (node) == '\0' ||
          g_utf8_strlen (json_node_get_string (node), -1) > MAX_NAME)
        {
          fail_field (name, error);
          return NULL;
        }
      g_strv_builder_add (words, json_node_get_string (node));
    }
  return g_strv_builder_end (words);
}

static gboolean
get_languages (JsonObject *object, const char *name, FasciaText *text, GError **error)
{
  static const char *const languages[FASCIA_N_LANGUAGES] = { "en", "da" };
  JsonNode *node = get_node (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return fail_field (name, error);
  for (guint i = 0; i < FASCIA_N_LANGUAGES; i++)
    {
      const char *read;

      if (!get_text (json_node_get_object (node), languages[i], MAX_TEXT, &read, error))
        return FALSE;
      g_free (text->in[i]);
      text->in[i] = g_strdup (read != NULL ? read : "");
    }
  return TRUE;
}

static gboolean
read_log_item (FasciaLogEntry *entry, JsonObject *object, GError **error)
{
  const char *technique;
  FasciaLogItem *item;

  if (!get_name (object, "technique", &technique, error))
    return FALSE;
  item = fascia_log_item_new (technique, FASCIA_SIDE_BOTH);
  g_ptr_array_add (entry->items, item);
  item->tool = FASCIA_TOOL_NONE;
  item->reason = FASCIA_REASON_NONE;
  return get_word (object, "side", fascia_side_from_string, &item->side, error) &&
         get_word (object, "tool", fascia_tool_from_string, &item->tool, error) &&
         get_seconds (object, "planned_s", &item->planned_s, error) &&
         get_number (object, "done_s", 0, MAX_SECONDS, NOT_OPTIONAL, &item->done_s, error) &&
         get_seconds (object, "measured_s", &item->measured_s, error) &&
         get_word (object, "status", fascia_item_status_from_string, &item->status, error) &&
         get_word (object, "reason", fascia_stop_reason_from_string, &item->reason, error);
}

static gboolean
read_parts (FasciaLogEntry *entry, JsonObject *object, GError **error)
{
  g_auto (GStrv) areas = get_words (object, "areas", error);
  JsonArray *items;

  if (areas == NULL || !get_array (object, "items", MAX_LIST, &items, error))
    return FALSE;
  for (guint i = 0; areas[i] != NULL; i++)
    if (i == FASCIA_MAX_AREAS_OF_SESSION || !fascia_area_from_string (areas[i], &entry->areas[entry->n_areas++]))
      return fail_field ("areas", error);
  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      JsonObject *item = get_element (items, i, "items", error);

      if (item == NULL || !read_log_item (entry, item, error))
        return FALSE;
    }
  return TRUE;
}

/* The offset in force there and then: from "utc_offset_s", else from "started_at". */
static gboolean
read_offset (FasciaLogEntry *entry, JsonObject *object, GError **error)
{
  g_autoptr (GTimeZone) utc = NULL;
  g_auto (FasciaInstant) instant = { 0 };
  const char *text;
  gint64 offset;

  if (get_node (object, "utc_offset_s") != NULL)
    {
      if (!get_int (object, "utc_offset_s", -86400, 86400, NOT_OPTIONAL, &offset, error))
        return FALSE;
      entry->started.utc_offset_s = (gint32) offset;
      return TRUE;
    }
  if (!get_name (object, "started_at", &text, error))
    return FALSE;
  utc = g_time_zone_new_utc ();
  if (!fascia_instant_parse (text, utc, &instant, NULL))
    return fail_field ("started_at", error);
  entry->started.utc_offset_s = instant.utc_offset_s;
  return TRUE;
}

gboolean
fascia_record_check_session (const FasciaRecord *self, GError **error)
{
  if (self->ended_us < FIRST_US || self->ended_us > LAST_US)
    return fail_field ("ended_us", error);
  return fascia_log_entry_validate (self->entry, NULL, error);
}

static gboolean
read_session (FasciaRecord *self, JsonObject *object, GError **error)
{
  FasciaLogEntry *entry = self->entry = fascia_log_entry_new ();
  const char *zone;

  g_free (entry->uuid);
  entry->uuid = g_strdup (self->key);
  if (!get_instant (object, "started", FALSE, &entry->started.utc_us, error) ||
      !read_offset (entry, object, error) ||
      !get_name (object, "zone", &zone, error) ||
      !get_day (object, "local_date", FALSE, &entry->local_date, error) ||
      !get_number (object, "active_s", 0, MAX_SECONDS, NOT_OPTIONAL, &entry->active_s, error) ||
      !get_number (object, "elapsed_s", 0, MAX_SECONDS, NOT_OPTIONAL, &entry->elapsed_s, error) ||
      !get_seconds (object, "measured_active_s", &entry->measured_active_s, error) ||
      !get_seconds (object, "measured_elapsed_s", &entry->measured_elapsed_s, error) ||
      !get_word (object, "source", fascia_source_from_string, &entry->source, error) ||
      !dup_text (object, "routine", MAX_NAME, &entry->routine, error) ||
      !get_number (object, "routine_version", 1, G_MAXINT, 0, &entry->routine_version, error) ||
      !get_word (object, "context", fascia_occasion_from_string, &entry->occasion, error) ||
      !get_number (object, "before", 0, 10, FASCIA_UNRATED, &entry->before, error) ||
      !get_number (object, "after", 0, 10, FASCIA_UNRATED, &entry->after, error) ||
      !get_number (object, "pressure", 0, 10, FASCIA_UNRATED, &entry->pressure, error) ||
      !get_word (object, "next_day", fascia_next_day_from_string, &entry->next_day, error) ||
      !dup_text (object, "note", FASCIA_MAX_NOTE_CHARACTERS, &entry->note, error) ||
      !read_parts (entry, object, error))
    return FALSE;
  g_free (entry->started.zone);
  entry->started.zone = g_strdup (zone);
  if (get_node (object, "ended_us") == NULL)
    self->ended_us = entry->started.utc_us + entry->elapsed_s * G_TIME_SPAN_SECOND;
  else if (!get_int (object, "ended_us", FIRST_US, LAST_US, NOT_OPTIONAL, &self->ended_us, error))
    return FALSE;
  return fascia_record_check_session (self, error);
}

static gboolean
read_routine_item (FasciaRoutine *routine, JsonObject *object, GError **error)
{
  const char *technique;
  FasciaRoutineItem *item;

  if (!get_name (object, "technique", &technique, error))
    return FALSE;
  item = fascia_routine_item_new (technique);
  g_ptr_array_add (routine->items, item);
  item->tool = FASCIA_TOOL_NONE;
  return get_word (object, "sides", fascia_sides_from_string, &item->sides, error) &&
         (item->sides != FASCIA_SIDES_EITHER || fail_field ("sides", error)) &&
         get_word (object, "tool", fascia_tool_from_string, &item->tool, error) &&
         get_count (object, "prepare_s", 0, FASCIA_MAX_PREPARE_S, &item->prepare_s, error) &&
         get_count (object, "roll_s", 0, FASCIA_MAX_ROLL_S, &item->roll_s, error) &&
         get_count (object, "hold_s", 0, FASCIA_MAX_HOLD_S, &item->hold_s, error) &&
         get_count (object, "sets", FASCIA_MIN_SETS, FASCIA_MAX_SETS, &item->sets, error) &&
         get_count (object, "rest_s", 0, FASCIA_MAX_REST_S, &item->rest_s, error);
}

static gboolean
read_occasions (FasciaRoutine *routine, JsonObject *object, GError **error)
{
  g_auto (GStrv) words = get_words (object, "contexts", error);

  if (words == NULL)
    return FALSE;
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (i == FASCIA_N_OCCASIONS || !fascia_occasion_from_string (words[i], &routine->occasions[i]))
        return fail_field ("contexts", error);
      routine->n_occasions++;
    }
  return TRUE;
}

static gboolean
read_routine (FasciaRecord *self, JsonObject *object, GError **error)
{
  FasciaRoutine *routine = self->routine = fascia_routine_new (self->key);
  JsonArray *items;

  routine->own = TRUE;
  g_clear_pointer (&routine->audience, g_strfreev);
  g_clear_pointer (&routine->sections, g_strfreev);
  if (!get_languages (object, "name", &routine->name, error) ||
      !get_languages (object, "about", &routine->about, error) ||
      !get_languages (object, "afterwards", &routine->afterwards, error) ||
      !read_occasions (routine, object, error) ||
      (routine->audience = get_words (object, "audience", error)) == NULL ||
      (routine->sections = get_words (object, "sections", error)) == NULL ||
      !get_count (object, "level", 1, 3, &routine->level, error) ||
      !get_count (object, "pressure_cap", 0, 10, &routine->pressure_cap, error) ||
      !get_count (object, "version", 1, G_MAXINT, &routine->version, error) ||
      !get_array (object, "items", MAX_LIST, &items, error))
    return FALSE;
  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      JsonObject *item = get_element (items, i, "items", error);

      if (item == NULL || !read_routine_item (routine, item, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_weekdays (JsonObject *object, guint *weekdays, GError **error)
{
  g_auto (GStrv) words = get_words (object, "days", error);
  g_autofree char *list = NULL;

  *weekdays = 0;
  if (words == NULL)
    return FALSE;
  list = g_strjoinv (",", words);
  return *list == '\0' || fascia_weekdays_from_string (list, weekdays, NULL) || fail_field ("days", error);
}

static gboolean
read_rule (FasciaRecord *self, JsonObject *object, GError **error)
{
  FasciaRule *rule = self->rule = fascia_rule_new ();

  g_free (rule->uuid);
  rule->uuid = g_strdup (self->key);
  rule->changed_at_us = self->changed_us;
  return get_word (object, "kind", fascia_rule_kind_from_string, &rule->kind, error) &&
         read_weekdays (object, &rule->weekdays, error) &&
         get_time (object, "time", &rule->minute_of_day, error) &&
         get_count (object, "slack", 0, 6, &rule->slack, error) &&
         get_boolean (object, "even_if_met", &rule->even_if_met, error) &&
         get_boolean (object, "enabled", &rule->enabled, error) &&
         dup_text (object, "routine", MAX_NAME, &rule->routine, error) &&
         get_instant (object, "created", FALSE, &self->created_us, error) &&
         fascia_rule_validate (rule, error);
}

static gboolean
read_pause (FasciaRecord *self, JsonObject *object, GError **error)
{
  FasciaPause *pause = self->pause = fascia_pause_new ();

  g_free (pause->uuid);
  pause->uuid = g_strdup (self->key);
  return get_day (object, "from", FALSE, &pause->from, error) &&
         get_day (object, "until", TRUE, &pause->until, error) &&
         get_word (object, "why", fascia_pause_reason_from_string, &pause->reason, error) &&
         get_instant (object, "created", FALSE, &pause->created_us, error) &&
         get_instant (object, "ended", TRUE, &pause->ended_us, error) &&
         get_day (object, "ended_date", TRUE, &pause->ended_day, error) &&
         ((pause->ended_us != 0) == fascia_day_is_valid (pause->ended_day) || fail_field ("ended_date", error)) &&
         fascia_pause_validate (pause, error);
}

static gboolean
read_settings (FasciaRecord *self, JsonObject *object, GError **error)
{
  FasciaReminderSettings *settings = &self->settings;

  return get_boolean (object, "on", &settings->on, error) &&
         get_instant (object, "on_since", TRUE, &settings->on_since_us, error) &&
         get_count (object, "recent_min", 0, G_MAXINT, &settings->recent_min, error) &&
         get_count (object, "grace_min", 0, G_MAXINT, &settings->grace_min, error) &&
         get_count (object, "nudge_min", 0, G_MAXINT, &settings->nudge_min, error) &&
         get_boolean (object, "quiet", &settings->quiet, error) &&
         get_time (object, "quiet_from", &settings->quiet_from, error) &&
         get_time (object, "quiet_until", &settings->quiet_until, error) &&
         get_boolean (object, "quiet_drop", &settings->quiet_drop, error) &&
         get_boolean (object, "private_texts", &settings->private_texts, error) &&
         fascia_reminder_settings_validate (settings, error);
}

static gboolean
read_preference (FasciaRecord *self, JsonObject *object, GError **error)
{
  JsonNode *value = get_node (object, "value");

  if (holds (value, G_TYPE_INT64))
    self->number = json_node_get_int (value);
  else if (holds (value, G_TYPE_BOOLEAN))
    self->number = json_node_get_boolean (value) ? 1 : 0;
  else if (!dup_text (object, "value", MAX_NAME, &self->word, error))
    return FALSE;
  else if (self->word == NULL)
    return fail_field ("value", error);
  return fascia_preference_accepts (self->key, self->word, self->number) || fail_field ("value", error);
}

static gboolean
read_live (FasciaRecord *self, JsonObject *object, GError **error)
{
  FasciaTool tool;

  switch (self->kind)
    {
    case FASCIA_RECORD_SETTINGS:
      return read_settings (self, object, error);
    case FASCIA_RECORD_PREFERENCE:
      return read_preference (self, object, error);
    case FASCIA_RECORD_FAVOURITE:
      return get_instant (object, "since", TRUE, &self->since_us, error);
    case FASCIA_RECORD_TOOL:
      return (fascia_tool_from_string (self->key, &tool) || fail_field ("tool", error)) &&
             get_boolean (object, "owned", &self->owned, error);
    case FASCIA_RECORD_GOAL:
      return get_day (object, "from", FALSE, &self->goal.from, error) &&
             get_count (object, "per_week", FASCIA_MIN_GOAL, FASCIA_MAX_GOAL, &self->goal.per_week, error);
    case FASCIA_RECORD_PAUSE:
      return read_pause (self, object, error);
    case FASCIA_RECORD_RULE:
      return read_rule (self, object, error);
    case FASCIA_RECORD_ROUTINE:
      return read_routine (self, object, error);
    case FASCIA_RECORD_SESSION:
      return read_session (self, object, error);
    }
  g_assert_not_reached ();
}

static gboolean
get_key (FasciaRecordKind kind, JsonObject *object, const char **key, GError **error)
{
  switch (kind)
    {
    case FASCIA_RECORD_SETTINGS:
      *key = "";
      return TRUE;
    case FASCIA_RECORD_PREFERENCE:
      return get_name (object, "key", key, error);
    case FASCIA_RECORD_FAVOURITE:
      return get_name (object, "technique", key, error);
    case FASCIA_RECORD_TOOL:
      return get_name (object, "tool", key, error);
    case FASCIA_RECORD_GOAL:
      return get_name (object, "from", key, error);
    default:
      return get_uuid (object, key, error);
    }
}

FasciaRecord *
fascia_record_from_json (FasciaRecordKind kind, JsonObject *object, GError **error)
{
  g_autoptr (FasciaRecord) self = NULL;
  const char *key;

  if (!get_key (kind, object, &key, error))
    return NULL;
  self = fascia_record_new (kind, key);
  if (!get_instant (object, "changed", kind == FASCIA_RECORD_SETTINGS, &self->changed_us, error) ||
      !read_live (self, object, error))
    return NULL;
  return g_steal_pointer (&self);
}

FasciaRecord *
fascia_record_from_tombstone (JsonObject *object, GError **error)
{
  g_autoptr (FasciaRecord) self = NULL;
  FasciaRecordKind kind;
  const char *word;
  const char *uuid;

  if (!get_name (object, "kind", &word, error) || !get_uuid (object, &uuid, error))
    return NULL;
  if (!fascia_record_kind_from_string (word, &kind) || !kinds[kind].has_deleted)
    {
      fail_field ("kind", error);
      return NULL;
    }
  self = fascia_record_new (kind, uuid);
  self->deleted = TRUE;
  if (!get_instant (object, "deleted", FALSE, &self->changed_us, error))
    return NULL;
  return g_steal_pointer (&self);
}
