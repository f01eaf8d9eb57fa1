/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "today/today-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "fascia-config.h"
#include "fascia/service/diary.h"
#include "fascia/service/journal.h"
#include "fascia/service/reminder.h"
#include "fascia/service/system-clock.h"
#include "fascia/service/wording.h"
#include "today/week-dots.h"
#include "widgets/notice.h"
#include "widgets/phrases.h"
#include "widgets/template.h"
#include "widgets/toast.h"

/* Sessions looked through for when a routine was last done. */
#define LOOK_BACK_DAYS 365

/* Reminders looked through for the last one of today. */
#define HISTORY_DEPTH 32

/* “This evening” is 19:00; from 18:00 on that is what “in 1 hour” says (spec R9). */
#define LATEST_EVENING_MIN (18 * 60)

struct _FasciaTodayPage
{
  GtkWidget parent_instance;

  FasciaNotice *cut_off;
  FasciaNotice *next_day;
  FasciaNotice *worse_twice;
  FasciaNotice *broken;
  FasciaNotice *unshown;
  GtkWidget *week;
  FasciaWeekDots *dots;
  GtkLabel *progress;
  GtkLabel *suggestion;
  GtkLabel *suggestion_facts;
  GtkLabel *suggestion_reason;
  GtkButton *start;
  AdwActionRow *paused;
  AdwActionRow *reminder;
  GtkWidget *again;
  GtkMenuButton *again_menu;
  AdwActionRow *resting;
  AdwActionRow *last;

  FasciaContext *context;
  FasciaDiary *diary; /* NULL while it cannot be opened */
  FasciaWakeup *wakeup;
  char *cut_off_uuid;
  char *next_day_uuid;
  gint64 unshown_us;
  gint64 dismissed_us; /* the unshown reminder that need not be told again */
};

G_DEFINE_FINAL_TYPE (FasciaTodayPage, fascia_today_page, GTK_TYPE_WIDGET)

static void
show_problem (FasciaTodayPage *self, const GError *error)
{
  fascia_notice_set_text (self->broken, error->message);
  fascia_notice_set_revealed (self->broken, TRUE);
}

/* Follows the log from the moment it can be opened. */
static gboolean
open_diary (FasciaTodayPage *self, GError **error)
{
  if (self->diary != NULL)
    return TRUE;

  self->diary = fascia_context_get_diary (self->context, error);
  if (self->diary == NULL)
    return FALSE;

  g_object_ref (self->diary);
  fascia_diary_watch (self->diary);
  g_signal_connect_object (self->diary, "changed", G_CALLBACK (fascia_today_page_update), self, G_CONNECT_SWAPPED);

  return TRUE;
}

/* Bit 0 is @monday. */
static guint
mark_paused_days (const GPtrArray *pauses, FasciaDay monday)
{
  guint marks = 0;

  for (guint i = 0; i < pauses->len; i++)
    for (int day = 0; day < 7; day++)
      if (fascia_pause_covers_day (g_ptr_array_index (pauses, i), fascia_day_add (monday, day)))
        marks |= 1u << day;

  return marks;
}

static gboolean
update_week (FasciaTodayPage *self, FasciaDay today, const GPtrArray *pauses, gboolean *done_today, GError **error)
{
  FasciaDay monday = fascia_day_week_start (today);
  g_autoptr (GArray) days = NULL;
  g_autofree char *text = NULL;
  guint marks = 0;
  guint done;
  guint goal;

  if (!fascia_diary_get_week (self->diary, today, &done, &goal, error))
    return FALSE;
  days = fascia_diary_list_counted_days (self->diary, monday, error);
  if (days == NULL)
    return FALSE;

  for (guint i = 0; i < days->len; i++)
    {
      int offset = fascia_day_difference (g_array_index (days, FasciaDay, i), monday);

      if (offset >= 0 && offset < 7)
        marks |= 1u << offset;
    }
  *done_today = (marks & (1u << (fascia_day_weekday (today) - 1))) != 0;
  if (goal > 0 || done > 0)
    text = fascia_wording_week_progress (done, goal);
  else
    text = g_strdup (_("A week off"));
  gtk_label_set_label (self->progress, text);
  fascia_week_dots_set_week (self->dots, today, marks, mark_paused_days (pauses, monday));

  return TRUE;
}

/* The pause that today is in, if any. */
static gboolean
update_paused (FasciaTodayPage *self, FasciaDay today, const GPtrArray *pauses)
{
  const FasciaPause *current = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < pauses->len; i++)
    {
      const FasciaPause *pause = g_ptr_array_index (pauses, i);

      /* A vacation says more than a day skipped within it. */
      if (fascia_pause_covers_day (pause, today) && (current == NULL || current->reason == FASCIA_PAUSE_SKIP))
        current = pause;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->paused), current != NULL);
  if (current == NULL)
    return FALSE;
  text = fascia_wording_pause (current, today);
  adw_action_row_set_subtitle (self->paused, text);

  return TRUE;
}

/* The next reminder in words; returns when that sentence becomes stale. */
static gint64
update_reminder (FasciaTodayPage *self, gint64 now_us, GTimeZone *zone, gboolean *snoozed)
{
  g_autoptr (GPtrArray) next = NULL;
  g_autoptr (GPtrArray) silent = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const FasciaReminder *reminder = NULL;

  if (!fascia_reminder_forecast (self->context, NULL, 1, &next, &silent, &error))
    {
      adw_action_row_set_subtitle (self->reminder, error->message);
      return G_MAXINT64;
    }
  if (next->len > 0)
    reminder = g_ptr_array_index (next, 0);
  else if (silent->len > 0)
    reminder = g_ptr_array_index (silent, 0);
  text = fascia_wording_next_reminder (reminder, now_us, zone);
  adw_action_row_set_subtitle (self->reminder, text);
  *snoozed = next->len > 0 && reminder->kind == FASCIA_REMINDER_SNOOZE;

  return reminder == NULL ? G_MAXINT64 : reminder->at_us + G_USEC_PER_SEC;
}

/* (transfer full) (nullable): the last reminder of @today that still waits for an
 * answer. */
static FasciaReminder *
get_unanswered (FasciaTodayPage *self, FasciaDay today, GTimeZone *zone)
{
  g_autoptr (GPtrArray) records = fascia_diary_list_reminder_history (self->diary, HISTORY_DEPTH, NULL);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const FasciaReminderRecord *record = g_ptr_array_index (records, i);

      if (fascia_day_difference (fascia_day_of_instant (record->recorded_us, zone), today) != 0)
        break;
      switch (record->outcome)
        {
        case FASCIA_OUTCOME_SILENT:
        case FASCIA_OUTCOME_MISSED:
          continue;
        case FASCIA_OUTCOME_SHOWN:
        case FASCIA_OUTCOME_OPENED:
        case FASCIA_OUTCOME_DISMISSED:
        case FASCIA_OUTCOME_SNOOZED:
        case FASCIA_OUTCOME_FAILED:
          return fascia_reminder_copy (record->reminder);
        case FASCIA_OUTCOME_STARTED:
        case FASCIA_OUTCOME_NOT_TODAY:
        case FASCIA_OUTCOME_WITHDRAWN:
        default:
          return NULL;
        }
    }

  return NULL;
}

static void
add_snooze (GMenu *menu, const char *label, const char *choice, const char *rule)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "win.snooze", "(ss)", choice, rule == NULL ? "" : rule);
  g_menu_append_item (menu, item);
}

/* After a reminder that came at a bad time. */
static void
update_again (FasciaTodayPage *self, FasciaDay today, gint64 now_us, GTimeZone *zone, gboolean wanted, gboolean snoozed)
{
  g_autoptr (FasciaReminder) unanswered = wanted ? get_unanswered (self, today, zone) : NULL;
  g_autoptr (GMenu) menu = NULL;
  const char *rule = unanswered == NULL ? NULL : unanswered->rule;
  gint64 evening_us;

  gtk_widget_set_visible (self->again, wanted && (unanswered != NULL || snoozed));
  if (!gtk_widget_get_visible (self->again))
    return;
  menu = g_menu_new ();
  add_snooze (menu, _("In _15 Minutes"), "15m", rule);
  add_snooze (menu, _("In 1 _Hour"), "1h", rule);
  if (fascia_instant_at_local (today, LATEST_EVENING_MIN, zone, &evening_us) && now_us < evening_us)
    add_snooze (menu, _("This _Evening"), "evening", rule);
  gtk_menu_button_set_menu_model (self->again_menu, G_MENU_MODEL (menu));
}

/* There was no notification service: at least it is told now (spec R13). */
static gboolean
update_unshown (FasciaTodayPage *self, gboolean wanted, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (FasciaReminder) reminder = wanted ? fascia_reminder_get_unshown (self->context, &problem) : NULL;

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (reminder != NULL)
    {
      g_autofree char *time = fascia_phrase_time (reminder->at_us, fascia_context_get_clock (self->context));
      /* Translators: a time of day. */
      g_autofree char *text = g_strdup_printf (_("It was time to roll at %s, but no notification could be shown."), time);

      fascia_notice_set_text (self->unshown, text);
      self->unshown_us = reminder->at_us;
    }
  fascia_notice_set_revealed (self->unshown, reminder != NULL && reminder->at_us != self->dismissed_us);

  return TRUE;
}

static gboolean
update_last (FasciaTodayPage *self, FasciaDay today, GError **error)
{
  g_autoptr (GPtrArray) sessions = fascia_diary_list_sessions (self->diary, FASCIA_DAY_NONE, FASCIA_DAY_NONE, 0, 1, error);

  if (sessions == NULL)
    return FALSE;

  gtk_widget_set_visible (GTK_WIDGET (self->last), sessions->len > 0);
  if (sessions->len > 0)
    {
      const FasciaLogEntry *entry = g_ptr_array_index (sessions, 0);
      g_autofree char *name = fascia_phrase_entry_name (self->context, entry);
      g_autofree char *day = fascia_wording_day (entry->local_date, today);
      g_autofree char *time = fascia_wording_duration (entry->active_s);
      g_autofree char *text = g_strdup_printf ("%s · %s · %s", day, name, time);

      adw_action_row_set_subtitle (self->last, text);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->last), "s", entry->uuid);
    }

  return TRUE;
}

/* (transfer full) (nullable): why this routine and not another. */
static char *
explain_suggestion (FasciaTodayPage *self, const char *id, FasciaDay today)
{
  g_autoptr (GPtrArray) sessions = NULL;

  if (self->diary == NULL)
    return NULL;
  sessions = fascia_diary_list_sessions (self->diary, fascia_day_add (today, -LOOK_BACK_DAYS), FASCIA_DAY_NONE, 0, 0, NULL);
  if (sessions == NULL || sessions->len == 0)
    return NULL;

  for (guint i = 0; i < sessions->len; i++)
    {
      const FasciaLogEntry *entry = g_ptr_array_index (sessions, i);

      if (g_strcmp0 (entry->routine, id) == 0)
        {
          g_autofree char *day = fascia_wording_day (entry->local_date, today);

          /* Translators: a day, such as “Last done: Thu 19 Nov”. */
          return g_strdup_printf (_("Last done: %s"), day);
        }
    }

  return g_strdup (_("Not done yet"));
}

static void
update_suggestion (FasciaTodayPage *self, FasciaDay today)
{
  g_autofree char *id = fascia_reminder_suggest_routine (self->context, NULL);
  g_autoptr (FasciaRoutine) routine = fascia_context_find_routine (self->context, id, NULL);
  g_autofree char *minutes = NULL;
  g_autofree char *tools = NULL;
  g_autofree char *facts = NULL;
  g_autofree char *reason = NULL;

  if (routine == NULL)
    return;

  minutes = fascia_wording_minutes ((int) fascia_phrase_routine_total_s (routine));
  tools = fascia_phrase_routine_tools (self->context, routine);
  facts = g_strdup_printf ("%s · %s", minutes, tools);
  reason = explain_suggestion (self, routine->id, today);
  gtk_label_set_label (self->suggestion, fascia_text_get (&routine->name, fascia_context_get_language (self->context)));
  gtk_label_set_label (self->suggestion_facts, facts);
  gtk_label_set_label (self->suggestion_reason, reason == NULL ? "" : reason);
  gtk_widget_set_visible (GTK_WIDGET (self->suggestion_reason), reason != NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->start), "s", routine->id);
}

static gboolean
update_cut_off (FasciaTodayPage *self, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (FasciaLogEntry) entry = fascia_diary_get_cut_off_session (self->diary, &problem);

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }

  g_clear_pointer (&self->cut_off_uuid, g_free);
  if (entry != NULL)
    {
      g_autofree char *name = fascia_phrase_entry_name (self->context, entry);
      g_autofree char *time = fascia_wording_duration (entry->elapsed_s);
      /* Translators: a routine and minutes and seconds into it. */
      g_autofree char *text = g_strdup_printf (_("Your session “%1$s” stopped at %2$s."), name, time);

      self->cut_off_uuid = g_strdup (entry->uuid);
      g_object_set (self->cut_off, "third-label", fascia_diary_can_resume (self->diary, entry) ? _("_Resume") : "", NULL);
      fascia_notice_set_text (self->cut_off, text);
    }
  fascia_notice_set_revealed (self->cut_off, entry != NULL);

  return TRUE;
}

/* Once, from 12 to 36 hours after a session; spec L4. */
static gboolean
update_next_day (FasciaTodayPage *self, FasciaDay today, gint64 *until_us, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (FasciaLogEntry) entry = fascia_diary_get_next_day_question (self->diary, &problem);

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }

  g_clear_pointer (&self->next_day_uuid, g_free);
  if (entry != NULL)
    {
      g_autofree char *name = fascia_phrase_entry_name (self->context, entry);
      g_autofree char *day = fascia_wording_day (entry->local_date, today);
      /* Translators: a routine and a day, such as “After “After a run” (Yesterday): how does it feel?”. */
      g_autofree char *text = g_strdup_printf (_("After “%1$s” (%2$s): how does it feel?"), name, day);

      self->next_day_uuid = g_strdup (entry->uuid);
      fascia_notice_set_text (self->next_day, text);
      *until_us = MIN (*until_us, entry->started.utc_us + entry->elapsed_s * G_TIME_SPAN_SECOND + FASCIA_NEXT_DAY_UNTIL_US + 1);
    }
  fascia_notice_set_revealed (self->next_day, entry != NULL);

  return TRUE;
}

/* What rests after too much; returns when the first of them has rested. */
static gboolean
update_resting (FasciaTodayPage *self, gint64 *until_us, GError **error)
{
  g_autoptr (GArray) areas = fascia_diary_list_resting_areas (self->diary, error);
  g_autofree char *text = NULL;

  if (areas == NULL)
    return FALSE;

  text = fascia_phrase_resting (areas, fascia_context_get_clock (self->context));
  adw_action_row_set_subtitle (self->resting, text);
  gtk_widget_set_visible (GTK_WIDGET (self->resting), areas->len > 0);
  if (areas->len > 0)
    *until_us = MIN (*until_us, g_array_index (areas, FasciaRestingArea, 0).until_us);

  return TRUE;
}

static gint64
next_midnight_us (FasciaDay today, GTimeZone *zone)
{
  gint64 at_us;

  for (int i = 1; i < 3; i++)
    if (fascia_instant_at_local (fascia_day_add (today, i), 0, zone, &at_us))
      return at_us;

  return G_MAXINT64;
}

/* All that follows from the log and the rules; returns when it becomes stale. */
static gboolean
update_from_diary (FasciaTodayPage *self, FasciaDay today, gint64 now_us, GTimeZone *zone, gint64 *stale_us, GError **error)
{
  g_autoptr (GPtrArray) pauses = NULL;
  FasciaReminderSettings settings;
  gboolean done_today = FALSE;
  gboolean snoozed = FALSE;
  gboolean due;

  if (!open_diary (self, error) || !fascia_diary_get_reminder_settings (self->diary, &settings, error))
    return FALSE;
  pauses = fascia_diary_list_pauses (self->diary, error);
  if (pauses == NULL || !update_week (self, today, pauses, &done_today, error) || !update_last (self, today, error) ||
      !update_cut_off (self, error) || !update_next_day (self, today, stale_us, error) ||
      !update_resting (self, stale_us, error))
    return FALSE;
  /* Nothing is owed any more once today is done, or paused. */
  due = !update_paused (self, today, pauses) && !done_today && settings.on;
  *stale_us = MIN (*stale_us, update_reminder (self, now_us, zone, &snoozed));
  update_again (self, today, now_us, zone, due, snoozed);

  return update_unshown (self, due, error);
}

void
fascia_today_page_update (FasciaTodayPage *self)
{
  FasciaClock *clock;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now_us;
  gint64 stale_us;
  FasciaDay today;

  g_return_if_fail (FASCIA_IS_TODAY_PAGE (self));

  clock = fascia_context_get_clock (self->context);
  zone = fascia_clock_zone (clock);
  now_us = fascia_clock_utc_us (clock);
  today = fascia_day_of_instant (now_us, zone);
  stale_us = next_midnight_us (today, zone);

  if (update_from_diary (self, today, now_us, zone, &stale_us, &error))
    fascia_notice_set_revealed (self->broken, FALSE);
  else
    show_problem (self, error);
  gtk_widget_set_visible (self->week, error == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->reminder), error == NULL);
  if (error != NULL)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->last), FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->resting), FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->paused), FALSE);
      gtk_widget_set_visible (self->again, FALSE);
      fascia_notice_set_revealed (self->cut_off, FALSE);
      fascia_notice_set_revealed (self->next_day, FALSE);
      fascia_notice_set_revealed (self->unshown, FALSE);
    }
  /* Without a log there is still something to roll. */
  update_suggestion (self, today);

  fascia_wakeup_set (self->wakeup, stale_us);
}

static void
stale_cb (gpointer data)
{
  fascia_today_page_update (data);
}

static void
retry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fascia_today_page_update (FASCIA_TODAY_PAGE (widget));
}

static void
answer_cut_off (FasciaTodayPage *self, gboolean save)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *uuid = g_strdup (self->cut_off_uuid);
  gboolean done;

  if (uuid == NULL || self->diary == NULL)
    return;
  if (save)
    done = fascia_diary_save_cut_off_session (self->diary, uuid, &error);
  else
    done = fascia_diary_discard_cut_off_session (self->diary, uuid, &error);
  if (!done)
    show_problem (self, error);
  else
    fascia_toast (GTK_WIDGET (self), save ? _("Session saved") : _("Session discarded"));
  fascia_today_page_update (self);
}

static void
answer_next_day (GtkWidget *widget, FasciaNextDay next_day)
{
  FasciaTodayPage *self = FASCIA_TODAY_PAGE (widget);
  g_autoptr (GError) error = NULL;
  g_autofree char *uuid = g_strdup (self->next_day_uuid);
  gboolean twice = FALSE;

  if (uuid == NULL || self->diary == NULL)
    return;
  if (!fascia_diary_answer_next_day (self->diary, uuid, next_day, &twice, &error))
    show_problem (self, error);
  fascia_notice_set_revealed (self->worse_twice, twice);
}

static void
next_day_fine_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  answer_next_day (widget, FASCIA_NEXT_DAY_FINE);
}

static void
next_day_sore_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  answer_next_day (widget, FASCIA_NEXT_DAY_SORE);
}

static void
next_day_worse_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  answer_next_day (widget, FASCIA_NEXT_DAY_WORSE);
}

static void
dismiss_worse_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fascia_notice_set_revealed (FASCIA_TODAY_PAGE (widget)->worse_twice, FALSE);
}

static void
save_cut_off_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  answer_cut_off (FASCIA_TODAY_PAGE (widget), TRUE);
}

static void
resume_cut_off_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaTodayPage *self = FASCIA_TODAY_PAGE (widget);
  g_autofree char *uuid = g_strdup (self->cut_off_uuid);

  if (uuid == NULL)
    return;
  gtk_widget_activate_action (widget, "win.resume-session", "s", uuid);
  fascia_today_page_update (self);
}

static void
discard_cut_off_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  answer_cut_off (FASCIA_TODAY_PAGE (widget), FALSE);
}

static void
resume_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaTodayPage *self = FASCIA_TODAY_PAGE (widget);
  g_autoptr (GError) error = NULL;

  if (self->diary != NULL && !fascia_diary_resume (self->diary, &error))
    show_problem (self, error);
  /* The button that was pressed is gone now. */
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->reminder));
}

static void
dismiss_unshown_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaTodayPage *self = FASCIA_TODAY_PAGE (widget);

  self->dismissed_us = self->unshown_us;
  fascia_notice_set_revealed (self->unshown, FALSE);
}

static void
fascia_today_page_dispose (GObject *object)
{
  FasciaTodayPage *self = FASCIA_TODAY_PAGE (object);

  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_TODAY_PAGE);
  g_clear_pointer (&self->wakeup, fascia_wakeup_free);
  g_clear_pointer (&self->next_day_uuid, g_free);
  g_clear_pointer (&self->cut_off_uuid, g_free);
  g_clear_object (&self->diary);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fascia_today_page_parent_class)->dispose (object);
}

static void
fascia_today_page_class_init (FasciaTodayPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_today_page_dispose;

  gtk_widget_class_install_action (widget_class, "today.retry", NULL, retry_action);
  gtk_widget_class_install_action (widget_class, "today.next-day-fine", NULL, next_day_fine_action);
  gtk_widget_class_install_action (widget_class, "today.next-day-sore", NULL, next_day_sore_action);
  gtk_widget_class_install_action (widget_class, "today.next-day-worse", NULL, next_day_worse_action);
  gtk_widget_class_install_action (widget_class, "today.dismiss-worse", NULL, dismiss_worse_action);
  gtk_widget_class_install_action (widget_class, "today.save-cut-off", NULL, save_cut_off_action);
  gtk_widget_class_install_action (widget_class, "today.resume-cut-off", NULL, resume_cut_off_action);
  gtk_widget_class_install_action (widget_class, "today.resume", NULL, resume_action);
  gtk_widget_class_install_action (widget_class, "today.dismiss-unshown", NULL, dismiss_unshown_action);
  gtk_widget_class_install_action (widget_class, "today.discard-cut-off", NULL, discard_cut_off_action);

  g_type_ensure (FASCIA_TYPE_NOTICE);
  g_type_ensure (FASCIA_TYPE_WEEK_DOTS);
  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/today/today-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaTodayPage, cut_off);
  gtk_widget_class_bind_template_child (widget_class, FasciaTodayPage, next_day);
  gtk_widget_class_bind_template_child (widget_class, FasciaTodayPage, worse_twice);
  gtk_widget_class_bind_template_child (widget_class, FasciaTodayPage, broken);
  gtk_widget_class_bind_template_child (widget_class, FasciaTodayPage, unshown);
  gtk_widget_class_bind_template_child (widget_class, FasciaTodayPage, week);
  gtk_widget_class_bind_template_child (widget_class, FasciaTodayPage, dots);
  gtk_widget_class_bind_template_child (widget_class, FasciaTodayPage, progress);
  gtk_widget_class_bind_template_child (widget_class, FasciaTodayPage, suggestion);
  gtk_widget_class_bind_template_child (widget_class, FasciaTodayPage, suggestion_facts);
  gtk_widget_class_bind_template_child (widget_class, FasciaTodayPage, suggestion_reason);
  gtk_widget_class_bind_template_child (widget_class, FasciaTodayPage, start);
  gtk_widget_class_bind_template_child (widget_class, FasciaTodayPage, paused);
  gtk_widget_class_bind_template_child (widget_class, FasciaTodayPage, reminder);
  gtk_widget_class_bind_template_child (widget_class, FasciaTodayPage, again);
  gtk_widget_class_bind_template_child (widget_class, FasciaTodayPage, again_menu);
  gtk_widget_class_bind_template_child (widget_class, FasciaTodayPage, last);
  gtk_widget_class_bind_template_child (widget_class, FasciaTodayPage, resting);
}

static void
fascia_today_page_init (FasciaTodayPage *self)
{
  fascia_init_template (GTK_WIDGET (self));
}

GtkWidget *
fascia_today_page_new (FasciaContext *context)
{
  FasciaTodayPage *self;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);

  self = g_object_new (FASCIA_TYPE_TODAY_PAGE, NULL);
  self->context = g_object_ref (context);
  self->wakeup = fascia_wakeup_new (fascia_context_get_clock (context), stale_cb, self);
  fascia_today_page_update (self);

  return GTK_WIDGET (self);
}
