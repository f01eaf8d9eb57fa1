/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing starts that the health check forbids, whoever asks for it. */
#include <sqlite3.h>
#include <string.h>

#include "app/service/diary-private.h"
#include "fascia/service/player.h"
#include "fascia/service/wording.h"
#include "injected-clock.h"
#include "temporary-folder.h"

#define DAY_US (24 * G_TIME_SPAN_HOUR)

typedef struct {
  char *folder;
  FasciaClock *clock;
  FasciaContext *context;
  FasciaDiary *diary;
  FasciaPlayer *player;
  guint n_refused;
} Fixture;

static void
refused_cb (FasciaPlayer *player, const GError *error, Fixture *fixture)
{
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_UNSAFE);
  fixture->n_refused++;
}

/* As after the start of the program. */
static void
new_player (Fixture *fixture)
{
  g_clear_object (&fixture->player);
  fixture->player = fascia_player_new (fixture->context);
  g_signal_connect (fixture->player, "refused", G_CALLBACK (refused_cb), fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Copenhagen");
  g_autoptr (GDateTime) start = g_date_time_new (zone, 2026, 11, 20, 18, 0, 0);

  fixture->folder = temporary_folder_new ();
  fixture->clock = injected_clock_new (g_date_time_to_unix (start) * G_USEC_PER_SEC, 0, zone);
  fixture->context = fascia_context_new (fixture->clock, fixture->folder, &error);
  g_assert_no_error (error);
  fixture->diary = fascia_context_get_diary (fixture->context, &error);
  g_assert_no_error (error);
  new_player (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->player);
  g_clear_object (&fixture->context);
  injected_clock_free (fixture->clock);
  temporary_folder_free (fixture->folder);
}

static void
pass (Fixture *fixture, gint64 us)
{
  injected_clock_advance (fixture->clock, us);
  fascia_player_update (fixture->player);
}

static void
answer_yes (Fixture *fixture, FasciaCondition condition, guint32 areas)
{
  g_autoptr (GError) error = NULL;
  FasciaHealth health;

  g_assert_true (fascia_diary_get_health (fixture->diary, &health, &error));
  fascia_health_answer_yes (&health, condition, areas, FALSE, fascia_clock_utc_us (fixture->clock));
  g_assert_true (fascia_diary_set_health (fixture->diary, &health, &error));
  g_assert_no_error (error);
}

static FasciaSafetyVerdict *
check (Fixture *fixture, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaRoutine) routine = fascia_context_find_routine (fixture->context, id, &error);
  FasciaSafetyVerdict *verdict;

  g_assert_no_error (error);
  verdict = fascia_context_check_routine (fixture->context, routine, &error);
  g_assert_no_error (error);
  return verdict;
}

static gboolean
prepare (Fixture *fixture, const char *id, const FasciaSafetyVerdict *agreed, GError **error)
{
  g_autoptr (FasciaRoutine) routine = fascia_context_find_routine (fixture->context, id, NULL);

  if (agreed != NULL)
    return fascia_player_prepare_agreed (fixture->player, routine, agreed, error);
  return fascia_player_prepare (fixture->player, routine, error);
}

static FasciaHealthDue
due (Fixture *fixture)
{
  g_autoptr (FasciaSafetyVerdict) verdict = check (fixture, "after-run");

  return verdict->due;
}

static void
test_a_clot_stops_everything (Fixture *fixture, gconstpointer data)
{
  FasciaCatalog *catalog = fascia_context_get_catalog (fixture->context);

  answer_yes (fixture, FASCIA_CONDITION_CLOT, 0);
  for (guint i = 0; i < fascia_catalog_get_n_routines (catalog) + fascia_catalog_get_n_techniques (catalog); i++)
    {
      guint n = fascia_catalog_get_n_routines (catalog);
      g_autofree char *id = i < n ? g_strdup (fascia_catalog_get_routine (catalog, i)->id)
                                  : g_strconcat ("technique:", fascia_catalog_get_technique (catalog, i - n)->id, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_false (prepare (fixture, id, NULL, &error));
      g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_UNSAFE);
      g_assert_cmpstr (error->message, ==,
                       "Nothing can be started while this is so: “Known or suspected blood clot, or new swelling, warmth, "
                       "redness or pain in one leg”. Call a doctor at once, out of hours the medical helpline, and do not wait "
                       "until tomorrow. With chest pain or breathlessness call 112.");
      g_assert_null (fascia_player_get_session (fixture->player));
    }
  /* Agreeing does not help. */
  {
    g_autoptr (FasciaSafetyVerdict) verdict = check (fixture, "after-run");

    g_assert_cmpint (verdict->outcome, ==, FASCIA_SAFETY_BLOCKED);
    g_assert_false (prepare (fixture, "after-run", verdict, NULL));
  }
}

static void
test_a_changed_routine_wants_an_agreement (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FasciaSafetyVerdict) verdict = NULL;
  g_autoptr (GError) error = NULL;
  FasciaPlan *plan;

  answer_yes (fixture, FASCIA_CONDITION_SKIN, FASCIA_AREA_BIT (FASCIA_AREA_CALF));
  g_assert_false (prepare (fixture, "feet-and-calves", NULL, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_UNSAFE);
  g_assert_cmpstr (error->message, ==,
                   "Not all of this can be done as written: “Rash or contagious skin condition”. Ask a doctor or physiotherapist first.");
  g_clear_error (&error);

  verdict = check (fixture, "feet-and-calves");
  g_assert_cmpint (verdict->outcome, ==, FASCIA_SAFETY_CHANGED);
  g_assert_true (prepare (fixture, "feet-and-calves", verdict, &error));
  g_assert_no_error (error);
  plan = fascia_player_get_plan (fixture->player);
  g_assert_cmpuint (plan->n_credits, >, 0);
  for (guint i = 0; i < plan->n_credits; i++)
    g_assert_cmpint (plan->credits[i].area, !=, FASCIA_AREA_CALF);
  /* Also when it is made once more for another side. */
  g_assert_true (fascia_player_set_first_side (fixture->player, FASCIA_SIDE_RIGHT, &error));
  plan = fascia_player_get_plan (fixture->player);
  for (guint i = 0; i < plan->n_credits; i++)
    g_assert_cmpint (plan->credits[i].area, !=, FASCIA_AREA_CALF);

  fascia_player_start (fixture->player);
  pass (fixture, 10 * G_TIME_SPAN_SECOND);
  g_assert_true (fascia_player_is_under_way (fixture->player));
}

/* What was agreed to is not what it says now. */
static void
test_an_old_agreement_does_not_count (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FasciaSafetyVerdict) verdict = NULL;
  g_autoptr (GError) error = NULL;

  answer_yes (fixture, FASCIA_CONDITION_SKIN, FASCIA_AREA_BIT (FASCIA_AREA_CALF));
  verdict = check (fixture, "after-run");
  answer_yes (fixture, FASCIA_CONDITION_SKIN, FASCIA_AREA_BIT (FASCIA_AREA_CALF) | FASCIA_AREA_BIT (FASCIA_AREA_THIGH_FRONT));
  g_assert_false (prepare (fixture, "after-run", verdict, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_UNSAFE);
}

/* Prepared in the morning, ill in the evening. */
static void
test_what_was_prepared_is_checked_at_the_start (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (prepare (fixture, "after-run", NULL, &error));
  answer_yes (fixture, FASCIA_CONDITION_FEVER, 0);
  fascia_player_start (fixture->player);
  g_assert_cmpuint (fixture->n_refused, ==, 1);
  /* As from a keyboard's play button. */
  fascia_player_toggle (fixture->player);
  g_assert_cmpuint (fixture->n_refused, ==, 2);
  g_assert_false (fascia_player_is_under_way (fixture->player));

  /* Over at midnight. */
  pass (fixture, 6 * G_TIME_SPAN_HOUR);
  fascia_player_start (fixture->player);
  g_assert_true (fascia_player_is_under_way (fixture->player));
}

static void
test_a_resting_area_is_no_start_either (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fascia_diary_rest_area (fixture->diary, FASCIA_AREA_CALF, FASCIA_REASON_PAIN, NULL));
  g_assert_false (prepare (fixture, "technique:calf-roller", NULL, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_UNSAFE);
  g_assert_cmpstr (error->message, ==, "This cannot be started now: Resting for 48 hours: Calf.");
  g_clear_error (&error);
  g_assert_true (prepare (fixture, "technique:palm-ball", NULL, &error));
  pass (fixture, 2 * DAY_US);
  g_assert_true (prepare (fixture, "technique:calf-roller", NULL, &error));
  g_assert_no_error (error);
}

/* Leaves an open row whose player is gone. */
static char *
cut_off (Fixture *fixture)
{
  g_autoptr (FasciaLogEntry) entry = NULL;

  fascia_player_start (fixture->player);
  pass (fixture, 30 * G_TIME_SPAN_SECOND);
  entry = fascia_player_get_entry (fixture->player);
  new_player (fixture);
  pass (fixture, G_TIME_SPAN_MINUTE);
  return g_strdup (entry->uuid);
}

static void
test_a_changed_session_goes_on_as_it_was (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FasciaSafetyVerdict) verdict = NULL;
  g_autofree char *uuid = NULL;
  g_autoptr (GError) error = NULL;

  answer_yes (fixture, FASCIA_CONDITION_SKIN, FASCIA_AREA_BIT (FASCIA_AREA_CALF));
  verdict = check (fixture, "after-run");
  g_assert_true (prepare (fixture, "after-run", verdict, &error));
  uuid = cut_off (fixture);
  g_assert_true (fascia_player_resume_cut_off (fixture->player, uuid, &error));
  g_assert_no_error (error);
  g_assert_true (fascia_player_is_under_way (fixture->player));
}

/* What came to rest in the session itself was dealt with there. */
static void
test_a_rest_of_the_session_does_not_end_it (Fixture *fixture, gconstpointer data)
{
  g_autofree char *uuid = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (prepare (fixture, "after-run", NULL, &error));
  uuid = cut_off (fixture);
  g_assert_true (fascia_diary_rest_area (fixture->diary, FASCIA_AREA_CALF, FASCIA_REASON_PAIN, NULL));
  g_assert_true (fascia_player_resume_cut_off (fixture->player, uuid, &error));
  g_assert_no_error (error);
}

static void
test_an_ill_user_does_not_go_on (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FasciaLogEntry) entry = NULL;
  g_autofree char *uuid = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (prepare (fixture, "after-run", NULL, &error));
  uuid = cut_off (fixture);
  answer_yes (fixture, FASCIA_CONDITION_FEVER, 0);
  g_assert_false (fascia_player_resume_cut_off (fixture->player, uuid, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_UNSAFE);
  /* It can still be saved. */
  entry = fascia_diary_get_cut_off_session (fixture->diary, NULL);
  g_assert_nonnull (entry);
  g_assert_true (fascia_diary_save_cut_off_session (fixture->diary, uuid, NULL));
}

static void
test_the_check_comes_round (Fixture *fixture, gconstpointer data)
{
  FasciaHealth health;
  FasciaHealth again;
  g_autoptr (GTimeZone) zone = fascia_clock_zone (fixture->clock);

  g_assert_cmpint (due (fixture), ==, FASCIA_HEALTH_NEVER_ASKED);
  g_assert_true (fascia_diary_skip_health_check (fixture->diary, NULL));
  g_assert_true (fascia_diary_get_health (fixture->diary, &health, NULL));
  g_assert_cmpint (health.skipped_us, ==, fascia_clock_utc_us (fixture->clock));
  g_assert_cmpint (due (fixture), ==, FASCIA_HEALTH_NEVER_ASKED);

  answer_yes (fixture, FASCIA_CONDITION_CLOT, 0);
  g_assert_cmpint (due (fixture), ==, FASCIA_HEALTH_NOT_DUE);
  injected_clock_advance (fixture->clock, 90 * DAY_US);
  g_assert_cmpint (due (fixture), ==, FASCIA_HEALTH_TOO_OLD);
  g_assert_false (prepare (fixture, "after-run", NULL, NULL));

  g_assert_true (fascia_diary_note_health_change (fixture->diary, NULL));
  g_assert_cmpint (due (fixture), ==, FASCIA_HEALTH_HAS_CHANGED);
  /* Saying so is not enough … */
  g_assert_false (prepare (fixture, "after-run", NULL, NULL));
  /* … but going through it is. */
  g_assert_true (fascia_diary_get_health (fixture->diary, &health, NULL));
  again = fascia_health_ask_again (&health, fascia_clock_utc_us (fixture->clock), zone);
  g_assert_true (fascia_diary_set_health (fixture->diary, &again, NULL));
  g_assert_cmpint (due (fixture), ==, FASCIA_HEALTH_NOT_DUE);
  g_assert_true (prepare (fixture, "after-run", NULL, NULL));
}

static void
test_a_professional_says_yes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  FasciaPlan *plan;

  answer_yes (fixture, FASCIA_CONDITION_CANCER, 0);
  g_assert_false (prepare (fixture, "after-run", NULL, NULL));
  g_assert_false (fascia_diary_clear_condition (fixture->diary, FASCIA_CONDITION_RHEUMATIC, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (fascia_diary_clear_condition (fixture->diary, FASCIA_CONDITION_CANCER, &error));
  g_assert_true (prepare (fixture, "after-run", NULL, &error));
  g_assert_no_error (error);
  plan = fascia_player_get_plan (fixture->player);
  g_assert_cmpuint (plan->routine->pressure_cap, ==, 4);
}

/* Answers that cannot be read are not answers “no”. */
static void
test_unreadable_answers_start_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *db;

  answer_yes (fixture, FASCIA_CONDITION_CLOT, 0);
  g_assert_cmpint (sqlite3_open (fascia_diary_get_path (fixture->diary), &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "UPDATE health_answer SET condition = 'flu'", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  g_assert_false (prepare (fixture, "after-run", NULL, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE);
}

static void
test_every_condition_has_words (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < FASCIA_N_CONDITIONS; i++)
    {
      FasciaSafetyReasons reasons = { .conditions = 1u << i };
      g_autofree char *sentence = fascia_wording_safety_reasons (&reasons);
      const char *name = fascia_wording_condition ((FasciaCondition) i);

      g_assert_cmpuint (strlen (name), >, 10);
      g_assert_false (g_str_has_suffix (name, "."));
      g_assert_nonnull (strstr (sentence, name));
      /* And what to do. */
      g_assert_true (g_str_has_suffix (sentence, fascia_wording_advice (fascia_condition_get_advice ((FasciaCondition) i))));
      g_assert_true (g_str_has_suffix (sentence, "."));
    }
}

static void
test_reasons_are_told_by_what_is_pressing (Fixture *fixture, gconstpointer data)
{
  FasciaSafetyReasons reasons = {
    .conditions = 1u << FASCIA_CONDITION_FEVER | 1u << FASCIA_CONDITION_CANCER | 1u << FASCIA_CONDITION_RHEUMATIC | 1u << FASCIA_CONDITION_BONE_INFECTION,
    .resting = FASCIA_AREA_BIT (FASCIA_AREA_FOOT) | FASCIA_AREA_BIT (FASCIA_AREA_CALF),
  };
  g_autofree char *text = fascia_wording_safety_reasons (&reasons);

  g_assert_cmpstr (text, ==,
                   "“Bone infection (osteomyelitis)”. See a doctor before you go on. "
                   "“Rheumatoid arthritis or another inflammatory disease in flare”. “Cancer, present or under treatment”. "
                   "Ask a doctor or physiotherapist first. "
                   "“Fever or feeling ill”. Rest today, and look again tomorrow. "
                   "Resting for 48 hours: Foot, Calf.");
}

static void
test_favourites_and_tools_are_kept (Fixture *fixture, gconstpointer data)
{
  g_auto (GStrv) favourites = NULL;
  g_autoptr (GHashTable) uses = NULL;
  guint tools;

  g_assert_true (fascia_diary_set_favourite (fixture->diary, "palm-ball", TRUE, NULL));
  favourites = fascia_diary_list_favourites (fixture->diary, NULL);
  g_assert_cmpuint (g_strv_length (favourites), ==, 1);
  g_assert_true (fascia_diary_set_owned_tools (fixture->diary, FASCIA_TOOL_BIT (FASCIA_TOOL_TENNIS_BALL), NULL));
  g_assert_true (fascia_diary_get_owned_tools (fixture->diary, &tools, NULL));
  g_assert_cmpuint (tools, ==, FASCIA_TOOL_BIT (FASCIA_TOOL_TENNIS_BALL));

  g_assert_true (prepare (fixture, "technique:palm-ball", NULL, NULL));
  fascia_player_start (fixture->player);
  pass (fixture, G_TIME_SPAN_MINUTE);
  fascia_player_stop (fixture->player, FASCIA_REASON_TIRED);
  uses = fascia_diary_load_technique_uses (fixture->diary, NULL);
  g_assert_cmpuint (((const FasciaTechniqueUse *) g_hash_table_lookup (uses, "palm-ball"))->n_sessions, ==, 1);
}

#define ADD(path, func) g_test_add ("/safety-door/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("a-clot-stops-everything", test_a_clot_stops_everything);
  ADD ("a-changed-routine-wants-an-agreement", test_a_changed_routine_wants_an_agreement);
  ADD ("an-old-agreement-does-not-count", test_an_old_agreement_does_not_count);
  ADD ("what-was-prepared-is-checked-at-the-start", test_what_was_prepared_is_checked_at_the_start);
  ADD ("a-resting-area-is-no-start-either", test_a_resting_area_is_no_start_either);
  ADD ("a-changed-session-goes-on-as-it-was", test_a_changed_session_goes_on_as_it_was);
  ADD ("a-rest-of-the-session-does-not-end-it", test_a_rest_of_the_session_does_not_end_it);
  ADD ("an-ill-user-does-not-go-on", test_an_ill_user_does_not_go_on);
  ADD ("the-check-comes-round", test_the_check_comes_round);
  ADD ("a-professional-says-yes", test_a_professional_says_yes);
  ADD ("unreadable-answers-start-nothing", test_unreadable_answers_start_nothing);
  ADD ("every-condition-has-words", test_every_condition_has_words);
  ADD ("reasons-are-told-by-what-is-pressing", test_reasons_are_told_by_what_is_pressing);
  ADD ("favourites-and-tools-are-kept", test_favourites_and_tools_are_kept);

  return g_test_run ();
}
