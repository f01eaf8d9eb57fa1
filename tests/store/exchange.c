/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/store/exchange.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "tests/store/fixture.h"

static char *
must_export (FasciaStore *store)
{
  g_autoptr (GError) error = NULL;
  char *text = fascia_exchange_to_json (store, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  return text;
}

static JsonNode *
must_parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *root = json_from_string (text, &error);

  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (root));
  return root;
}

static JsonObject *
only_record (JsonObject *document, const char *list)
{
  JsonArray *array = json_object_get_array_member (document, list);

  g_assert_cmpuint (json_array_get_length (array), ==, 1);
  return json_array_get_object_element (array, 0);
}

#define assert_text(object, name, value) \
  g_assert_cmpstr (json_object_get_string_member (object, name), ==, value)
#define assert_int(object, name, value) \
  g_assert_cmpint (json_object_get_int_member (object, name), ==, value)
#define assert_null(object, name) \
  g_assert_true (json_object_has_member (object, name) && json_object_get_null_member (object, name))

static void
test_an_empty_home_exports_empty_lists (Home *home, gconstpointer data)
{
  g_autofree char *text = must_export (home_open (home));

  g_assert_cmpstr (text, ==,
                   "{\n\"format\":\"fascia\",\n\"version\":1,\n\"reminders_on\":false,\n"
                   "\"reminder_settings\":{\"on\":false,\"on_since_at\":null,\"on_since_us\":null,\"recent_min\":240,\"grace_min\":180,"
                   "\"nudge_min\":60,\"quiet\":false,\"quiet_from\":\"22:00\",\"quiet_until\":\"07:00\",\"quiet_drop\":false,"
                   "\"private_texts\":false,\"changed_at\":null,\"changed_us\":null},\n"
                   "\"preferences\":[],\n\"favourites\":[],\n\"tools\":[],\n\"goals\":[],\n\"pauses\":[],\n\"rules\":[],\n"
                   "\"routines\":[],\n\"sessions\":[],\n\"deleted\":[]\n}\n");
}

static void
test_a_session_has_every_field (Home *home, gconstpointer data)
{
  gint64 start_us = NOW_US - G_TIME_SPAN_HOUR + 654321;
  g_autoptr (FasciaLogEntry) entry = make_full_entry (start_us);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *session;
  JsonObject *item;
  JsonArray *items;
  JsonArray *areas;

  g_assert_true (fascia_store_add_session (home_open (home), entry, NOW_US + 1500000, NULL));
  text = must_export (home->store);
  root = must_parse (text);
  session = only_record (json_node_get_object (root), "sessions");
  assert_text (session, "uuid", entry->uuid);
  assert_text (session, "started_at", "2027-03-26T11:00:00+01:00");
  assert_int (session, "started_us", start_us);
  assert_int (session, "ended_us", start_us + 260 * G_TIME_SPAN_SECOND);
  assert_text (session, "zone", "Europe/Copenhagen");
  assert_text (session, "local_date", "2027-03-26");
  assert_int (session, "active_s", 195);
  assert_int (session, "elapsed_s", 260);
  assert_text (session, "source", "timer");
  assert_text (session, "routine", "after-a-run");
  assert_int (session, "routine_version", 3);
  assert_text (session, "context", "recovery");
  assert_int (session, "before", 6);
  assert_int (session, "after", 0);
  assert_int (session, "pressure", 10);
  assert_text (session, "next_day", "sore");
  assert_text (session, "note", entry->note);
  assert_text (session, "changed_at", "2027-03-26T11:00:01+00:00");
  assert_int (session, "changed_us", NOW_US + 1500000);
  areas = json_object_get_array_member (session, "areas");
  g_assert_cmpuint (json_array_get_length (areas), ==, 3);
  g_assert_cmpstr (json_array_get_string_element (areas, 0), ==, "thigh-front");
  items = json_object_get_array_member (session, "items");
  g_assert_cmpuint (json_array_get_length (items), ==, 4);
  item = json_array_get_object_element (items, 1);
  assert_text (item, "technique", "calf-roller");
  assert_text (item, "side", "right");
  assert_null (item, "tool");
  assert_int (item, "planned_s", 60);
  assert_int (item, "done_s", 60);
  assert_text (item, "status", "stopped");
  assert_text (item, "reason", "too-much");
  assert_null (json_array_get_object_element (items, 2), "planned_s");
}

static void
test_unknown_is_null_never_zero (Home *home, gconstpointer data)
{
  static const char *const names[] = { "routine", "routine_version", "context", "before", "after", "pressure", "next_day", "note" };
  g_autoptr (FasciaLogEntry) entry = make_entry (NOW_US - G_TIME_SPAN_HOUR, 5);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *session;

  g_assert_true (fascia_store_add_session (home_open (home), entry, NOW_US, NULL));
  text = must_export (home->store);
  root = must_parse (text);
  session = only_record (json_node_get_object (root), "sessions");
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    assert_null (session, names[i]);
}

static void
test_goals_rules_and_routines_are_in_it (Home *home, gconstpointer data)
{
  FasciaGoal goal = { fascia_day_new (2027, 3, 29), 4 };
  FasciaReminderSettings settings = FASCIA_REMINDER_SETTINGS_DEFAULT;
  g_autoptr (FasciaRule) rule = make_rule (0x15, 1080);
  g_autoptr (FasciaRoutine) routine = fascia_routine_new ("5c1fd7d6-6ef4-4a3a-b3a8-2c5a9f0d5b11");
  FasciaRoutineItem *routine_item = fascia_routine_item_new ("calf-roller");
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *document;
  JsonObject *object;
  JsonArray *days;

  routine_item->roll_s = 40;
  g_ptr_array_add (routine->items, routine_item);
  g_free (routine->name.in[FASCIA_LANGUAGE_DA]);
  routine->name.in[FASCIA_LANGUAGE_DA] = g_strdup ("Mit sæt");
  home_open (home);
  g_assert_true (fascia_store_set_goal (home->store, &goal, NOW_US, NULL));
  g_assert_true (fascia_store_add_rule (home->store, rule, NOW_US, NULL));
  settings.on = TRUE;
  g_assert_true (fascia_store_save_reminder_settings (home->store, &settings, NOW_US, NULL));
  g_assert_true (fascia_store_save_routine (home->store, routine, NOW_US, NULL));
  text = must_export (home->store);
  root = must_parse (text);
  document = json_node_get_object (root);

  assert_text (document, "format", "fascia");
  assert_int (document, "version", FASCIA_EXCHANGE_VERSION);
  g_assert_true (json_object_get_boolean_member (document, "reminders_on"));
  object = json_object_get_object_member (document, "reminder_settings");
  g_assert_true (json_object_get_boolean_member (object, "on"));
  assert_int (object, "on_since_us", NOW_US);
  assert_text (object, "changed_at", "2027-03-26T11:00:00+00:00");
  object = only_record (document, "goals");
  assert_text (object, "from", "2027-03-29");
  assert_int (object, "per_week", 4);
  object = only_record (document, "rules");
  assert_text (object, "uuid", rule->uuid);
  assert_text (object, "kind", "on-days");
  assert_text (object, "time", "18:00");
  days = json_object_get_array_member (object, "days");
  g_assert_cmpuint (json_array_get_length (days), ==, 3);
  g_assert_cmpstr (json_array_get_string_element (days, 2), ==, "fri");
  assert_null (object, "routine");
  assert_int (object, "created_us", NOW_US);
  object = only_record (document, "routines");
  assert_text (object, "uuid", routine->id);
  assert_text (json_object_get_object_member (object, "name"), "da", "Mit sæt");
  object = json_array_get_object_element (json_object_get_array_member (object, "items"), 0);
  assert_text (object, "technique", "calf-roller");
  assert_int (object, "roll_s", 40);
}

static void
test_pauses_are_in_it_and_requests_are_not (Home *home, gconstpointer data)
{
  FasciaDay today = fascia_day_new (2027, 3, 26);
  g_autoptr (FasciaPause) vacation = fascia_pause_new ();
  g_autoptr (FasciaPause) ended = fascia_pause_new ();
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonArray *list;
  JsonObject *object;
  gboolean any;

  ended->uuid = g_uuid_string_random ();
  ended->from = today;
  ended->reason = FASCIA_PAUSE_OTHER;
  vacation->uuid = g_uuid_string_random ();
  vacation->from = fascia_day_add (today, 3);
  vacation->until = fascia_day_add (today, 9);
  home_open (home);
  g_assert_true (fascia_store_add_pause (home->store, vacation, NOW_US, NULL));
  g_assert_true (fascia_store_add_pause (home->store, ended, NOW_US, NULL));
  g_assert_true (fascia_store_end_pauses (home->store, today, NOW_US + 7000, &any, NULL));
  g_assert_true (fascia_store_set_snooze (home->store, NOW_US + 123456, "rule-1", NOW_US, NULL));
  g_assert_true (fascia_store_set_nudge (home->store, NOW_US + 654321, NOW_US, NULL));
  text = must_export (home->store);
  g_assert_null (strstr (text, "rule-1"));
  g_assert_null (strstr (text, "123456"));
  g_assert_null (strstr (text, "654321"));
  root = must_parse (text);
  list = json_object_get_array_member (json_node_get_object (root), "pauses");
  g_assert_cmpuint (json_array_get_length (list), ==, 2);
  object = json_array_get_object_element (list, 0);
  assert_text (object, "uuid", ended->uuid);
  assert_text (object, "from", "2027-03-26");
  assert_null (object, "until");
  assert_text (object, "why", "other");
  assert_int (object, "created_us", NOW_US);
  assert_text (object, "ended_at", "2027-03-26T11:00:00+00:00");
  assert_int (object, "ended_us", NOW_US + 7000);
  assert_text (object, "ended_date", "2027-03-26");
  assert_int (object, "changed_us", NOW_US + 7000);
  object = json_array_get_object_element (list, 1);
  assert_text (object, "from", "2027-03-29");
  assert_text (object, "until", "2027-04-04");
  assert_text (object, "why", "vacation");
  assert_null (object, "ended_at");
  assert_null (object, "ended_us");
  assert_null (object, "ended_date");
}

static void
test_changed_preferences_are_in_it_and_rests_are_not (Home *home, gconstpointer data)
{
  FasciaPreferences preferences = FASCIA_PREFERENCES_DEFAULT;
  FasciaRestingArea rest = { .area = FASCIA_AREA_CALF, .until_us = NOW_US + FASCIA_REST_US, .reason = FASCIA_REASON_TOO_MUCH };
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonArray *list;

  preferences.switch_s = 12;
  preferences.wait_after_prepare = TRUE;
  preferences.first_side_mode = FASCIA_FIRST_SIDE_ALTERNATE;
  g_assert_true (fascia_store_save_preferences (home_open (home), &preferences, NOW_US + 7000, NULL));
  g_assert_true (fascia_store_rest_area (home->store, &rest, NOW_US, NULL));
  text = must_export (home->store);
  g_assert_null (strstr (text, "calf"));
  g_assert_null (strstr (text, "too-much"));
  root = must_parse (text);
  list = json_object_get_array_member (json_node_get_object (root), "preferences");
  g_assert_cmpuint (json_array_get_length (list), ==, 3);
  assert_text (json_array_get_object_element (list, 0), "key", "first_side");
  assert_text (json_array_get_object_element (list, 0), "value", "alternate");
  assert_text (json_array_get_object_element (list, 1), "key", "switch_s");
  assert_int (json_array_get_object_element (list, 1), "value", 12);
  assert_text (json_array_get_object_element (list, 2), "key", "wait_after_prepare");
  g_assert_cmpint (json_node_get_value_type (json_object_get_member (json_array_get_object_element (list, 2), "value")), ==, G_TYPE_BOOLEAN);
  g_assert_true (json_object_get_boolean_member (json_array_get_object_element (list, 2), "value"));
  assert_text (json_array_get_object_element (list, 2), "changed_at", "2027-03-26T11:00:00+00:00");
  assert_int (json_array_get_object_element (list, 2), "changed_us", NOW_US + 7000);
}

static void
test_deleted_ones_are_tombstones (Home *home, gconstpointer data)
{
  g_autoptr (FasciaLogEntry) entry = make_full_entry (NOW_US - G_TIME_SPAN_HOUR);
  g_autoptr (FasciaRule) rule = make_rule (0x15, 1080);
  g_autoptr (FasciaPause) pause = fascia_pause_new ();
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *document;
  JsonArray *deleted;
  JsonObject *object;

  g_assert_true (fascia_store_add_session (home_open (home), entry, NOW_US, NULL));
  g_assert_true (fascia_store_add_rule (home->store, rule, NOW_US, NULL));
  pause->uuid = g_uuid_string_random ();
  pause->from = fascia_day_new (2027, 3, 26);
  g_assert_true (fascia_store_add_pause (home->store, pause, NOW_US, NULL));
  g_assert_true (fascia_store_delete_pause (home->store, pause->uuid, NOW_US + 6000, NULL));
  g_assert_true (fascia_store_delete_session (home->store, entry->uuid, NOW_US + 7000, NULL));
  g_assert_true (fascia_store_remove_rule (home->store, rule->uuid, NOW_US + 8000, NULL));
  text = must_export (home->store);
  g_assert_null (strstr (text, entry->note));
  root = must_parse (text);
  document = json_node_get_object (root);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (document, "sessions")), ==, 0);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (document, "rules")), ==, 0);
  deleted = json_object_get_array_member (document, "deleted");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (document, "pauses")), ==, 0);
  g_assert_cmpuint (json_array_get_length (deleted), ==, 3);
  object = json_array_get_object_element (deleted, 0);
  assert_text (object, "kind", "pause");
  assert_text (object, "uuid", pause->uuid);
  assert_int (object, "deleted_us", NOW_US + 6000);
  object = json_array_get_object_element (deleted, 1);
  assert_text (object, "kind", "rule");
  assert_text (object, "uuid", rule->uuid);
  object = json_array_get_object_element (deleted, 2);
  assert_text (object, "kind", "session");
  assert_text (object, "uuid", entry->uuid);
  assert_text (object, "deleted_at", "2027-03-26T11:00:00+00:00");
  assert_int (object, "deleted_us", NOW_US + 7000);
}

static void
test_the_running_session_stays_here (Home *home, gconstpointer data)
{
  FasciaOpenSession open = { .entry = make_full_entry (NOW_US), .state = (char *) "a text of its state", .heartbeat_us = NOW_US };
  g_autofree char *text = NULL;

  g_assert_true (fascia_store_journal_session (home_open (home), &open, NOW_US, NULL));
  text = must_export (home->store);
  g_assert_null (strstr (text, open.entry->uuid));
  g_assert_null (strstr (text, open.state));
  fascia_log_entry_free (open.entry);
}

/* In another order of writing, with gaps where rows were: the same log. */
static void
test_the_same_data_give_the_same_bytes (Home *home, gconstpointer data)
{
  Home other = { 0 };
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) fascia_log_entry_free);
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;
  g_autofree char *other_text = NULL;

  for (int i = 0; i < 20; i++)
    g_ptr_array_add (entries, make_full_entry (NOW_US - (i / 2) * G_TIME_SPAN_HOUR));

  home_open (home);
  for (guint i = 0; i < entries->len; i++)
    g_assert_true (fascia_store_add_session (home->store, entries->pdata[i], NOW_US, NULL));
  text = must_export (home->store);
  again = must_export (home_open (home));
  g_assert_cmpstr (text, ==, again);

  home_set_up (&other, NULL);
  home_open (&other);
  for (guint i = entries->len; i > 0; i--)
    g_assert_true (fascia_store_add_session (other.store, entries->pdata[i - 1], NOW_US, NULL));
  other_text = must_export (other.store);
  g_assert_cmpstr (text, ==, other_text);
  home_tear_down (&other, NULL);
  g_ptr_array_unref (entries);
}

/* As json-glib, which wrote the exports of the first versions, would write it. */
static void
test_every_character_is_written_as_it_was (Home *home, gconstpointer data)
{
  FasciaStore *store = home_open (home);
  g_autoptr (FasciaLogEntry) entry = make_full_entry (NOW_US - G_TIME_SPAN_HOUR);
  g_autoptr (GString) note = g_string_new ("“Læg” 足 🦵 {[,");
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *written = NULL;
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;

  /* json-glib 1.6 leaves out 0x1f, and so writes what is no JSON. */
  for (char c = 1; c < 0x7f; c++)
    if (c != 0x1f)
      g_string_append_c (note, c);
  g_string_append_c (note, 0x7f);
  g_free (entry->note);
  entry->note = g_strdup (note->str);
  g_assert_true (fascia_store_add_session (store, entry, NOW_US, NULL));
  text = must_export (store);
  node = json_node_init_string (json_node_alloc (), note->str);
  written = json_to_string (node, FALSE);
  expected = g_strdup_printf ("\"note\":%s,", written);
  g_assert_nonnull (strstr (text, expected));
  root = must_parse (text);
  assert_text (only_record (json_node_get_object (root), "sessions"), "note", note->str);
}

static void
test_each_record_is_one_line (Home *home, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  home_open (home);
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (FasciaLogEntry) entry = make_full_entry (NOW_US - i * G_TIME_SPAN_HOUR);

      g_assert_true (fascia_store_add_session (home->store, entry, NOW_US, NULL));
    }
  text = must_export (home->store);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 20);
  for (guint i = 13; i <= 15; i++)
    g_assert_true (g_str_has_prefix (lines[i], "{\"uuid\":"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_home_test ("/store/exchange/an-empty-home-exports-empty-lists", test_an_empty_home_exports_empty_lists);
  add_home_test ("/store/exchange/a-session-has-every-field", test_a_session_has_every_field);
  add_home_test ("/store/exchange/unknown-is-null-never-zero", test_unknown_is_null_never_zero);
  add_home_test ("/store/exchange/goals-rules-and-routines-are-in-it", test_goals_rules_and_routines_are_in_it);
  add_home_test ("/store/exchange/pauses-are-in-it-and-requests-are-not", test_pauses_are_in_it_and_requests_are_not);
  add_home_test ("/store/exchange/changed-preferences-are-in-it-and-rests-are-not", test_changed_preferences_are_in_it_and_rests_are_not);
  add_home_test ("/store/exchange/deleted-ones-are-tombstones", test_deleted_ones_are_tombstones);
  add_home_test ("/store/exchange/the-running-session-stays-here", test_the_running_session_stays_here);
  add_home_test ("/store/exchange/the-same-data-give-the-same-bytes", test_the_same_data_give_the_same_bytes);
  add_home_test ("/store/exchange/every-character-is-written-as-it-was", test_every_character_is_written_as_it_was);
  add_home_test ("/store/exchange/each-record-is-one-line", test_each_record_is_one_line);
  return g_test_run ();
}
