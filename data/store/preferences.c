/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/preferences.h"

#include <string.h>

/* --- How sessions run ----------------------------------------------------------- */

static const char *
mode_word (int value)
{
  return fascia_first_side_mode_to_string ((FasciaFirstSideMode) value);
}

static gboolean
mode_value (const char *word, int *value)
{
  FasciaFirstSideMode mode;

  if (!fascia_first_side_mode_from_string (word, &mode))
    return FALSE;
  *value = (int) mode;
  return TRUE;
}

static const char *
side_word (int value)
{
  return fascia_side_to_string ((FasciaSide) value);
}

static gboolean
side_value (const char *word, int *value)
{
  FasciaSide side;

  if (!fascia_side_from_string (word, &side))
    return FALSE;
  *value = (int) side;
  return TRUE;
}

typedef struct
{
  const char *key;
  gsize offset; /* of a guint, gboolean or enumeration: all as wide as an int */
  gboolean is_switch;
  const char *(*to_word) (int value); /* %NULL: a number */
  gboolean (*from_word) (const char *word, int *value);
} Field;

/* Keys are contracts with databases and exports. */
static const Field fields[] = {
  { .key = "count_in_s", .offset = G_STRUCT_OFFSET (FasciaPreferences, count_in_s) },
  { .key = "resume_count_in_s", .offset = G_STRUCT_OFFSET (FasciaPreferences, resume_count_in_s) },
  { .key = "switch_s", .offset = G_STRUCT_OFFSET (FasciaPreferences, switch_s) },
  { .key = "wait_after_prepare", .offset = G_STRUCT_OFFSET (FasciaPreferences, wait_after_prepare), .is_switch = TRUE },
  { .key = "wait_after_technique", .offset = G_STRUCT_OFFSET (FasciaPreferences, wait_after_technique), .is_switch = TRUE },
  { .key = "first_side", .offset = G_STRUCT_OFFSET (FasciaPreferences, first_side_mode), .to_word = mode_word, .from_word = mode_value },
  { .key = "last_first_side", .offset = G_STRUCT_OFFSET (FasciaPreferences, last_first_side), .to_word = side_word, .from_word = side_value },
  { .key = "day_start_h", .offset = G_STRUCT_OFFSET (FasciaPreferences, day_start_h) },
};

static const Field *
find_field (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (fields[i].key, key))
      return &fields[i];
  return NULL;
}

static int
get_value (const Field *field, const FasciaPreferences *preferences)
{
  int value;

  memcpy (&value, (const char *) preferences + field->offset, sizeof value);
  return value;
}

static void
set_value (const Field *field, FasciaPreferences *preferences, int value)
{
  memcpy ((char *) preferences + field->offset, &value, sizeof value);
}

gboolean
fascia_preference_is_switch (const char *key)
{
  const Field *field = find_field (key);

  return field != NULL && field->is_switch;
}

gboolean
fascia_preference_accepts (const char *key, const char *word, gint64 number)
{
  const Field *field = find_field (key);
  int value;

  if (field == NULL)
    return TRUE;
  if (field->to_word == NULL)
    return word == NULL && number >= 0 && number <= G_MAXINT && (!field->is_switch || number <= 1);
  return word != NULL && field->from_word (word, &value);
}

/* The value in column 1 of @row. */
static gboolean
read_value (FasciaStore *self, sqlite3_stmt *row, const Field *field, FasciaPreferences *preferences, GError **error)
{
  gboolean is_number = sqlite3_column_type (row, 1) == SQLITE_INTEGER;
  int value;

  if (is_number != (field->to_word == NULL) ||
      (!is_number && !field->from_word (fascia_column_text (row, 1), &value)))
    return fascia_database_fail_word (self, fascia_column_text (row, 1), error);
  if (is_number)
    value = (int) CLAMP (fascia_column_int (row, 1), 0, G_MAXINT);
  set_value (field, preferences, value);
  return TRUE;
}

gboolean
fascia_store_load_preferences (FasciaStore *self, FasciaPreferences *preferences, GError **error)
{
  FasciaPreferences read = FASCIA_PREFERENCES_DEFAULT;
  g_autoptr (sqlite3_stmt) row = NULL;
  int result;

  g_return_val_if_fail (self != NULL && preferences != NULL, FALSE);

  row = fascia_database_prepare (self, "SELECT key, value FROM preference", error);
  if (row == NULL)
    return FALSE;
  while ((result = fascia_database_step (self, row, error)) == SQLITE_ROW)
    {
      const Field *field = find_field (fascia_column_text (row, 0));

      if (field != NULL && !read_value (self, row, field, &read, error))
        return FALSE;
    }
  if (result == SQLITE_ERROR)
    return FALSE;
  fascia_preferences_clamp (&read);
  *preferences = read;
  return TRUE;
}

static void
bind_value (sqlite3_stmt *statement, const char *name, const Field *field, const FasciaPreferences *preferences)
{
  int value = get_value (field, preferences);

  if (field->to_word != NULL)
    fascia_bind_text (statement, name, field->to_word (value));
  else
    fascia_bind_int (statement, name, value);
}

gboolean
fascia_store_save_preferences (FasciaStore *self, const FasciaPreferences *preferences, gint64 now_us, GError **error)
{
  const FasciaPreferences defaults = FASCIA_PREFERENCES_DEFAULT;
  FasciaPreferences in_range;
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;

  g_return_val_if_fail (self != NULL && preferences != NULL, FALSE);

  in_range = *preferences;
  fascia_preferences_clamp (&in_range);
  transaction = fascia_transaction_begin (self, TRUE, error);
  if (transaction == NULL)
    return FALSE;
  /* Only what is another value now: each keeps the instant it was really changed
   * at, and a default that nobody chose stays a default. What is there is not read
   * first, so that a damaged value can be mended by saving. */
  statement = fascia_database_prepare (self,
                                       "INSERT INTO preference SELECT :key, :value, :now_us "
                                       "WHERE :value IS NOT :default OR EXISTS (SELECT 1 FROM preference WHERE key = :key) "
                                       "ON CONFLICT (key) DO UPDATE SET value = excluded.value, changed_at_us = " FASCIA_NEXT_VERSION " "
                                       "WHERE value IS NOT excluded.value",
                                       error);
  if (statement == NULL)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      fascia_bind_text (statement, ":key", fields[i].key);
      bind_value (statement, ":value", &fields[i], &in_range);
      bind_value (statement, ":default", &fields[i], &defaults);
      fascia_bind_int (statement, ":now_us", now_us);
      if (!fascia_database_run (self, statement, error))
        return FALSE;
    }
  return fascia_transaction_commit (g_steal_pointer (&transaction), error);
}

/* --- What rests ----------------------------------------------------------------- */

GArray *
fascia_store_list_resting_areas (FasciaStore *self, gint64 now_us, GError **error)
{
  g_autoptr (GArray) rests = g_array_new (FALSE, FALSE, sizeof (FasciaRestingArea));
  g_autoptr (sqlite3_stmt) row = NULL;
  int result;

  g_return_val_if_fail (self != NULL, NULL);

  row = fascia_database_prepare (self,
                                 "SELECT area, until_us, reason FROM resting_area WHERE until_us > :now_us ORDER BY until_us, area",
                                 error);
  if (row == NULL)
    return NULL;
  fascia_bind_int (row, ":now_us", now_us);
  while ((result = fascia_database_step (self, row, error)) == SQLITE_ROW)
    {
      FasciaRestingArea rest = { .area = FASCIA_AREA_NONE, .until_us = fascia_column_int (row, 1), .reason = FASCIA_REASON_NONE };

      if (!fascia_column_word (self, row, 0, fascia_area_from_string, &rest.area, error) ||
          !fascia_column_word (self, row, 2, fascia_stop_reason_from_string, &rest.reason, error))
        return NULL;
      g_array_append_val (rests, rest);
    }
  return result == SQLITE_DONE ? g_steal_pointer (&rests) : NULL;
}

gboolean
fascia_store_rest_area (FasciaStore *self, const FasciaRestingArea *rest, gint64 now_us, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;

  g_return_val_if_fail (self != NULL && rest != NULL && rest->area != FASCIA_AREA_NONE, FALSE);

  transaction = fascia_transaction_begin (self, TRUE, error);
  if (transaction == NULL)
    return FALSE;
  statement = fascia_database_prepare (self,
                                       "INSERT INTO resting_area VALUES (:area, :until_us, :reason, :now_us) "
                                       "ON CONFLICT (area) DO UPDATE SET until_us = excluded.until_us, "
                                       "reason = excluded.reason, changed_at_us = excluded.changed_at_us "
                                       "WHERE until_us <= excluded.until_us",
                                       error);
  if (statement == NULL)
    return FALSE;
  fascia_bind_text (statement, ":area", fascia_area_to_string (rest->area));
  fascia_bind_int (statement, ":until_us", rest->until_us);
  fascia_bind_text (statement, ":reason", fascia_stop_reason_to_string (rest->reason));
  fascia_bind_int (statement, ":now_us", now_us);
  return fascia_database_run (self, statement, error) &&
         fascia_transaction_commit (g_steal_pointer (&transaction), error);
}

gboolean
fascia_store_end_rest (FasciaStore *self, FasciaArea area, gint64 now_us, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;

  g_return_val_if_fail (self != NULL && area != FASCIA_AREA_NONE, FALSE);

  transaction = fascia_transaction_begin (self, TRUE, error);
  if (transaction == NULL)
    return FALSE;
  /* Shortened, not removed: like every other change it has its instant. */
  statement = fascia_database_prepare (self,
                                       "UPDATE resting_area SET until_us = :now_us, changed_at_us = :now_us "
                                       "WHERE area = :area AND until_us > :now_us",
                                       error);
  if (statement == NULL)
    return FALSE;
  fascia_bind_text (statement, ":area", fascia_area_to_string (area));
  fascia_bind_int (statement, ":now_us", now_us);
  return fascia_database_run (self, statement, error) &&
         fascia_transaction_commit (g_steal_pointer (&transaction), error);
}
