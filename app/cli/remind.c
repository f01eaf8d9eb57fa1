/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "fascia/service/reminder.h"
#include "fascia/service/wording.h"
#include "output.h"

#define DEFAULT_COUNT 5
#define MAX_COUNT 100
#define MAX_SLACK 6

const FasciaCliCommand fascia_cli_remind = {
  .name = "remind",
  .arguments = "",
  .summary = N_ ("Reminders: rules, and what comes next"),
};

/* Makes the desktop follow; that it cannot is no failure of the command. */
static void
apply (FasciaCli *self)
{
  g_autofree char *problem = NULL;

  fascia_reminder_apply (self->context, &problem);
  if (problem)
    fascia_cli_remark (problem);
}

/* --- add ---------------------------------------------------------------------------- */

/* Which days, of one kind or the other. */
static gboolean
read_days (FasciaCli *self, FasciaRule *rule, GError **error)
{
  const char *days = fascia_cli_get_option (self, "--days");
  gboolean when_needed = fascia_cli_get_option (self, "--when-needed") != NULL;
  int slack = rule->slack;

  if (days && when_needed)
    {
      g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("A reminder is either on days or when needed; give --days or --when-needed, not both"));
      return FALSE;
    }
  if (!when_needed && fascia_cli_get_option (self, "--slack"))
    {
      g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("--slack is for --when-needed only"));
      return FALSE;
    }
  if (when_needed && fascia_cli_get_option (self, "--even-if-met"))
    {
      g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("--even-if-met is for --days only"));
      return FALSE;
    }
  if (when_needed)
    {
      rule->kind = FASCIA_RULE_WHEN_NEEDED;
      if (!fascia_cli_get_number (self, "--slack", 0, MAX_SLACK, &slack, error))
        return FALSE;
      rule->slack = slack;
      return TRUE;
    }

  rule->kind = FASCIA_RULE_ON_DAYS;
  if (!days)
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("%s is missing; write for example: fascia remind add --days mon,wed,fri --time 18:00"), "--days");
      return FALSE;
    }
  if (!fascia_weekdays_from_string (days, &rule->weekdays, NULL))
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("--days takes mon, tue, wed, thu, fri, sat and sun, each once with commas between, not “%s”"), days);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_rule (FasciaCli *self, FasciaRule *rule, GError **error)
{
  const char *time = fascia_cli_get_option (self, "--time");

  if (!read_days (self, rule, error))
    return FALSE;
  if (!time)
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("%s is missing; write for example: fascia remind add --days mon,wed,fri --time 18:00"), "--time");
      return FALSE;
    }
  if (!fascia_minute_of_day_from_string (time, &rule->minute_of_day, NULL))
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("--time takes a time from 00:00 to 23:59, not “%s”"), time);
      return FALSE;
    }
  rule->even_if_met = fascia_cli_get_option (self, "--even-if-met") != NULL;
  rule->enabled = TRUE;
  return fascia_rule_validate (rule, error);
}

static gboolean
run_remind_add (FasciaCli *self, GError **error)
{
  g_autoptr (FasciaRule) rule = fascia_rule_new ();
  FasciaDiary *diary;

  g_free (rule->uuid);
  rule->uuid = g_uuid_string_random ();
  if (!read_rule (self, rule, error))
    return FALSE;
  diary = fascia_context_get_diary (self->context, error);
  if (!diary || !fascia_diary_add_rule (diary, rule, error))
    return FALSE;

  apply (self);
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      fascia_json_string (builder, "uuid", rule->uuid);
      json_builder_end_object (builder);
      fascia_json_append_document (self->out, builder);
    }
  else
    g_string_append_printf (self->out, "%s\n", rule->uuid);
  return TRUE;
}

static const FasciaCliOption add_options[] = {
  { "--days", "DAYS", FALSE, N_ ("Weekdays with commas between: mon,tue,wed,thu,fri,sat,sun") },
  { "--time", "HH:MM", FALSE, N_ ("Time of day, 00:00 to 23:59") },
  { "--even-if-met", NULL, FALSE, N_ ("Also when the goal is met or today is done") },
  { "--when-needed", NULL, FALSE, N_ ("On any day, but only when the week’s goal is in danger") },
  { "--slack", "N", FALSE, N_ ("With --when-needed: days to spare, 0 to 6; 1 when not given") },
};

const FasciaCliCommand fascia_cli_remind_add = {
  .name = "remind add",
  .arguments = "--days DAYS --time HH:MM",
  .summary = N_ ("Add a rule and switch reminders on; prints its UUID"),
  .options = add_options,
  .n_options = G_N_ELEMENTS (add_options),
  .run = run_remind_add,
};

/* --- list and remove ------------------------------------------------------------------ */

static void
append_rule_as_json (GString *out, JsonBuilder *builder, const FasciaRule *rule)
{
  g_autofree char *time = fascia_minute_of_day_to_string (rule->minute_of_day);

  json_builder_reset (builder);
  json_builder_begin_object (builder);
  fascia_json_string (builder, "uuid", rule->uuid);
  fascia_json_string (builder, "kind", fascia_rule_kind_to_string (rule->kind));
  fascia_json_begin_array (builder, "days");
  for (guint weekday = 1; weekday <= 7; weekday++)
    if (rule->kind == FASCIA_RULE_ON_DAYS && rule->weekdays & (1u << (weekday - 1)))
      json_builder_add_string_value (builder, fascia_weekday_to_string (weekday));
  json_builder_end_array (builder);
  fascia_json_string (builder, "time", time);
  json_builder_set_member_name (builder, "slack");
  if (rule->kind == FASCIA_RULE_WHEN_NEEDED)
    json_builder_add_int_value (builder, rule->slack);
  else
    json_builder_add_null_value (builder);
  fascia_json_boolean (builder, "even_if_met", rule->even_if_met);
  fascia_json_boolean (builder, "enabled", rule->enabled);
  json_builder_end_object (builder);
  fascia_json_append_element (out, builder);
}

static gboolean
run_remind_list (FasciaCli *self, GError **error)
{
  FasciaDiary *diary = fascia_context_get_diary (self->context, error);
  g_autoptr (GPtrArray) rules = NULL;
  FasciaReminderSettings settings;

  if (!diary || !fascia_diary_get_reminder_settings (diary, &settings, error))
    return FALSE;
  rules = fascia_diary_list_rules (diary, error);
  if (!rules)
    return FALSE;

  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      fascia_json_begin_list (self->out);
      for (guint i = 0; i < rules->len; i++)
        append_rule_as_json (self->out, builder, rules->pdata[i]);
      fascia_json_end_list (self->out);
    }
  else if (rules->len == 0)
    fascia_output_append_paragraph (self->out, "", 0, _ ("No reminders are set up. Add one: fascia remind add --days mon,wed,fri --time 18:00"));
  else
    {
      g_autoptr (FasciaTable) table = fascia_table_new (3, 0);

      fascia_table_add_row (table, _ ("REMINDER"), _ ("STATE"), _ ("UUID"));
      for (guint i = 0; i < rules->len; i++)
        {
          const FasciaRule *rule = rules->pdata[i];
          g_autofree char *words = fascia_wording_rule (rule);

          fascia_table_add_row (table, words,
                                !rule->enabled      ? C_ ("reminder rule", "off")
                                : rule->even_if_met ? C_ ("reminder rule", "on, even if the goal is met")
                                                    : C_ ("reminder rule", "on"),
                                rule->uuid);
        }
      fascia_table_append_to (table, self->out);
      if (!settings.on)
        g_string_append_printf (self->out, "\n%s\n", _ ("Reminders are switched off; adding a rule switches them on."));
    }
  return TRUE;
}

const FasciaCliCommand fascia_cli_remind_list = {
  .name = "remind list",
  .arguments = "",
  .summary = N_ ("List the rules"),
  .run = run_remind_list,
};

static gboolean
run_remind_remove (FasciaCli *self, GError **error)
{
  const char *uuid = fascia_cli_get_argument (self, 0);
  gboolean known = g_uuid_string_is_valid (uuid);
  g_autoptr (GError) cause = NULL;

  if (known)
    {
      FasciaDiary *diary = fascia_context_get_diary (self->context, error);

      if (!diary)
        return FALSE;
      if (!fascia_diary_remove_rule (diary, uuid, &cause) && !g_error_matches (cause, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return FALSE;
        }
    }
  if (!known || cause)
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND, _ ("There is no reminder rule “%s”. “fascia remind list” lists the rules with their UUIDs."), uuid);
      return FALSE;
    }

  apply (self);
  if (self->json)
    fascia_json_append_ok (self->out);
  else
    g_string_append_printf (self->out, "%s\n", _ ("The reminder rule is removed."));
  return TRUE;
}

const FasciaCliCommand fascia_cli_remind_remove = {
  .name = "remind remove",
  .arguments = "UUID",
  .min_arguments = 1,
  .max_arguments = 1,
  .summary = N_ ("Remove a rule"),
  .run = run_remind_remove,
};

/* --- next ----------------------------------------------------------------------------- */

static void
add_reminder_members (JsonBuilder *builder, const FasciaReminder *reminder, GTimeZone *zone, gboolean with_kind)
{
  g_autofree char *at = fascia_instant_format (reminder->at_us, fascia_zone_offset_at (zone, reminder->at_us));
  g_autofree char *reason = fascia_wording_why (reminder);

  json_builder_begin_object (builder);
  fascia_json_string (builder, "at", at);
  if (with_kind)
    fascia_json_string (builder, "kind", fascia_reminder_kind_to_string (reminder->kind));
  fascia_json_string (builder, "rule", reminder->rule);
  fascia_json_string (builder, "reason", reason);
  json_builder_end_object (builder);
}

static void
next_as_json (GString *out, const FasciaInstant *now, GPtrArray *next, GPtrArray *silent, GTimeZone *zone)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = fascia_instant_format (now->utc_us, now->utc_offset_s);

  json_builder_begin_object (builder);
  fascia_json_string (builder, "now", text);
  fascia_json_begin_array (builder, "next");
  for (guint i = 0; i < next->len; i++)
    add_reminder_members (builder, next->pdata[i], zone, TRUE);
  json_builder_end_array (builder);
  fascia_json_begin_array (builder, "silent");
  for (guint i = 0; i < silent->len; i++)
    add_reminder_members (builder, silent->pdata[i], zone, FALSE);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  fascia_json_append_document (out, builder);
}

static void
append_reminders (GString *out, GPtrArray *reminders, FasciaDay today, GTimeZone *zone)
{
  g_autoptr (FasciaTable) table = fascia_table_new (3, 0);

  for (guint i = 0; i < reminders->len; i++)
    {
      const FasciaReminder *reminder = reminders->pdata[i];
      g_autofree char *at = fascia_instant_format (reminder->at_us, fascia_zone_offset_at (zone, reminder->at_us));
      g_autofree char *time = g_strndup (strchr (at, 'T') + 1, strlen ("HH:MM"));
      g_autofree char *day = fascia_wording_day (fascia_day_of_instant (reminder->at_us, zone), today);
      g_autofree char *reason = fascia_wording_why (reminder);

      fascia_table_add_row (table, day, time, reason);
    }
  fascia_table_append_to (table, out);
}

static gboolean
next_as_text (FasciaCli *self, const FasciaInstant *now, GPtrArray *next, GPtrArray *silent, GTimeZone *zone, GError **error)
{
  FasciaDay today = fascia_day_of_instant (now->utc_us, zone);
  FasciaDiary *diary = fascia_context_get_diary (self->context, error);
  FasciaReminderSettings settings;

  if (!diary || !fascia_diary_get_reminder_settings (diary, &settings, error))
    return FALSE;

  if (next->len > 0)
    append_reminders (self->out, next, today, zone);
  else
    {
      g_autofree char *none = fascia_wording_next_reminder (NULL, now->utc_us, zone);

      g_string_append_printf (self->out, "%s %s\n", none,
                              settings.on ? _ ("“fascia remind list” shows the rules.") : _ ("Reminders are switched off."));
    }
  if (silent->len > 0)
    {
      g_string_append_printf (self->out, "\n%s\n", _ ("Silent until then:"));
      append_reminders (self->out, silent, today, zone);
    }
  return TRUE;
}

static gboolean
run_remind_next (FasciaCli *self, GError **error)
{
  gboolean as_of = fascia_cli_get_option (self, "--now") != NULL;
  g_auto (FasciaInstant) now = { 0 };
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GPtrArray) next = NULL;
  g_autoptr (GPtrArray) silent = NULL;
  int count = DEFAULT_COUNT;

  if (!fascia_cli_get_number (self, "--count", 1, MAX_COUNT, &count, error) ||
      !fascia_cli_get_instant (self, "--now", &now, error))
    return FALSE;
  if (as_of)
    zone = g_time_zone_new_identifier (now.zone);
  if (!zone)
    zone = fascia_cli_zone (self);
  if (!as_of)
    fascia_instant_init (&now, fascia_clock_utc_us (fascia_context_get_clock (self->context)), zone);

  if (!fascia_reminder_forecast (self->context, as_of ? &now : NULL, count, &next, &silent, error))
    return FALSE;
  if (self->json)
    {
      next_as_json (self->out, &now, next, silent, zone);
      return TRUE;
    }
  return next_as_text (self, &now, next, silent, zone, error);
}

static const FasciaCliOption next_options[] = {
  { "--count", "N", FALSE, N_ ("How many, 1 to 100; 5 when not given") },
  { "--now", "T", FALSE, N_ ("As if it were T, such as 2027-03-26T12:00[Europe/Copenhagen]") },
};

const FasciaCliCommand fascia_cli_remind_next = {
  .name = "remind next",
  .arguments = "",
  .summary = N_ ("Show the coming reminders, each with its reason"),
  .options = next_options,
  .n_options = G_N_ELEMENTS (next_options),
  .run = run_remind_next,
};
