/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/service/reminder.h"

#include <glib/gi18n-lib.h>

#include "app/service/diary-private.h"
#include "app/service/reminder-private.h"
#include "fascia-config.h"
#include "fascia/core/plan.h"
#include "fascia/service/sleep.h"
#include "fascia/service/system-clock.h"
#include "fascia/service/wording.h"

#define SNOOZE_US G_TIME_SPAN_HOUR

/* After a database error: the one case where time alone may mend something. */
#define RETRY_US (5 * G_TIME_SPAN_MINUTE)

struct _FasciaReminderService {
  GObject parent_instance;

  FasciaContext *context;
  FasciaNotifier *notifier;
  FasciaDiary *diary;
  FasciaWakeup *wakeup;
  GFileMonitor *zone_monitor;
  FasciaSleepWatch *sleep;

  gboolean active;
  GError *error;

  /* The notification on the screen, if any, or one that belongs there as soon as
   * there is somebody to show it. */
  FasciaReminder *shown;
  gboolean unseen;
  gboolean restarted; /* the notification service: what was shown is gone */
  gint64 shown_at_us;
  char *routine;
};

enum {
  PROP_ACTIVE = 1,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

enum {
  LOOKED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FasciaReminderService, fascia_reminder_service, G_TYPE_OBJECT)

static gint64
now_us (FasciaReminderService *self)
{
  return fascia_clock_utc_us (fascia_context_get_clock (self->context));
}

static FasciaStore *
store (FasciaReminderService *self)
{
  return fascia_diary_get_store (self->diary);
}

static void
set_active (FasciaReminderService *self, gboolean active)
{
  if (self->active == active)
    return;

  self->active = active;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ACTIVE]);
}

/* --- The notification -------------------------------------------------------- */

static void
forget_shown (FasciaReminderService *self)
{
  g_clear_pointer (&self->shown, fascia_reminder_free);
  g_clear_pointer (&self->routine, g_free);
  self->unseen = FALSE;
  self->restarted = FALSE;
}

/* History is a courtesy: what the user asked for is done even if it cannot be
 * written down. */
static void
record (FasciaReminderService *self, const FasciaReminder *reminder, FasciaOutcome outcome)
{
  g_autoptr (GError) error = NULL;

  if (!fascia_store_record_outcome (store (self), reminder, outcome, now_us (self), &error))
    g_message ("%s", error->message);
}

static char *
compose_title (FasciaReminderService *self, const FasciaReminder *reminder)
{
  if (reminder->kind == FASCIA_REMINDER_AFTER_TRAINING)
    return g_strdup (_("After your training"));

  return fascia_wording_week_progress (reminder->done, reminder->goal);
}

static char *
suggest_routine (FasciaReminderService *self, const FasciaReminder *reminder)
{
  return fascia_reminder_suggest_routine_for (self->context, reminder->rule,
                                              reminder->kind == FASCIA_REMINDER_AFTER_TRAINING ? FASCIA_OCCASION_RECOVERY : FASCIA_OCCASION_EVERYDAY);
}

/* Somebody may look over the user's shoulder. If it cannot be read, they would. */
static gboolean
is_private (FasciaReminderService *self)
{
  g_autoptr (GError) error = NULL;
  FasciaReminderSettings settings;

  if (fascia_store_load_reminder_settings (store (self), &settings, &error))
    return settings.private_texts;

  g_message ("%s", error->message);
  return TRUE;
}

static char *
compose_body (FasciaReminderService *self, const char *routine_id)
{
  g_autofree char *name = fascia_context_get_routine_name (self->context, routine_id);
  g_autoptr (FasciaRoutine) routine = fascia_context_find_routine (self->context, routine_id, NULL);
  g_autoptr (FasciaPlan) plan = NULL;
  guint minutes;

  if (routine == NULL)
    return g_steal_pointer (&name);

  plan = fascia_plan_new (routine, fascia_context_get_catalog (self->context), NULL);
  minutes = MAX ((plan->total_s + 30) / 60, 1);

  /* Translators: %s is a routine such as “Hips and buttocks”. */
  return g_strdup_printf (ngettext ("%s would take %u minute.", "%s would take %u minutes.", minutes), name, minutes);
}

/* Puts what belongs on the screen there. */
static gboolean
present (FasciaReminderService *self)
{
  const FasciaNotifierButton buttons[] = {
    { "start", _("Start") },
    { "snooze", _("In 1 Hour") },
    { "not-today", _("Not Today") },
  };
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;

  if (is_private (self))
    {
      title = g_strdup ("Fascia");
      body = g_strdup (_("A reminder you asked for."));
    }
  else
    {
      title = compose_title (self, self->shown);
      body = compose_body (self, self->routine);
    }

  if (fascia_notifier_show (self->notifier, title, body, buttons, G_N_ELEMENTS (buttons), &error))
    return TRUE;

  g_message ("%s", error->message);
  return FALSE;
}

static void
show (FasciaReminderService *self, const FasciaReminder *reminder, gint64 at_us)
{
  forget_shown (self);

  self->shown = fascia_reminder_copy (reminder);
  self->shown_at_us = at_us;
  self->routine = suggest_routine (self, reminder);

  if (present (self))
    return;

  self->unseen = TRUE;
  record (self, reminder, FASCIA_OUTCOME_FAILED);
}

/* Another notification service: what one showed and the user has not answered is shown
 * by the next, and what none could show is shown by the first. */
static void
show_again (FasciaReminderService *self)
{
  if (!present (self))
    {
      if (!self->unseen)
        record (self, self->shown, FASCIA_OUTCOME_FAILED);
      self->unseen = TRUE;
    }
  else if (self->unseen)
    {
      record (self, self->shown, FASCIA_OUTCOME_SHOWN);
      self->unseen = FALSE;
    }
}

static void
withdraw (FasciaReminderService *self)
{
  if (self->shown == NULL)
    return;

  fascia_notifier_withdraw (self->notifier);
  if (!self->unseen)
    record (self, self->shown, FASCIA_OUTCOME_WITHDRAWN);
  forget_shown (self);
}

/* What nobody could show in time is over; who opens the window is told of it. */
static gboolean
is_too_late (FasciaReminderService *self, const FasciaScheduleFacts *facts, gint64 at_us)
{
  return self->unseen && at_us - self->shown->at_us > facts->settings.grace_min * G_TIME_SPAN_MINUTE;
}

static gboolean
is_pointless (FasciaReminderService *self, const FasciaScheduleFacts *facts, gint64 at_us)
{
  FasciaScheduleInput input = fascia_schedule_facts_input (facts);

  return fascia_schedule_is_outdated (&input, self->shown, self->shown_at_us, at_us) || is_too_late (self, facts, at_us);
}

/* --- Buttons ----------------------------------------------------------------- */

static void
application_called_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply == NULL)
    {
      g_dbus_error_strip_remote_error (error);
      g_message (_("The window could not be opened: %s"), error->message);
    }
}

/* Calls org.freedesktop.Application, which starts the program if needed. */
static void
call_application (const char *method, GVariant *arguments)
{
  g_autoptr (GVariant) floating = g_variant_ref_sink (arguments);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_autofree char *path = NULL;

  if (bus == NULL)
    {
      g_message (_("The window could not be opened: %s"), error->message);
      return;
    }

  path = g_strconcat ("/", FASCIA_APPLICATION_ID, NULL);
  g_strdelimit (path, ".", '/');
  g_dbus_connection_call (bus,
                          FASCIA_APPLICATION_ID,
                          path,
                          "org.freedesktop.Application",
                          method,
                          floating,
                          NULL,
                          G_DBUS_CALL_FLAGS_NONE,
                          -1,
                          NULL,
                          application_called_cb,
                          NULL);
}

/* (transfer floating): lets the compositor put the window in front. Both names:
 * GTK knew only the first for long. */
static GVariant *
platform_data (const char *activation_token)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  if (activation_token != NULL)
    {
      g_variant_builder_add (&builder, "{sv}", "desktop-startup-id", g_variant_new_string (activation_token));
      g_variant_builder_add (&builder, "{sv}", "activation-token", g_variant_new_string (activation_token));
    }

  return g_variant_builder_end (&builder);
}

static void
open_window (const char *activation_token)
{
  call_application ("Activate", g_variant_new ("(@a{sv})", platform_data (activation_token)));
}

static void
start_routine (const char *routine, const char *activation_token)
{
  GVariantBuilder parameters;

  g_variant_builder_init (&parameters, G_VARIANT_TYPE ("av"));
  g_variant_builder_add (&parameters, "v", g_variant_new_string (routine));
  call_application ("ActivateAction",
                    g_variant_new ("(sav@a{sv})", "start-routine", &parameters, platform_data (activation_token)));
}

static void
snooze (FasciaReminderService *self, const FasciaReminder *reminder)
{
  g_autoptr (GError) error = NULL;
  gint64 now = now_us (self);

  if (!fascia_store_set_snooze (store (self), now + SNOOZE_US, reminder->rule, now, &error))
    g_message ("%s", error->message);
}

static void
skip_today (FasciaReminderService *self)
{
  g_autoptr (GError) error = NULL;

  if (!fascia_diary_add_pause (self->diary, FASCIA_DAY_NONE, fascia_diary_today (self->diary), FASCIA_PAUSE_SKIP, &error))
    g_message ("%s", error->message);
}

static void
action_cb (FasciaReminderService *self, const char *action, const char *activation_token)
{
  g_autoptr (FasciaReminder) reminder = g_steal_pointer (&self->shown);
  g_autofree char *routine = g_steal_pointer (&self->routine);

  if (reminder == NULL)
    return;

  if (g_str_equal (action, "start"))
    {
      record (self, reminder, FASCIA_OUTCOME_STARTED);
      start_routine (routine, activation_token);
    }
  else if (g_str_equal (action, "snooze"))
    {
      record (self, reminder, FASCIA_OUTCOME_SNOOZED);
      snooze (self, reminder);
    }
  else if (g_str_equal (action, "not-today"))
    {
      record (self, reminder, FASCIA_OUTCOME_NOT_TODAY);
      skip_today (self);
    }
  else
    {
      record (self, reminder, FASCIA_OUTCOME_OPENED);
      open_window (activation_token);
    }

  fascia_reminder_service_update (self);
}

static void
closed_cb (FasciaReminderService *self, gboolean by_user)
{
  if (self->shown == NULL)
    return;

  /* What ran out was perhaps never seen: it was shown, and that is all we know. */
  if (by_user)
    record (self, self->shown, FASCIA_OUTCOME_DISMISSED);
  forget_shown (self);
  fascia_reminder_service_update (self);
}

static void
restarted_cb (FasciaReminderService *self)
{
  self->restarted = TRUE;
  fascia_reminder_service_update (self);
}

/* --- Deciding ---------------------------------------------------------------- */

/* Deals with every slot that has passed: at most one is shown, the rest are
 * written down with the reason. */
static gboolean
handle_passed (FasciaReminderService *self, const FasciaScheduleFacts *facts, gint64 at_us, GError **error)
{
  FasciaScheduleInput input = fascia_schedule_facts_input (facts);
  g_autoptr (GPtrArray) passed = fascia_schedule_passed (&input, at_us);

  for (guint i = 0; i < passed->len; i++)
    {
      const FasciaReminder *reminder = g_ptr_array_index (passed, i);
      FasciaOutcome outcome = FASCIA_OUTCOME_SHOWN;
      gboolean claimed;

      if (reminder->silent)
        outcome = reminder->why == FASCIA_WHY_MISSED ? FASCIA_OUTCOME_MISSED : FASCIA_OUTCOME_SILENT;

      /* Claimed before it is shown: after a crash in between, one reminder too
       * few is better than the same one twice. */
      if (!fascia_store_claim_reminder (store (self), reminder, outcome, at_us, &claimed, error))
        return FALSE;
      if (claimed && !reminder->silent && !reminder->joined)
        show (self, reminder, at_us);
    }

  return TRUE;
}

static gboolean
decide (FasciaReminderService *self, gint64 *moment_us, GError **error)
{
  g_autoptr (GTimeZone) zone = fascia_clock_zone (fascia_context_get_clock (self->context));
  g_autoptr (FasciaScheduleFacts) facts = NULL;
  FasciaScheduleInput input;
  gint64 at_us = now_us (self);
  gint64 handled_until_us;
  gboolean wanted;

  if (self->diary == NULL)
    {
      FasciaDiary *diary = fascia_context_get_diary (self->context, error);

      if (diary == NULL)
        return FALSE;
      self->diary = g_object_ref (diary);
      g_signal_connect_object (diary, "changed", G_CALLBACK (fascia_reminder_service_update), self, G_CONNECT_SWAPPED);
      fascia_diary_watch (diary);
    }

  if (!fascia_reminder_is_wanted (self->context, &wanted, error))
    return FALSE;
  if (!wanted)
    {
      withdraw (self);
      *moment_us = G_MAXINT64;
      set_active (self, FALSE);
      return TRUE;
    }

  facts = fascia_schedule_facts_load (store (self), zone, at_us, error);
  if (facts == NULL)
    return FALSE;

  input = fascia_schedule_facts_input (facts);
  handled_until_us = fascia_schedule_get_handled_until (&input, at_us);
  if (handled_until_us != facts->state->handled_until_us)
    {
      if (!fascia_store_set_handled_until (store (self), handled_until_us, error))
        return FALSE;
      facts->state->handled_until_us = handled_until_us;
    }

  if (self->shown != NULL && is_pointless (self, facts, at_us))
    withdraw (self);
  if (self->shown != NULL && self->restarted)
    {
      self->restarted = FALSE;
      show_again (self);
    }
  if (!handle_passed (self, facts, at_us, error))
    return FALSE;
  *moment_us = fascia_schedule_next_moment (&input, self->shown != NULL, at_us);

  set_active (self, TRUE);
  return TRUE;
}

void
fascia_reminder_service_update (FasciaReminderService *self)
{
  gint64 moment_us;

  g_return_if_fail (FASCIA_IS_REMINDER_SERVICE (self));

  g_object_ref (self);
  g_clear_error (&self->error);

  if (!decide (self, &moment_us, &self->error))
    {
      g_message ("%s", self->error->message);
      moment_us = now_us (self) + RETRY_US;
    }
  fascia_wakeup_set (self->wakeup, moment_us);
  fascia_context_rest (self->context);
  g_signal_emit (self, signals[LOOKED], 0);

  g_object_unref (self);
}

gboolean
fascia_reminder_service_get_active (FasciaReminderService *self)
{
  g_return_val_if_fail (FASCIA_IS_REMINDER_SERVICE (self), FALSE);

  return self->active;
}

const GError *
fascia_reminder_service_get_error (FasciaReminderService *self)
{
  g_return_val_if_fail (FASCIA_IS_REMINDER_SERVICE (self), NULL);

  return self->error;
}

/* --- What else wakes us ------------------------------------------------------ */

static void
wakeup_cb (gpointer data)
{
  fascia_reminder_service_update (data);
}

static void
zone_changed_cb (FasciaReminderService *self)
{
  fascia_reminder_service_update (self);
}

/* The machine was asleep: the timer fires by itself where it should, this is for what
 * the clocks of some machines do while they wake. */
static void
slept_cb (FasciaReminderService *self)
{
  fascia_reminder_service_update (self);
}

/* --- Object ------------------------------------------------------------------ */

static void
fascia_reminder_service_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FasciaReminderService *self = FASCIA_REMINDER_SERVICE (object);

  switch (id)
    {
    case PROP_ACTIVE:
      g_value_set_boolean (value, self->active);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fascia_reminder_service_dispose (GObject *object)
{
  FasciaReminderService *self = FASCIA_REMINDER_SERVICE (object);

  /* Without us its buttons would do nothing. */
  withdraw (self);

  if (self->sleep != NULL)
    {
      g_object_run_dispose (G_OBJECT (self->sleep));
      g_clear_object (&self->sleep);
    }
  g_clear_object (&self->zone_monitor);
  g_clear_pointer (&self->wakeup, fascia_wakeup_free);
  g_clear_object (&self->diary);
  g_clear_object (&self->notifier);
  g_clear_object (&self->context);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (fascia_reminder_service_parent_class)->dispose (object);
}

static void
fascia_reminder_service_class_init (FasciaReminderServiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fascia_reminder_service_get_property;
  object_class->dispose = fascia_reminder_service_dispose;

  props[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);

  /**
   * FasciaReminderService::looked:
   *
   * It was awake and goes to rest again: the moment for whatever else is due.
   */
  signals[LOOKED] = g_signal_new ("looked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fascia_reminder_service_init (FasciaReminderService *self)
{
}

FasciaReminderService *
fascia_reminder_service_new (FasciaContext *context, FasciaNotifier *notifier)
{
  FasciaReminderService *self;
  g_autoptr (GFile) localtime = g_file_new_for_path ("/etc/localtime");

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (FASCIA_IS_NOTIFIER (notifier), NULL);

  self = g_object_new (FASCIA_TYPE_REMINDER_SERVICE, NULL);
  self->context = g_object_ref (context);
  self->notifier = g_object_ref (notifier);
  self->wakeup = fascia_wakeup_new (fascia_context_get_clock (context), wakeup_cb, self);

  g_signal_connect_object (notifier, "action", G_CALLBACK (action_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (notifier, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (notifier, "restarted", G_CALLBACK (restarted_cb), self, G_CONNECT_SWAPPED);

  /* The traveller's new zone. */
  self->zone_monitor = g_file_monitor_file (localtime, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->zone_monitor != NULL)
    g_signal_connect_object (self->zone_monitor, "changed", G_CALLBACK (zone_changed_cb), self, G_CONNECT_SWAPPED);

  self->sleep = fascia_sleep_watch_new (fascia_context_get_clock (context));
  g_signal_connect_object (self->sleep, "slept", G_CALLBACK (slept_cb), self, G_CONNECT_SWAPPED);

  return self;
}
