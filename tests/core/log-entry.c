/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/log-entry.h"

#include <string.h>

#define S(seconds) ((gint64)(seconds)*G_USEC_PER_SEC)

static FasciaTechnique *
new_technique (const char *id, FasciaSides sides, FasciaTool tool, FasciaTool other_tool)
{
  FasciaTechnique *technique = g_new0 (FasciaTechnique, 1);
  const FasciaText empty = { .in = { (char *)"", (char *)"" } };
  FasciaText *texts[] = {
    &technique->name,
    &technique->muscles,
    &technique->start,
    &technique->movement,
    &technique->easier,
    &technique->harder,
    &technique->mistakes,
    &technique->caution,
    &technique->cue_set_up,
    &technique->cue_roll,
    &technique->cue_hold,
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    fascia_text_copy (&empty, texts[i]);
  technique->id = g_strdup (id);
  technique->sides = sides;
  technique->tools[technique->n_tools++] = tool;
  if (other_tool != FASCIA_TOOL_NONE)
    technique->tools[technique->n_tools++] = other_tool;
  technique->level = 1;
  technique->places = FASCIA_PLACE_FLOOR;
  technique->roll_s = 30;
  technique->sets = 1;
  technique->sections = g_new0 (char *, 1);
  return technique;
}

static FasciaCatalog *
small_catalog (void)
{
  GPtrArray *techniques = g_ptr_array_new_with_free_func ((GDestroyNotify)fascia_technique_free);
  GPtrArray *routines = g_ptr_array_new_with_free_func ((GDestroyNotify)fascia_routine_unref);
  g_autoptr (GError) error = NULL;
  FasciaCatalog *catalog;

  g_ptr_array_add (techniques, new_technique ("glutes-roller", FASCIA_SIDES_LEFT_RIGHT, FASCIA_TOOL_FOAM_ROLLER, FASCIA_TOOL_MASSAGE_BALL));
  g_ptr_array_add (techniques, new_technique ("upper-back-roller", FASCIA_SIDES_BOTH, FASCIA_TOOL_FOAM_ROLLER, FASCIA_TOOL_NONE));
  g_ptr_array_add (techniques, new_technique ("calf-roller", FASCIA_SIDES_EITHER, FASCIA_TOOL_FOAM_ROLLER, FASCIA_TOOL_NONE));
  catalog = fascia_catalog_new (techniques, routines, &error);
  g_assert_no_error (error);
  return catalog;
}

static FasciaLogEntry *
valid_entry (void)
{
  FasciaLogEntry *entry = fascia_log_entry_new ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Copenhagen");

  entry->uuid = g_strdup ("5f0c8b1e-6a0d-4d0a-9a54-0f5d7b9d0001");
  g_assert_true (fascia_instant_parse ("2027-03-26T23:59:59", zone, &entry->started, NULL));
  g_assert_true (fascia_day_from_string ("2027-03-26", &entry->local_date, NULL));
  entry->active_s = 300;
  entry->elapsed_s = 400;
  entry->routine = g_strdup ("whole-body-10");
  entry->routine_version = 1;
  entry->occasion = FASCIA_OCCASION_EVERYDAY;
  entry->areas[entry->n_areas++] = FASCIA_AREA_CALF;
  entry->areas[entry->n_areas++] = FASCIA_AREA_FOOT;
  entry->before = 5;
  entry->after = 0;
  entry->pressure = 10;
  entry->next_day = FASCIA_NEXT_DAY_SORE;
  entry->note = g_strdup ("Godt for læggen");
  g_ptr_array_add (entry->items, fascia_log_item_new ("calf-roller", FASCIA_SIDE_LEFT));
  return entry;
}

static char *
repeat (const char *text, guint n)
{
  GString *string = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (string, text);
  return g_string_free (string, FALSE);
}

static void
test_nothing_is_rated_at_first (void)
{
  g_autoptr (FasciaLogEntry) entry = fascia_log_entry_new ();

  g_assert_cmpint (entry->before, ==, FASCIA_UNRATED);
  g_assert_cmpint (entry->after, ==, FASCIA_UNRATED);
  g_assert_cmpint (entry->pressure, ==, FASCIA_UNRATED);
  g_assert_cmpint (entry->next_day, ==, FASCIA_NEXT_DAY_NONE);
  g_assert_cmpint (entry->occasion, ==, FASCIA_OCCASION_NONE);
  g_assert_cmpuint (entry->items->len, ==, 0);
}

static void
test_a_copy_shares_nothing (void)
{
  g_autoptr (FasciaLogEntry) entry = valid_entry ();
  g_autoptr (FasciaLogEntry) copy = fascia_log_entry_copy (entry);
  FasciaLogItem *item = g_ptr_array_index (entry->items, 0);

  entry->note[0] = 'X';
  entry->started.zone[0] = 'X';
  entry->routine[0] = 'X';
  entry->uuid[0] = 'X';
  item->technique[0] = 'X';
  g_ptr_array_set_size (entry->items, 0);
  g_assert_cmpstr (copy->note, ==, "Godt for læggen");
  g_assert_cmpstr (copy->started.zone, ==, "Europe/Copenhagen");
  g_assert_cmpstr (copy->routine, ==, "whole-body-10");
  g_assert_cmpstr (copy->uuid, ==, "5f0c8b1e-6a0d-4d0a-9a54-0f5d7b9d0001");
  g_assert_cmpuint (copy->items->len, ==, 1);
  g_assert_cmpstr (((FasciaLogItem *)g_ptr_array_index (copy->items, 0))->technique, ==, "calf-roller");
}

/* Each breaks one thing of a session that is in order. */
static void
break_uuid (FasciaLogEntry *entry)
{
  entry->uuid[0] = 'x';
}
static void
break_uuid_missing (FasciaLogEntry *entry)
{
  g_clear_pointer (&entry->uuid, g_free);
}
static void
break_zone (FasciaLogEntry *entry)
{
  g_clear_pointer (&entry->started.zone, g_free);
}
static void
break_offset (FasciaLogEntry *entry)
{
  entry->started.utc_offset_s = 20 * 3600;
}
static void
break_date_missing (FasciaLogEntry *entry)
{
  entry->local_date = FASCIA_DAY_NONE;
}
static void
break_date (FasciaLogEntry *entry)
{
  entry->local_date.julian++;
}
static void
break_active (FasciaLogEntry *entry)
{
  entry->active_s = -1;
}
static void
break_elapsed (FasciaLogEntry *entry)
{
  entry->active_s = entry->elapsed_s = -1;
}
static void
break_order (FasciaLogEntry *entry)
{
  entry->active_s = 401;
}
static void
break_source (FasciaLogEntry *entry)
{
  entry->source = 2;
}
static void
break_occasion (FasciaLogEntry *entry)
{
  entry->occasion = FASCIA_N_OCCASIONS;
}
static void
break_routine (FasciaLogEntry *entry)
{
  entry->routine[0] = '\0';
}
static void
break_version (FasciaLogEntry *entry)
{
  entry->routine_version = -1;
}
static void
break_before (FasciaLogEntry *entry)
{
  entry->before = 11;
}
static void
break_after (FasciaLogEntry *entry)
{
  entry->after = -2;
}
static void
break_pressure (FasciaLogEntry *entry)
{
  entry->pressure = 11;
}
static void
break_next_day (FasciaLogEntry *entry)
{
  entry->next_day = 3;
}
static void
break_n_areas (FasciaLogEntry *entry)
{
  entry->n_areas = 4;
}
static void
break_area (FasciaLogEntry *entry)
{
  entry->areas[1] = FASCIA_N_AREAS;
}
static void
break_area_twice (FasciaLogEntry *entry)
{
  entry->areas[1] = entry->areas[0];
}

static void
break_note (FasciaLogEntry *entry)
{
  g_free (entry->note);
  entry->note = repeat ("æ", FASCIA_MAX_NOTE_CHARACTERS + 1);
}

static void
break_note_text (FasciaLogEntry *entry)
{
  entry->note[0] = '\xff';
}

static FasciaLogItem *
first_item (FasciaLogEntry *entry)
{
  return g_ptr_array_index (entry->items, 0);
}

static void
break_item (FasciaLogEntry *entry)
{
  first_item (entry)->technique[0] = '\0';
}
static void
break_item_side (FasciaLogEntry *entry)
{
  first_item (entry)->side = 3;
}
static void
break_item_tool (FasciaLogEntry *entry)
{
  first_item (entry)->tool = FASCIA_N_TOOLS;
}
static void
break_item_planned (FasciaLogEntry *entry)
{
  first_item (entry)->planned_s = -2;
}
static void
break_item_done (FasciaLogEntry *entry)
{
  first_item (entry)->done_s = -1;
}
static void
break_item_status (FasciaLogEntry *entry)
{
  first_item (entry)->status = 4;
}
static void
break_item_reason (FasciaLogEntry *entry)
{
  first_item (entry)->reason = FASCIA_REASON_OTHER + 1;
}
static void
break_item_stop (FasciaLogEntry *entry)
{
  first_item (entry)->status = FASCIA_ITEM_STOPPED;
}

static void
test_each_field_is_checked (void)
{
  static void (*const breakers[]) (FasciaLogEntry *) = {
    break_uuid,
    break_uuid_missing,
    break_zone,
    break_offset,
    break_date_missing,
    break_date,
    break_active,
    break_elapsed,
    break_order,
    break_source,
    break_occasion,
    break_routine,
    break_version,
    break_before,
    break_after,
    break_pressure,
    break_next_day,
    break_n_areas,
    break_area,
    break_area_twice,
    break_note,
    break_note_text,
    break_item,
    break_item_side,
    break_item_tool,
    break_item_planned,
    break_item_done,
    break_item_status,
    break_item_reason,
    break_item_stop,
  };
  g_autoptr (FasciaCatalog) catalog = small_catalog ();
  g_autoptr (FasciaLogEntry) good = valid_entry ();
  g_autoptr (GError) none = NULL;

  g_assert_true (fascia_log_entry_validate (good, catalog, &none));
  g_assert_no_error (none);
  g_free (good->note);
  good->note = repeat ("æ", FASCIA_MAX_NOTE_CHARACTERS);
  g_assert_true (fascia_log_entry_validate (good, NULL, &none));
  g_assert_no_error (none);

  for (guint i = 0; i < G_N_ELEMENTS (breakers); i++)
    {
      g_autoptr (FasciaLogEntry) entry = valid_entry ();
      g_autoptr (GError) error = NULL;

      g_test_message ("breaker %u", i);
      breakers[i](entry);
      g_assert_false (fascia_log_entry_validate (entry, NULL, &error));
      g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID);
    }
}

static void
test_techniques_are_looked_up_on_demand (void)
{
  g_autoptr (FasciaCatalog) catalog = small_catalog ();
  g_autoptr (FasciaLogEntry) entry = valid_entry ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (entry->items, fascia_log_item_new ("forgotten-roller", FASCIA_SIDE_LEFT));
  g_assert_true (fascia_log_entry_validate (entry, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (fascia_log_entry_validate (entry, catalog, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND);
}

/* --- By hand ------------------------------------------------------------------- */

static char *
describe_items (const FasciaLogEntry *entry)
{
  GString *string = g_string_new (NULL);

  for (guint i = 0; i < entry->items->len; i++)
    {
      const FasciaLogItem *item = g_ptr_array_index (entry->items, i);

      g_string_append_printf (string, "%s%s:%s %d", i > 0 ? ", " : "", item->technique, fascia_side_to_string (item->side), item->done_s);
    }
  return g_string_free (string, FALSE);
}

static void
test_items_by_hand (void)
{
  static const struct {
    FasciaManualItem items[3];
    guint n_items;
    int minutes;
    const char *expected; /* %NULL: refused */
    FasciaError code;
  } cases[] = {
    { { { NULL } }, 0, 10, "", 0 },
    { { { "glutes-roller", FALSE, 0 } }, 1, 10, "glutes-roller:left 300, glutes-roller:right 300", 0 },
    { { { "glutes-roller", TRUE, FASCIA_SIDE_BOTH } }, 1, 10, "glutes-roller:left 300, glutes-roller:right 300", 0 },
    { { { "glutes-roller", TRUE, FASCIA_SIDE_RIGHT } }, 1, 10, "glutes-roller:right 600", 0 },
    { { { "upper-back-roller", FALSE, 0 } }, 1, 1, "upper-back-roller:both 60", 0 },
    { { { "upper-back-roller", TRUE, FASCIA_SIDE_BOTH } }, 1, 1440, "upper-back-roller:both 86400", 0 },
    { { { "upper-back-roller", TRUE, FASCIA_SIDE_LEFT } }, 1, 10, NULL, FASCIA_ERROR_INVALID },
    { { { "calf-roller", FALSE, 0 } }, 1, 10, "calf-roller:left 300, calf-roller:right 300", 0 },
    { { { "calf-roller", TRUE, FASCIA_SIDE_BOTH } }, 1, 10, "calf-roller:both 600", 0 },
    { { { "calf-roller", TRUE, FASCIA_SIDE_LEFT } }, 1, 10, "calf-roller:left 600", 0 },
    /* 7 minutes over 5 and over 8 items: whole seconds, the first ones get the rest */
    { { { "glutes-roller", FALSE, 0 }, { "upper-back-roller", FALSE, 0 }, { "calf-roller", FALSE, 0 } }, 3, 7, "glutes-roller:left 84, glutes-roller:right 84, upper-back-roller:both 84, calf-roller:left 84, calf-roller:right 84", 0 },
    { { { "upper-back-roller", FALSE, 0 }, { "glutes-roller", FALSE, 0 }, { "calf-roller", TRUE, FASCIA_SIDE_LEFT } }, 3, 11, "upper-back-roller:both 165, glutes-roller:left 165, glutes-roller:right 165, calf-roller:left 165", 0 },
    { { { "nothing-roller", FALSE, 0 } }, 1, 10, NULL, FASCIA_ERROR_NOT_FOUND },
    { { { "glutes-roller", FALSE, 0 }, { "nothing-roller", FALSE, 0 } }, 2, 10, NULL, FASCIA_ERROR_NOT_FOUND },
    { { { "glutes-roller", FALSE, 0 } }, 1, 0, NULL, FASCIA_ERROR_INVALID },
    { { { "glutes-roller", FALSE, 0 } }, 1, -5, NULL, FASCIA_ERROR_INVALID },
    { { { "glutes-roller", FALSE, 0 } }, 1, 1441, NULL, FASCIA_ERROR_INVALID },
  };
  g_autoptr (FasciaCatalog) catalog = small_catalog ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FasciaLogEntry) entry = valid_entry ();
      g_autoptr (GError) error = NULL;
      g_autofree char *description = NULL;
      gboolean set = fascia_log_entry_set_manual_items (entry, catalog, cases[i].items, cases[i].n_items, cases[i].minutes, &error);

      description = describe_items (entry);
      if (cases[i].expected != NULL)
        {
          g_assert_no_error (error);
          g_assert_true (set);
          g_assert_cmpstr (description, ==, cases[i].expected);
          g_assert_cmpint (entry->active_s, ==, cases[i].minutes * 60);
          g_assert_cmpint (entry->elapsed_s, ==, cases[i].minutes * 60);
          for (guint j = 0; j < entry->items->len; j++)
            {
              const FasciaLogItem *item = g_ptr_array_index (entry->items, j);

              g_assert_cmpint (item->planned_s, ==, FASCIA_UNKNOWN_S);
              g_assert_cmpint (item->status, ==, FASCIA_ITEM_DONE);
              g_assert_cmpint (item->reason, ==, FASCIA_REASON_NONE);
            }
        }
      else
        {
          g_assert_false (set);
          g_assert_error (error, FASCIA_ERROR, (int)cases[i].code);
          g_assert_cmpstr (description, ==, "calf-roller:left 0");
          g_assert_cmpint (entry->active_s, ==, 300);
        }
    }
}

static void
test_seconds_that_do_not_divide_go_to_the_first (void)
{
  g_autoptr (FasciaCatalog) catalog = small_catalog ();
  g_autoptr (FasciaLogEntry) entry = valid_entry ();
  FasciaManualItem items[7];
  int sum_s = 0;

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    items[i] = (FasciaManualItem){ .technique = "upper-back-roller" };
  g_assert_true (fascia_log_entry_set_manual_items (entry, catalog, items, G_N_ELEMENTS (items), 1, NULL));
  for (guint i = 0; i < entry->items->len; i++)
    {
      const FasciaLogItem *item = g_ptr_array_index (entry->items, i);

      g_assert_cmpint (item->done_s, ==, i < 4 ? 9 : 8);
      sum_s += item->done_s;
    }
  g_assert_cmpint (sum_s, ==, 60);
}

static void
test_a_tool_by_hand_is_known_where_there_is_no_choice (void)
{
  g_autoptr (FasciaCatalog) catalog = small_catalog ();
  g_autoptr (FasciaLogEntry) entry = valid_entry ();
  const FasciaManualItem items[] = { { "upper-back-roller", FALSE, 0 }, { "glutes-roller", TRUE, FASCIA_SIDE_LEFT } };

  g_assert_true (fascia_log_entry_set_manual_items (entry, catalog, items, 2, 10, NULL));
  g_assert_cmpint (((FasciaLogItem *)g_ptr_array_index (entry->items, 0))->tool, ==, FASCIA_TOOL_FOAM_ROLLER);
  g_assert_cmpint (((FasciaLogItem *)g_ptr_array_index (entry->items, 1))->tool, ==, FASCIA_TOOL_NONE);
}

/* --- From the timer -------------------------------------------------------------- */

static FasciaPlan *
plan_of (guint n_items)
{
  g_autoptr (FasciaRoutine) routine = fascia_routine_new ("of-items");

  for (guint i = 0; i < n_items; i++)
    {
      FasciaRoutineItem *item = fascia_routine_item_new (i % 2 == 0 ? "glutes-roller" : "upper-back-roller");

      item->sides = i % 2 == 0 ? FASCIA_SIDES_LEFT_RIGHT : FASCIA_SIDES_BOTH;
      item->tool = FASCIA_TOOL_MASSAGE_BALL;
      item->prepare_s = 5;
      item->roll_s = 30;
      item->hold_s = 15;
      item->sets = 1;
      g_ptr_array_add (routine->items, item);
    }
  return fascia_plan_new (routine, NULL, NULL);
}

static void
test_a_session_becomes_items_in_order (void)
{
  g_autoptr (FasciaPlan) plan = plan_of (2);
  g_autoptr (FasciaSession) session = fascia_session_new (plan, &(FasciaSessionOptions){ 0 });
  g_autoptr (FasciaLogEntry) entry = valid_entry ();
  const FasciaLogItem *item;

  /* Prepare 5, left 45, switch 8, then 10.4 s of the right side. */
  fascia_session_start (session, 0, NULL);
  fascia_session_tick (session, S (50), NULL);
  fascia_session_pause (session, S (68) + 400000, NULL);
  fascia_session_stop (session, S (78), FASCIA_REASON_NERVE, NULL);
  fascia_log_entry_take_session (entry, session, S (99));

  g_assert_cmpint (entry->active_s, ==, 55);
  g_assert_cmpint (entry->elapsed_s, ==, 78);
  g_assert_cmpuint (entry->items->len, ==, 3);
  item = g_ptr_array_index (entry->items, 0);
  g_assert_cmpstr (item->technique, ==, "glutes-roller");
  g_assert_cmpint (item->side, ==, FASCIA_SIDE_LEFT);
  g_assert_cmpint (item->tool, ==, FASCIA_TOOL_MASSAGE_BALL);
  g_assert_cmpint (item->planned_s, ==, 45);
  g_assert_cmpint (item->done_s, ==, 45);
  g_assert_cmpint (item->status, ==, FASCIA_ITEM_DONE);
  item = g_ptr_array_index (entry->items, 1);
  g_assert_cmpint (item->side, ==, FASCIA_SIDE_RIGHT);
  g_assert_cmpint (item->done_s, ==, 10);
  g_assert_cmpint (item->status, ==, FASCIA_ITEM_STOPPED);
  g_assert_cmpint (item->reason, ==, FASCIA_REASON_NERVE);
  item = g_ptr_array_index (entry->items, 2);
  g_assert_cmpint (item->side, ==, FASCIA_SIDE_BOTH);
  g_assert_cmpint (item->done_s, ==, 0);
  g_assert_cmpint (item->status, ==, FASCIA_ITEM_SKIPPED);
  g_assert_true (fascia_log_entry_validate (entry, NULL, NULL));
}

/* However odd the moments at which phases were left. */
static void
test_items_always_add_up (void)
{
  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (FasciaPlan) plan = plan_of ((guint)g_test_rand_int_range (1, 12));
      g_autoptr (FasciaSession) session = fascia_session_new (plan, &(FasciaSessionOptions){ 0 });
      g_autoptr (FasciaLogEntry) entry = valid_entry ();
      gint64 now_us = 0;

      fascia_session_start (session, now_us, NULL);
      while (fascia_session_get_state (session) != FASCIA_SESSION_FINISHED)
        {
          g_autoptr (GError) error = NULL;
          int sum_s = 0;

          now_us += g_test_rand_int_range (0, 40 * G_USEC_PER_SEC);
          if (g_test_rand_bit ())
            fascia_session_skip (session, now_us, NULL);
          else
            fascia_session_tick (session, now_us, NULL);

          fascia_log_entry_take_session (entry, session, now_us);
          for (guint j = 0; j < entry->items->len; j++)
            {
              const FasciaLogItem *item = g_ptr_array_index (entry->items, j);
              FasciaSessionCredit credit = fascia_session_get_credit (session, j, now_us);

              g_assert_cmpint (ABS (S (item->done_s) - credit.done_us), <, S (1));
              sum_s += item->done_s;
            }
          g_assert_cmpint (sum_s, ==, entry->active_s);
          g_assert_cmpint (entry->active_s, ==, fascia_session_get_active_us (session, now_us) / G_USEC_PER_SEC);
          g_assert_true (fascia_log_entry_validate (entry, NULL, &error));
          g_assert_no_error (error);
        }
    }
}

/* --- Does it count? -------------------------------------------------------------- */

static void
test_what_counts_for_the_goal (void)
{
  typedef struct {
    const char *technique;
    FasciaSide side;
    FasciaItemStatus status;
    FasciaStopReason reason;
  } Item;
  static const struct {
    FasciaSource source;
    int active_s;
    Item items[4];
    gboolean counts;
  } cases[] = {
    { FASCIA_SOURCE_MANUAL, 120, { { NULL } }, TRUE },
    { FASCIA_SOURCE_MANUAL, 119, { { NULL } }, FALSE },
    { FASCIA_SOURCE_TIMER, 1200, { { NULL } }, FALSE },
    /* finished on all its sides, and two minutes */
    { FASCIA_SOURCE_TIMER, 120, { { "a", FASCIA_SIDE_LEFT, FASCIA_ITEM_DONE, -1 }, { "a", FASCIA_SIDE_RIGHT, FASCIA_ITEM_DONE, -1 }, { "b", FASCIA_SIDE_BOTH, FASCIA_ITEM_SKIPPED, -1 } }, TRUE },
    { FASCIA_SOURCE_TIMER, 119, { { "a", FASCIA_SIDE_LEFT, FASCIA_ITEM_DONE, -1 }, { "a", FASCIA_SIDE_RIGHT, FASCIA_ITEM_DONE, -1 } }, FALSE },
    { FASCIA_SOURCE_TIMER, 120, { { "b", FASCIA_SIDE_BOTH, FASCIA_ITEM_DONE, -1 } }, TRUE },
    { FASCIA_SOURCE_TIMER, 1200, { { "a", FASCIA_SIDE_LEFT, FASCIA_ITEM_DONE, -1 }, { "a", FASCIA_SIDE_RIGHT, FASCIA_ITEM_PARTIAL, -1 } }, FALSE },
    { FASCIA_SOURCE_TIMER, 1200, { { "a", FASCIA_SIDE_LEFT, FASCIA_ITEM_DONE, -1 }, { "b", FASCIA_SIDE_RIGHT, FASCIA_ITEM_DONE, -1 }, { "a", FASCIA_SIDE_RIGHT, FASCIA_ITEM_SKIPPED, -1 } }, TRUE },
    { FASCIA_SOURCE_TIMER, 1200, { { "a", FASCIA_SIDE_BOTH, FASCIA_ITEM_PARTIAL, FASCIA_REASON_TIRED } }, FALSE },
    /* twice in one session: one of the two will do */
    { FASCIA_SOURCE_TIMER, 1200, { { "a", FASCIA_SIDE_LEFT, FASCIA_ITEM_DONE, -1 }, { "a", FASCIA_SIDE_RIGHT, FASCIA_ITEM_PARTIAL, -1 }, { "a", FASCIA_SIDE_LEFT, FASCIA_ITEM_SKIPPED, -1 }, { "a", FASCIA_SIDE_RIGHT, FASCIA_ITEM_DONE, -1 } }, TRUE },
    /* stopped for safety after any roll */
    { FASCIA_SOURCE_TIMER, 5, { { "a", FASCIA_SIDE_LEFT, FASCIA_ITEM_STOPPED, FASCIA_REASON_PAIN } }, TRUE },
    { FASCIA_SOURCE_TIMER, 0, { { "a", FASCIA_SIDE_LEFT, FASCIA_ITEM_STOPPED, FASCIA_REASON_PAIN } }, FALSE },
    { FASCIA_SOURCE_TIMER, 5, { { "a", FASCIA_SIDE_LEFT, FASCIA_ITEM_DONE, -1 }, { "a", FASCIA_SIDE_RIGHT, FASCIA_ITEM_STOPPED, FASCIA_REASON_TOO_MUCH } }, TRUE },
    { FASCIA_SOURCE_TIMER, 5, { { "a", FASCIA_SIDE_LEFT, FASCIA_ITEM_PARTIAL, FASCIA_REASON_TIRED } }, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FasciaLogEntry) entry = fascia_log_entry_new ();

      g_test_message ("case %u", i);
      entry->source = cases[i].source;
      entry->active_s = cases[i].active_s;
      for (guint j = 0; j < G_N_ELEMENTS (cases[i].items) && cases[i].items[j].technique != NULL; j++)
        {
          FasciaLogItem *item = fascia_log_item_new (cases[i].items[j].technique, cases[i].items[j].side);

          item->status = cases[i].items[j].status;
          item->reason = cases[i].items[j].reason;
          g_ptr_array_add (entry->items, item);
        }
      g_assert_cmpint (fascia_log_entry_counts (entry), ==, cases[i].counts);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/log-entry/nothing-is-rated-at-first", test_nothing_is_rated_at_first);
  g_test_add_func ("/log-entry/a-copy-shares-nothing", test_a_copy_shares_nothing);
  g_test_add_func ("/log-entry/each-field-is-checked", test_each_field_is_checked);
  g_test_add_func ("/log-entry/techniques-are-looked-up-on-demand", test_techniques_are_looked_up_on_demand);
  g_test_add_func ("/log-entry/items-by-hand", test_items_by_hand);
  g_test_add_func ("/log-entry/seconds-that-do-not-divide-go-to-the-first", test_seconds_that_do_not_divide_go_to_the_first);
  g_test_add_func ("/log-entry/a-tool-by-hand-is-known-where-there-is-no-choice", test_a_tool_by_hand_is_known_where_there_is_no_choice);
  g_test_add_func ("/log-entry/a-session-becomes-items-in-order", test_a_session_becomes_items_in_order);
  g_test_add_func ("/log-entry/items-always-add-up", test_items_always_add_up);
  g_test_add_func ("/log-entry/what-counts-for-the-goal", test_what_counts_for_the_goal);
  return g_test_run ();
}
