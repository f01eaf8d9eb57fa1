/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/service/wording.h"

#include <glib/gi18n-lib.h>

const char *
fascia_wording_side (FasciaSide side)
{
  switch (side)
    {
    case FASCIA_SIDE_LEFT:
      return _("Left side");
    case FASCIA_SIDE_RIGHT:
      return _("Right side");
    case FASCIA_SIDE_BOTH:
    default:
      return _("Both sides");
    }
}

const char *
fascia_wording_phase (FasciaPhaseKind kind)
{
  switch (kind)
    {
    case FASCIA_PHASE_PREPARE:
      return C_ ("phase", "Get ready");
    case FASCIA_PHASE_ROLL:
      return C_ ("phase", "Roll");
    case FASCIA_PHASE_HOLD:
      return C_ ("phase", "Hold");
    case FASCIA_PHASE_SWITCH:
      return C_ ("phase", "Change side");
    case FASCIA_PHASE_REST:
    default:
      return C_ ("phase", "Rest");
    }
}

const char *
fascia_wording_tool (FasciaTool tool)
{
  switch (tool)
    {
    case FASCIA_TOOL_FOAM_ROLLER:
      return _("Foam roller");
    case FASCIA_TOOL_MASSAGE_BALL:
      return _("Massage ball");
    case FASCIA_TOOL_TENNIS_BALL:
      return _("Tennis ball");
    case FASCIA_TOOL_DOUBLE_BALL:
      return _("Double ball");
    case FASCIA_TOOL_MASSAGE_STICK:
      return _("Massage stick");
    case FASCIA_TOOL_NONE:
    default:
      return _("Not given");
    }
}

const char *
fascia_wording_area (FasciaArea area)
{
  static const char *const names[FASCIA_N_AREAS] = {
    N_("Foot"),
    N_("Calf"),
    N_("Lower leg"),
    N_("Front thigh"),
    N_("Outer thigh"),
    N_("Inner thigh"),
    N_("Back thigh"),
    N_("Buttock"),
    N_("Side of the hip"),
    N_("Front of the hip"),
    N_("Upper back"),
    N_("Side of the back"),
    N_("Chest"),
    N_("Front of the shoulder"),
    N_("Back of the shoulder"),
    N_("Top of the shoulder"),
    N_("Upper arm"),
    N_("Forearm"),
    N_("Hand"),
  };

  g_return_val_if_fail ((guint) area < G_N_ELEMENTS (names), "");
  return _(names[area]);
}

const char *
fascia_wording_occasion (FasciaOccasion occasion)
{
  switch (occasion)
    {
    case FASCIA_OCCASION_WARM_UP:
      return _("Warm-up");
    case FASCIA_OCCASION_RECOVERY:
      return _("Recovery");
    case FASCIA_OCCASION_EVERYDAY:
      return _("Everyday");
    case FASCIA_OCCASION_NONE:
    default:
      return _("Not given");
    }
}

const char *
fascia_wording_item_status (FasciaItemStatus status)
{
  switch (status)
    {
    case FASCIA_ITEM_DONE:
      return C_ ("status", "Done");
    case FASCIA_ITEM_PARTIAL:
      return C_ ("status", "Partly done");
    case FASCIA_ITEM_SKIPPED:
      return C_ ("status", "Skipped");
    case FASCIA_ITEM_STOPPED:
    default:
      return C_ ("status", "Stopped");
    }
}

const char *
fascia_wording_stop_reason (FasciaStopReason reason)
{
  switch (reason)
    {
    case FASCIA_REASON_TIRED:
      return C_ ("stop reason", "Enough for today");
    case FASCIA_REASON_TOO_MUCH:
      return C_ ("stop reason", "Too much");
    case FASCIA_REASON_PAIN:
      return C_ ("stop reason", "Pain");
    case FASCIA_REASON_NERVE:
      return C_ ("stop reason", "Tingling, numbness or weakness");
    case FASCIA_REASON_DIZZY:
      return C_ ("stop reason", "Dizziness, nausea or heart racing");
    case FASCIA_REASON_DOCTOR:
      return C_ ("stop reason", "Signs for a doctor");
    case FASCIA_REASON_EMERGENCY:
      return C_ ("stop reason", "Signs for an emergency");
    case FASCIA_REASON_OTHER:
      return C_ ("stop reason", "Something else");
    case FASCIA_REASON_NONE:
    default:
      return C_ ("stop reason", "Not given");
    }
}

const char *
fascia_wording_next_day (FasciaNextDay next_day)
{
  switch (next_day)
    {
    case FASCIA_NEXT_DAY_FINE:
      return C_ ("next day", "Fine");
    case FASCIA_NEXT_DAY_SORE:
      return C_ ("next day", "A bit sore");
    case FASCIA_NEXT_DAY_WORSE:
      return C_ ("next day", "Worse");
    case FASCIA_NEXT_DAY_NONE:
    default:
      return C_ ("next day", "Not answered");
    }
}

const char *
fascia_wording_level (guint level)
{
  switch (level)
    {
    case 1:
      return C_ ("level", "Easy");
    case 2:
      return C_ ("level", "Medium");
    default:
      return C_ ("level", "Hard");
    }
}

const char *
fascia_wording_grade (FasciaGrade grade)
{
  switch (grade)
    {
    case FASCIA_GRADE_ARTICLE:
      return C_ ("grade", "Article");
    case FASCIA_GRADE_TRIAL:
      return C_ ("grade", "Trial");
    case FASCIA_GRADE_CONSENSUS:
      return C_ ("grade", "Expert consensus");
    case FASCIA_GRADE_PRACTICE:
    default:
      return C_ ("grade", "Practice");
    }
}

const char *
fascia_wording_verified (FasciaVerified verified)
{
  switch (verified)
    {
    case FASCIA_VERIFIED_READ:
      return _("The statement was read at its source");
    case FASCIA_VERIFIED_ABSTRACT:
      return _("The source was seen, but not the exact number");
    case FASCIA_VERIFIED_SECOND_HAND:
    default:
      return _("Known only from what others write about it");
    }
}

const char *
fascia_wording_page (const char *target)
{
  static const struct {
    const char *target;
    const char *name;
  } names[] = {
    { "health", NC_ ("page", "Health check") },
    { "goal", NC_ ("page", "Weekly goal") },
    { "reminders", NC_ ("page", "Reminders") },
    { "techniques", NC_ ("page", "Techniques") },
    { "routines", NC_ ("page", "Routines") },
    { "references", NC_ ("page", "Sources") },
    { "fysfinder", "FysFinder.dk" }, /* a name, in every language */
  };

  g_return_val_if_fail (target != NULL, "");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].target, target))
      return g_dpgettext2 (GETTEXT_PACKAGE, "page", names[i].name);
  return target;
}

const char *
fascia_wording_place (FasciaPlaces place)
{
  switch (place)
    {
    case FASCIA_PLACE_FLOOR:
      return _("On the floor");
    case FASCIA_PLACE_WALL:
      return _("At the wall");
    case FASCIA_PLACE_CHAIR:
      return _("On a chair");
    case FASCIA_PLACE_DESK:
      return _("At the desk");
    case FASCIA_PLACE_TABLE:
    default:
      return _("At a table");
    }
}

/* Weekdays and months are our own strings, not strftime's: the locale of a machine
 * set to Danish by $LANGUAGE alone would give English ones. */
const char *
fascia_wording_weekday (guint weekday, gboolean abbreviated)
{
  static const char *const names[] = {
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
  };
  static const char *const short_names[] = {
    N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"),
  };

  g_return_val_if_fail (weekday >= 1 && weekday <= 7, "");
  return abbreviated ? _(short_names[weekday - 1]) : _(names[weekday - 1]);
}

static const char *
short_month (guint month)
{
  static const char *const names[] = {
    NC_ ("abbreviated month", "Jan"), NC_ ("abbreviated month", "Feb"), NC_ ("abbreviated month", "Mar"),
    NC_ ("abbreviated month", "Apr"), NC_ ("abbreviated month", "May"), NC_ ("abbreviated month", "Jun"),
    NC_ ("abbreviated month", "Jul"), NC_ ("abbreviated month", "Aug"), NC_ ("abbreviated month", "Sep"),
    NC_ ("abbreviated month", "Oct"), NC_ ("abbreviated month", "Nov"), NC_ ("abbreviated month", "Dec"),
  };

  g_assert (month >= 1 && month <= 12);
  return g_dpgettext2 (GETTEXT_PACKAGE, "abbreviated month", names[month - 1]);
}

char *
fascia_wording_duration (int seconds)
{
  int shown = MAX (seconds, 0);

  if (shown >= 3600)
    return g_strdup_printf ("%d:%02d:%02d", shown / 3600, shown / 60 % 60, shown % 60);
  return g_strdup_printf ("%d:%02d", shown / 60, shown % 60);
}

char *
fascia_wording_minutes (int seconds)
{
  int minutes = MAX ((seconds + 30) / 60, 1);

  return g_strdup_printf (ngettext ("%d minute", "%d minutes", (gulong) minutes), minutes);
}

char *
fascia_wording_short_date (FasciaDay day, gboolean with_year)
{
  guint year, month, day_of_month;

  g_return_val_if_fail (fascia_day_is_valid (day), g_strdup (""));

  fascia_day_split (day, &year, &month, &day_of_month);
  if (!with_year)
    /* Translators: a date as in "Thu 19 Nov": weekday, day, month. */
    return g_strdup_printf (_("%1$s %2$u %3$s"), fascia_wording_weekday (fascia_day_weekday (day), TRUE), day_of_month, short_month (month));
  /* Translators: a date as in "19 Nov 2025": day, month, year. */
  return g_strdup_printf (_("%1$u %2$s %3$u"), day_of_month, short_month (month), year);
}

char *
fascia_wording_day (FasciaDay day, FasciaDay today)
{
  guint year, this_year, unused_month, unused_day;

  g_return_val_if_fail (fascia_day_is_valid (day), g_strdup (""));

  if (fascia_day_difference (today, day) == 0)
    return g_strdup (_("Today"));
  if (fascia_day_difference (today, day) == 1)
    return g_strdup (_("Yesterday"));
  if (fascia_day_difference (today, day) == -1)
    return g_strdup (_("Tomorrow"));

  fascia_day_split (day, &year, &unused_month, &unused_day);
  fascia_day_split (today, &this_year, &unused_month, &unused_day);
  return fascia_wording_short_date (day, year != this_year);
}

char *
fascia_wording_date (FasciaDay day)
{
  guint year, month, day_of_month;

  g_return_val_if_fail (fascia_day_is_valid (day), g_strdup (""));

  fascia_day_split (day, &year, &month, &day_of_month);
  /* Translators: a date as in "Tue 17 Nov 2026": weekday, day, month, year. */
  return g_strdup_printf (_("%1$s %2$u %3$s %4$u"), fascia_wording_weekday (fascia_day_weekday (day), TRUE), day_of_month, short_month (month), year);
}

const char *
fascia_wording_month (guint month)
{
  g_return_val_if_fail (month >= 1 && month <= 12, "");

  return short_month (month);
}

/* A heading, so with a capital also where months have none within a sentence. */
char *
fascia_wording_month_of_year (FasciaDay day)
{
  static const char *const names[] = {
    NC_ ("month as a heading", "January"), NC_ ("month as a heading", "February"), NC_ ("month as a heading", "March"),
    NC_ ("month as a heading", "April"), NC_ ("month as a heading", "May"), NC_ ("month as a heading", "June"),
    NC_ ("month as a heading", "July"), NC_ ("month as a heading", "August"), NC_ ("month as a heading", "September"),
    NC_ ("month as a heading", "October"), NC_ ("month as a heading", "November"), NC_ ("month as a heading", "December"),
  };
  guint year, month, day_of_month;

  g_return_val_if_fail (fascia_day_is_valid (day), g_strdup (""));

  fascia_day_split (day, &year, &month, &day_of_month);
  /* Translators: a month and its year, such as “November 2026”. */
  return g_strdup_printf (C_ ("month and year", "%1$s %2$u"), g_dpgettext2 (GETTEXT_PACKAGE, "month as a heading", names[month - 1]), year);
}

char *
fascia_wording_week_progress (guint done, guint goal)
{
  return g_strdup_printf (_("%u of %u this week"), done, goal);
}

static char *
say_done (const FasciaReminder *reminder)
{
  /* One is done, two are done; of a goal of one, none is done. */
  guint n = reminder->goal == 1 ? 1 : reminder->done;

  /* Translators: 1 of 3 [sessions of this week] is done. */
  return g_strdup_printf (ngettext ("%u of %u is done", "%u of %u are done", n), reminder->done, reminder->goal);
}

/* (transfer full): why @reminder is shown, without what quiet hours did to it. */
static char *
why_shown (const FasciaReminder *reminder)
{
  g_autofree char *done = NULL;
  g_autofree char *left = NULL;

  done = say_done (reminder);

  switch (reminder->why)
    {
    case FASCIA_WHY_EVEN_IF_MET:
      return g_strdup_printf (_("You asked for it even when the goal is met; %s."), done);
    case FASCIA_WHY_SNOOZED:
      return g_strdup_printf (_("You asked to be reminded later; %s."), done);
    case FASCIA_WHY_NEEDED:
      left = g_strdup_printf (ngettext ("%u day is left", "%u days are left", reminder->days_left), reminder->days_left);
      /* Translators: "1 of 3 is done" and "3 days are left" of the week. */
      return g_strdup_printf (_("%1$s and %2$s."), done, left);
    case FASCIA_WHY_AFTER_TRAINING:
      return g_strdup (_("You asked for it after training."));
    case FASCIA_WHY_CAUGHT_UP:
      return g_strdup_printf (_("Later than planned, because the computer was off or asleep; %s."), done);
    case FASCIA_WHY_ONE_OF_YOUR_DAYS:
    default:
      return g_strdup_printf (_("One of your days; %s."), done);
    }
}

/* (transfer full): why it stays silent. */
static char *
why_silent (const FasciaReminder *reminder)
{
  g_autofree char *done = NULL;
  g_autofree char *left = NULL;

  done = say_done (reminder);

  switch (reminder->why)
    {
    case FASCIA_WHY_GOAL_MET:
      return g_strdup_printf (_("Silent, because this week’s goal is met; %s."), done);
    case FASCIA_WHY_DONE_TODAY:
      return g_strdup (_("Silent, because a session was done that day."));
    case FASCIA_WHY_RUNNING:
      return g_strdup (_("Silent, because a session is running."));
    case FASCIA_WHY_RECENT:
      return g_strdup (_("Silent, because a session ended not long before."));
    case FASCIA_WHY_SKIPPED_TODAY:
      return g_strdup (_("Silent, because you chose “Not Today”."));
    case FASCIA_WHY_DISABLED:
      return g_strdup (_("Silent, because the reminder it came from is off or removed."));
    case FASCIA_WHY_MISSED:
      return g_strdup (_("Missed: the computer was off or asleep at that time."));
    case FASCIA_WHY_ON_PACE:
      left = g_strdup_printf (ngettext ("%u day is left", "%u days are left", reminder->days_left), reminder->days_left);
      /* Translators: "2 of 3 are done" and "4 days are left" of the week. */
      return g_strdup_printf (_("%1$s and %2$s: no hurry."), done, left);
    case FASCIA_WHY_OUT_OF_REACH:
      return g_strdup (_("This week’s goal cannot be reached any more; next week is a new one."));
    case FASCIA_WHY_PAUSED:
      return g_strdup (_("Silent, because of a pause."));
    case FASCIA_WHY_ILL:
      return g_strdup (_("Silent, because of a pause for illness."));
    case FASCIA_WHY_QUIET:
      return g_strdup (_("Silent, because it fell into the quiet hours."));
    case FASCIA_WHY_OFF:
      return g_strdup (_("Silent, because reminders are switched off."));
    case FASCIA_WHY_NO_RULES:
    default:
      return g_strdup (_("No reminders are set up."));
    }
}

static gboolean
is_reason_to_show (FasciaWhy why)
{
  switch (why)
    {
    case FASCIA_WHY_ONE_OF_YOUR_DAYS:
    case FASCIA_WHY_EVEN_IF_MET:
    case FASCIA_WHY_SNOOZED:
    case FASCIA_WHY_NEEDED:
    case FASCIA_WHY_AFTER_TRAINING:
    case FASCIA_WHY_CAUGHT_UP:
      return TRUE;
    case FASCIA_WHY_GOAL_MET:
    case FASCIA_WHY_DONE_TODAY:
    case FASCIA_WHY_RUNNING:
    case FASCIA_WHY_RECENT:
    case FASCIA_WHY_SKIPPED_TODAY:
    case FASCIA_WHY_DISABLED:
    case FASCIA_WHY_MISSED:
    case FASCIA_WHY_NO_RULES:
    case FASCIA_WHY_ON_PACE:
    case FASCIA_WHY_OUT_OF_REACH:
    case FASCIA_WHY_PAUSED:
    case FASCIA_WHY_ILL:
    case FASCIA_WHY_QUIET:
    case FASCIA_WHY_OFF:
    default:
      return FALSE;
    }
}

/* (transfer full): with what quiet hours did to it. */
static char *
add_moved (const FasciaReminder *reminder, char *why)
{
  g_autofree char *sentence = why;

  if (!reminder->moved)
    return g_steal_pointer (&sentence);
  /* Translators: %s is a sentence such as “One of your days; 1 of 3 is done.” */
  return g_strdup_printf (_("%s Moved to the end of the quiet hours."), sentence);
}

char *
fascia_wording_why (const FasciaReminder *reminder)
{
  g_return_val_if_fail (reminder != NULL, NULL);

  if (!is_reason_to_show (reminder->why))
    return why_silent (reminder);
  return add_moved (reminder, why_shown (reminder));
}

/* (transfer full): as above, for a week that has not begun: “0 of 3 are done” would
 * read like this week's. */
static char *
why_in_a_new_week (const FasciaReminder *reminder)
{
  switch (reminder->why)
    {
    case FASCIA_WHY_ONE_OF_YOUR_DAYS:
      return add_moved (reminder, g_strdup (_("One of your days, in a new week.")));
    case FASCIA_WHY_NEEDED:
      return add_moved (reminder,
                        g_strdup_printf (ngettext ("In a new week, with %u day left by then.",
                                                   "In a new week, with %u days left by then.", reminder->days_left),
                                         reminder->days_left));
    default:
      return fascia_wording_why (reminder);
    }
}

char *
fascia_wording_next_reminder (const FasciaReminder *reminder, gint64 now_us, GTimeZone *zone)
{
  g_autofree char *why = NULL;
  g_autofree char *time = NULL;
  g_autofree char *when = NULL;
  FasciaDay day;
  FasciaDay today;
  gint64 local_s;

  g_return_val_if_fail (zone != NULL, NULL);

  if (reminder == NULL)
    return g_strdup (_("No reminder is coming."));

  day = fascia_day_of_instant (reminder->at_us, zone);
  today = fascia_day_of_instant (now_us, zone);
  if (!reminder->silent && fascia_day_difference (fascia_day_week_start (day), fascia_day_week_start (today)) > 0)
    why = why_in_a_new_week (reminder);
  else
    why = fascia_wording_why (reminder);
  if (reminder->silent)
    return g_steal_pointer (&why);

  local_s = reminder->at_us / G_USEC_PER_SEC + fascia_zone_offset_at (zone, reminder->at_us);
  time = fascia_minute_of_day_to_string ((guint) (local_s / 60 % (24 * 60)));

  if (fascia_day_difference (day, today) == 0)
    when = g_strdup (C_ ("in a sentence", "today"));
  else if (fascia_day_difference (day, today) == 1)
    when = g_strdup (C_ ("in a sentence", "tomorrow"));
  else if (fascia_day_difference (day, today) >= 2 && fascia_day_difference (day, today) < 7)
    when = g_strdup (fascia_wording_weekday (fascia_day_weekday (day), TRUE));
  else
    when = fascia_wording_day (day, today);

  /* Translators: Next reminder: Fri 18:00. One of your days; 1 of 3 is done. */
  return g_strdup_printf (_("Next reminder: %1$s %2$s. %3$s"), when, time, why);
}

const char *
fascia_wording_outcome (FasciaOutcome outcome)
{
  switch (outcome)
    {
    case FASCIA_OUTCOME_SHOWN:
      return C_ ("reminder", "Shown");
    case FASCIA_OUTCOME_STARTED:
      return C_ ("reminder", "Started");
    case FASCIA_OUTCOME_OPENED:
      return C_ ("reminder", "Opened");
    case FASCIA_OUTCOME_SNOOZED:
      return C_ ("reminder", "Snoozed");
    case FASCIA_OUTCOME_NOT_TODAY:
      return C_ ("reminder", "Not today");
    case FASCIA_OUTCOME_DISMISSED:
      return C_ ("reminder", "Closed");
    case FASCIA_OUTCOME_WITHDRAWN:
      return C_ ("reminder", "Withdrawn");
    case FASCIA_OUTCOME_SILENT:
      return C_ ("reminder", "Silent");
    case FASCIA_OUTCOME_MISSED:
      return C_ ("reminder", "Missed");
    case FASCIA_OUTCOME_FAILED:
    default:
      return C_ ("reminder", "Could not be shown");
    }
}

const char *
fascia_wording_pause_reason (FasciaPauseReason reason)
{
  switch (reason)
    {
    case FASCIA_PAUSE_VACATION:
      return C_ ("pause", "Vacation");
    case FASCIA_PAUSE_ILLNESS:
      return C_ ("pause", "Illness");
    case FASCIA_PAUSE_SKIP:
      return C_ ("pause", "Not today");
    case FASCIA_PAUSE_OTHER:
    default:
      return C_ ("pause", "Pause");
    }
}

/* (transfer full): "3 Aug", with the year where it is another one. */
static char *
short_date (FasciaDay day, FasciaDay today)
{
  guint year, month, day_of_month, this_year, unused_month, unused_day;

  fascia_day_split (day, &year, &month, &day_of_month);
  fascia_day_split (today, &this_year, &unused_month, &unused_day);
  if (year != this_year)
    return g_strdup_printf (_("%1$u %2$s %3$u"), day_of_month, short_month (month), year);
  /* Translators: a date as in "3 Aug": day, month. */
  return g_strdup_printf (_("%1$u %2$s"), day_of_month, short_month (month));
}

/* (transfer full): "3–17 Aug", "28 Dec – 3 Jan 2028". */
static char *
date_range (FasciaDay from, FasciaDay until, FasciaDay today)
{
  guint year, month, day_of_month, until_year, until_month, unused_day;
  g_autofree char *first = NULL;
  g_autofree char *last = short_date (until, today);

  if (fascia_day_difference (from, until) == 0)
    return g_steal_pointer (&last);
  fascia_day_split (from, &year, &month, &day_of_month);
  fascia_day_split (until, &until_year, &until_month, &unused_day);
  if (year == until_year && month == until_month)
    /* Translators: a range of days as in "3–17 Aug": first day, then day and month. */
    return g_strdup_printf (_("%1$u–%2$s"), day_of_month, last);
  first = short_date (from, today);
  /* Translators: a range of dates as in "28 Jul – 3 Aug". */
  return g_strdup_printf (_("%1$s – %2$s"), first, last);
}

/* (transfer full): when a pause without an end began or begins, in a sentence. */
static char *
open_since (FasciaDay from, FasciaDay today)
{
  int days = fascia_day_difference (today, from);
  g_autofree char *date = short_date (from, today);
  const char *weekday = fascia_wording_weekday (fascia_day_weekday (from), FALSE);

  if (days == 0)
    return g_strdup (C_ ("pause", "since today"));
  if (days == 1)
    return g_strdup (C_ ("pause", "since yesterday"));
  if (days == -1)
    return g_strdup (C_ ("pause", "from tomorrow"));
  if (days > 1 && days < 7)
    /* Translators: a pause since Monday. */
    return g_strdup_printf (_("since %s"), weekday);
  if (days > 0)
    return g_strdup_printf (_("since %s"), date);
  /* Translators: a pause from Monday, or from 3 Aug, on. */
  return g_strdup_printf (_("from %s"), days > -7 ? weekday : date);
}

char *
fascia_wording_pause (const FasciaPause *pause, FasciaDay today)
{
  g_autofree char *when = NULL;
  FasciaDay until;

  g_return_val_if_fail (pause != NULL, NULL);
  g_return_val_if_fail (fascia_day_is_valid (pause->from), NULL);

  until = pause->until;
  if (pause->ended_us != 0)
    {
      /* The day of its end is not paused, unless it was the only one. */
      until = fascia_day_add (pause->ended_day, -1);
      if (fascia_day_difference (until, pause->from) < 0)
        until = pause->from;
    }
  if (fascia_day_is_valid (until))
    when = date_range (pause->from, until, today);
  else
    when = open_since (pause->from, today);
  /* Translators: as in "Vacation, 3–17 Aug" or "Illness, since Monday". */
  return g_strdup_printf (_("%1$s, %2$s"), fascia_wording_pause_reason (pause->reason), when);
}

char *
fascia_wording_rule (const FasciaRule *rule)
{
  g_autofree char *time = NULL;
  g_autoptr (GPtrArray) days = NULL;
  g_autoptr (GString) list = NULL;

  g_return_val_if_fail (rule != NULL, NULL);

  time = fascia_minute_of_day_to_string (rule->minute_of_day);
  if (rule->kind == FASCIA_RULE_WHEN_NEEDED)
    return g_strdup_printf (_("When needed at %s"), time);
  if (rule->weekdays == FASCIA_ALL_WEEKDAYS)
    return g_strdup_printf (_("Every day at %s"), time);

  days = g_ptr_array_new ();
  for (guint weekday = 1; weekday <= 7; weekday++)
    if (rule->weekdays & (1u << (weekday - 1)))
      g_ptr_array_add (days, (gpointer) fascia_wording_weekday (weekday, TRUE));

  list = g_string_new (NULL);
  for (guint i = 0; i < days->len; i++)
    {
      if (i > 0)
        /* Translators: between the last two of a list, and between the others. */
        g_string_append (list, i + 1 == days->len ? _(" and ") : _(", "));
      g_string_append (list, g_ptr_array_index (days, i));
    }
  /* Translators: as in "Mon, Wed and Fri at 18:00". */
  return g_strdup_printf (_("%1$s at %2$s"), list->str, time);
}
