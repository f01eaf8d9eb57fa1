/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "fascia/service/reminder.h"
#include "fascia/service/wording.h"
#include "output.h"

/* What is asked of the reminders besides their rules: pauses, snooze, quiet hours,
 * the switch, the one after training, a test; and what became of them. */

#define DEFAULT_LIMIT 20
#define MAX_LIMIT 10000
#define MAX_NUDGE_MIN (24 * 60)

/* Tells what was done, and makes the desktop follow. */
static void
done (FasciaCli *self, const char *sentence)
{
  g_autofree char *problem = NULL;

  fascia_reminder_apply (self->context, &problem);
  if (problem)
    fascia_cli_remark (problem);
  if (self->json)
    fascia_json_append_ok (self->out);
  else
    g_string_append_printf (self->out, "%s\n", sentence);
}

/* The same with the instant at which the reminder will come. */
static void
done_at (FasciaCli *self, gint64 at_us)
{
  g_autoptr (GTimeZone) zone = fascia_cli_zone (self);
  g_autofree char *at = fascia_instant_format (at_us, fascia_zone_offset_at (zone, at_us));
  g_autofree char *problem = NULL;

  fascia_reminder_apply (self->context, &problem);
  if (problem)
    fascia_cli_remark (problem);
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      fascia_json_boolean (builder, "ok", TRUE);
      fascia_json_string (builder, "at", at);
      json_builder_end_object (builder);
      fascia_json_append_document (self->out, builder);
    }
  else
    {
      g_autofree char *time = g_strndup (strchr (at, 'T') + 1, strlen ("HH:MM"));
      g_autofree char *day = fascia_wording_day (fascia_day_of_instant (at_us, zone), fascia_cli_today (self));

      /* Translators: Reminder: Today 19:00 */
      g_string_append_printf (self->out, _ ("Reminder: %1$s %2$s"), day, time);
      g_string_append_c (self->out, '\n');
    }
}

/* --- Pauses --------------------------------------------------------------------------- */

static gboolean
run_remind_pause (FasciaCli *self, GError **error)
{
  const char *why = fascia_cli_get_option (self, "--why");
  g_autoptr (FasciaPause) pause = fascia_pause_new ();
  g_autofree char *what = NULL;
  g_autofree char *sentence = NULL;
  FasciaDiary *diary;

  pause->uuid = g_uuid_string_random ();
  pause->from = fascia_cli_today (self);
  pause->until = FASCIA_DAY_NONE;
  pause->reason = FASCIA_PAUSE_OTHER;
  if (!fascia_cli_get_day (self, "--from", &pause->from, error) || !fascia_cli_get_day (self, "--until", &pause->until, error))
    return FALSE;
  if (why && (!fascia_pause_reason_from_string (why, &pause->reason) || pause->reason == FASCIA_PAUSE_SKIP))
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("--why takes vacation, illness or other, not “%s”"), why);
      return FALSE;
    }
  if (!fascia_pause_validate (pause, error))
    return FALSE;
  diary = fascia_context_get_diary (self->context, error);
  if (!diary || !fascia_diary_add_pause (diary, pause->from, pause->until, pause->reason, error))
    return FALSE;
  what = fascia_wording_pause (pause, fascia_cli_today (self));
  /* Translators: %s is “Vacation, 3–17 Aug” or “Pause, since Monday”. */
  sentence = g_strdup_printf (fascia_day_is_valid (pause->until) ? _ ("%s: no reminders, and these days count against nothing.")
                                                                 : _ ("%s: no reminders until “fascia remind resume”, and these days count against nothing."),
                              what);
  done (self, sentence);
  return TRUE;
}

static const FasciaCliOption pause_options[] = {
  { "--from", "DATE", FALSE, N_ ("First day; today when not given") },
  { "--until", "DATE", FALSE, N_ ("Last day; until resumed when not given") },
  { "--why", "REASON", FALSE, N_ ("vacation, illness or other; other when not given") },
};

const FasciaCliCommand fascia_cli_remind_pause = {
  .name = "remind pause",
  .arguments = "",
  .summary = N_ ("Pause reminders for some days"),
  .options = pause_options,
  .n_options = G_N_ELEMENTS (pause_options),
  .run = run_remind_pause,
};

static gboolean
run_remind_resume (FasciaCli *self, GError **error)
{
  FasciaDiary *diary = fascia_context_get_diary (self->context, error);

  if (!diary || !fascia_diary_resume (diary, error))
    return FALSE;
  done (self, _ ("Reminders go on; nothing of the pause is made up for."));
  return TRUE;
}

const FasciaCliCommand fascia_cli_remind_resume = {
  .name = "remind resume",
  .arguments = "",
  .summary = N_ ("End what is paused today"),
  .run = run_remind_resume,
};

static gboolean
run_remind_skip_today (FasciaCli *self, GError **error)
{
  FasciaDiary *diary = fascia_context_get_diary (self->context, error);

  if (!diary || !fascia_diary_add_pause (diary, FASCIA_DAY_NONE, fascia_diary_today (diary), FASCIA_PAUSE_SKIP, error))
    return FALSE;
  done (self, _ ("No more reminders today."));
  return TRUE;
}

const FasciaCliCommand fascia_cli_remind_skip_today = {
  .name = "remind skip-today",
  .arguments = "",
  .summary = N_ ("No more reminders today"),
  .run = run_remind_skip_today,
};

/* --- Requests ------------------------------------------------------------------------- */

static gboolean
run_remind_snooze (FasciaCli *self, GError **error)
{
  static const struct {
    const char *name;
    FasciaSnooze snooze;
  } lengths[] = {
    { "15m", FASCIA_SNOOZE_15_MIN },
    { "1h", FASCIA_SNOOZE_1_HOUR },
    { "evening", FASCIA_SNOOZE_EVENING },
  };
  const char *text = fascia_cli_get_argument (self, 0);
  g_autoptr (GError) cause = NULL;
  FasciaDiary *diary;
  gint64 until_us;
  guint i = 0;

  while (i < G_N_ELEMENTS (lengths) && !g_str_equal (lengths[i].name, text))
    i++;
  if (i == G_N_ELEMENTS (lengths))
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("A snooze lasts 15m, 1h or until evening, not “%s”"), text);
      return FALSE;
    }
  diary = fascia_context_get_diary (self->context, error);
  if (!diary)
    return FALSE;
  if (!fascia_diary_snooze (diary, lengths[i].snooze, NULL, &until_us, &cause))
    {
      /* Too late for this evening: rightly asked, at the wrong time. */
      if (g_error_matches (cause, FASCIA_ERROR, FASCIA_ERROR_INVALID))
        cause->code = FASCIA_ERROR_FAILED;
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  done_at (self, until_us);
  return TRUE;
}

const FasciaCliCommand fascia_cli_remind_snooze = {
  .name = "remind snooze",
  .arguments = "15m|1h|evening",
  .min_arguments = 1,
  .max_arguments = 1,
  .summary = N_ ("Remind once more later; evening is 19:00"),
  .run = run_remind_snooze,
};

static gboolean
run_trained (FasciaCli *self, GError **error)
{
  FasciaDiary *diary;
  gint64 at_us;
  int minutes = 0;

  if (!fascia_cli_get_number (self, "--in", 1, MAX_NUDGE_MIN, &minutes, error))
    return FALSE;
  diary = fascia_context_get_diary (self->context, error);
  if (!diary || !fascia_diary_nudge (diary, minutes, &at_us, error))
    return FALSE;
  done_at (self, at_us);
  return TRUE;
}

static const FasciaCliOption trained_options[] = {
  { "--in", "MIN", FALSE, N_ ("After so many minutes, 1 to 1440; as set, 60 at first, when not given") },
};

const FasciaCliCommand fascia_cli_trained = {
  .name = "trained",
  .arguments = "",
  .summary = N_ ("You just trained: one reminder a little later"),
  .options = trained_options,
  .n_options = G_N_ELEMENTS (trained_options),
  .run = run_trained,
};

/* --- Settings ------------------------------------------------------------------------- */

static gboolean
run_remind_quiet (FasciaCli *self, GError **error)
{
  const char *text = fascia_cli_get_argument (self, 0);
  gboolean drop = fascia_cli_get_option (self, "--drop") != NULL;
  gboolean off = g_str_equal (text, "off");
  guint from = 0;
  guint until = 0;
  FasciaReminderSettings settings;
  FasciaDiary *diary;

  if (off && drop)
    {
      g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("--drop needs quiet hours, such as 22:00–07:00"));
      return FALSE;
    }
  if (!off && !fascia_quiet_hours_from_string (text, &from, &until, error))
    return FALSE;
  diary = fascia_context_get_diary (self->context, error);
  if (!diary || !fascia_diary_get_reminder_settings (diary, &settings, error))
    return FALSE;
  settings.quiet = !off;
  if (!off)
    {
      settings.quiet_from = from;
      settings.quiet_until = until;
      settings.quiet_drop = drop;
    }
  if (!fascia_diary_set_reminder_settings (diary, &settings, error))
    return FALSE;
  done (self, off ? _ ("There are no quiet hours.")
              : drop ? _ ("Reminders that fall into the quiet hours are dropped.")
                     : _ ("Reminders that fall into the quiet hours come at their end."));
  return TRUE;
}

static const FasciaCliOption quiet_options[] = {
  { "--drop", NULL, FALSE, N_ ("Drop what falls into them, instead of moving it to their end") },
};

const FasciaCliCommand fascia_cli_remind_quiet = {
  .name = "remind quiet",
  .arguments = "HH:MM-HH:MM|off",
  .min_arguments = 1,
  .max_arguments = 1,
  .summary = N_ ("Set quiet hours, also over midnight, or none"),
  .options = quiet_options,
  .n_options = G_N_ELEMENTS (quiet_options),
  .run = run_remind_quiet,
};

static gboolean
set_on (FasciaCli *self, gboolean on, GError **error)
{
  FasciaDiary *diary = fascia_context_get_diary (self->context, error);
  FasciaReminderSettings settings;

  if (!diary || !fascia_diary_get_reminder_settings (diary, &settings, error))
    return FALSE;
  settings.on = on;
  return fascia_diary_set_reminder_settings (diary, &settings, error);
}

static gboolean
run_remind_on (FasciaCli *self, GError **error)
{
  if (!set_on (self, TRUE, error))
    return FALSE;
  done (self, _ ("Reminders are switched on."));
  return TRUE;
}

const FasciaCliCommand fascia_cli_remind_on = {
  .name = "remind on",
  .arguments = "",
  .summary = N_ ("Switch all reminders on"),
  .run = run_remind_on,
};

static gboolean
run_remind_off (FasciaCli *self, GError **error)
{
  if (!set_on (self, FALSE, error))
    return FALSE;
  done (self, _ ("Reminders are switched off. The rules stay."));
  return TRUE;
}

const FasciaCliCommand fascia_cli_remind_off = {
  .name = "remind off",
  .arguments = "",
  .summary = N_ ("Switch all reminders off; the rules stay"),
  .run = run_remind_off,
};

/* --- A test ---------------------------------------------------------------------------- */

static gboolean
run_remind_test (FasciaCli *self, GError **error)
{
  if (!fascia_reminder_send_test (self->context, error))
    return FALSE;
  if (self->json)
    fascia_json_append_ok (self->out);
  else
    g_string_append_printf (self->out, "%s\n", _ ("The test notification was shown."));
  return TRUE;
}

const FasciaCliCommand fascia_cli_remind_test = {
  .name = "remind test",
  .arguments = "",
  .summary = N_ ("Send a test notification"),
  .run = run_remind_test,
};

/* --- History -------------------------------------------------------------------------- */

static char *
format_local (gint64 at_us, GTimeZone *zone)
{
  return fascia_instant_format (at_us, fascia_zone_offset_at (zone, at_us));
}

static void
append_record_as_json (GString *out, JsonBuilder *builder, const FasciaReminderRecord *record, GTimeZone *zone)
{
  const FasciaReminder *reminder = record->reminder;
  g_autofree char *recorded_at = format_local (record->recorded_us, zone);
  g_autofree char *at = format_local (reminder->at_us, zone);
  g_autofree char *reason = fascia_wording_why (reminder);
  g_autofree char *slot = NULL;

  if (fascia_day_is_valid (reminder->slot_day))
    {
      g_autofree char *day = fascia_day_to_string (reminder->slot_day);
      g_autofree char *time = fascia_minute_of_day_to_string (reminder->slot_minute);

      slot = g_strdup_printf ("%sT%s", day, time);
    }
  json_builder_reset (builder);
  json_builder_begin_object (builder);
  fascia_json_string (builder, "recorded_at", recorded_at);
  fascia_json_string (builder, "at", at);
  fascia_json_string (builder, "rule", reminder->rule);
  fascia_json_string (builder, "slot", slot);
  fascia_json_string (builder, "outcome", fascia_outcome_to_string (record->outcome));
  fascia_json_string (builder, "kind", fascia_reminder_kind_to_string (reminder->kind));
  fascia_json_string (builder, "why", fascia_why_to_string (reminder->why));
  fascia_json_string (builder, "reason", reason);
  json_builder_end_object (builder);
  fascia_json_append_element (out, builder);
}

static void
add_record_row (FasciaTable *table, const FasciaReminderRecord *record, FasciaDay today, GTimeZone *zone)
{
  g_autofree char *at = format_local (record->reminder->at_us, zone);
  g_autofree char *time = g_strndup (strchr (at, 'T') + 1, strlen ("HH:MM"));
  g_autofree char *day = fascia_wording_day (fascia_day_of_instant (record->reminder->at_us, zone), today);
  g_autofree char *reason = fascia_wording_why (record->reminder);

  fascia_table_add_row (table, day, time, fascia_wording_outcome (record->outcome), reason);
}

static gboolean
run_remind_history (FasciaCli *self, GError **error)
{
  g_autoptr (GTimeZone) zone = fascia_cli_zone (self);
  g_autoptr (GPtrArray) records = NULL;
  FasciaDiary *diary;
  int limit = DEFAULT_LIMIT;

  if (!fascia_cli_get_number (self, "--limit", 1, MAX_LIMIT, &limit, error))
    return FALSE;
  diary = fascia_context_get_diary (self->context, error);
  if (!diary)
    return FALSE;
  records = fascia_diary_list_reminder_history (diary, limit, error);
  if (!records)
    return FALSE;

  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      fascia_json_begin_list (self->out);
      for (guint i = 0; i < records->len; i++)
        append_record_as_json (self->out, builder, records->pdata[i], zone);
      fascia_json_end_list (self->out);
    }
  else if (records->len == 0)
    g_string_append_printf (self->out, "%s\n", _ ("No reminder has come up yet."));
  else
    {
      g_autoptr (FasciaTable) table = fascia_table_new (4, 0);

      for (guint i = 0; i < records->len; i++)
        add_record_row (table, records->pdata[i], fascia_cli_today (self), zone);
      fascia_table_append_to (table, self->out);
    }
  return TRUE;
}

static const FasciaCliOption history_options[] = {
  { "--limit", "N", FALSE, N_ ("How many, 1 to 10000; 20 when not given") },
};

const FasciaCliCommand fascia_cli_remind_history = {
  .name = "remind history",
  .arguments = "",
  .summary = N_ ("Show what became of reminders, newest first"),
  .options = history_options,
  .n_options = G_N_ELEMENTS (history_options),
  .run = run_remind_history,
};
