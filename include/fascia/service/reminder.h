/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fascia/core/schedule.h"
#include "fascia/service/context.h"
#include "fascia/service/notifier.h"

G_BEGIN_DECLS

/* Reminders as window and command line see them. */

/**
 * fascia_reminder_forecast:
 * @as_of: (nullable): with it, later log rows are ignored and earlier slots count
 *   as dealt with; its zone is used. %NULL: now.
 *
 * See fascia_schedule_forecast(). Nothing is forecast while reminders are off.
 */
gboolean fascia_reminder_forecast (FasciaContext *context, const FasciaInstant *as_of, guint count, GPtrArray **next, GPtrArray **silent, GError **error);

/* (transfer full): the id of the routine a reminder offers: the rule's own, or the
 * one least recently done. Never fails: falls back to the first routine. */
char *fascia_reminder_suggest_routine (FasciaContext *context, const char *rule);

/* Reminders are switched on and there is a rule to follow, a snooze or a nudge;
 * otherwise the service need not run. */
gboolean fascia_reminder_is_wanted (FasciaContext *context, gboolean *wanted, GError **error);

/**
 * fascia_reminder_apply:
 *
 * Makes the desktop follow fascia_reminder_is_wanted(): writes or removes the
 * autostart entry and starts the service over D-Bus. (A running one sees by itself
 * that it is no longer wanted.) To be called after each change of the switch or
 * the rules. A missing bus or
 * service is no failure of the caller: it comes back in @problem (nullable) as a
 * sentence with how to mend it.
 */
void fascia_reminder_apply (FasciaContext *context, char **problem);

/**
 * fascia_reminder_list_obstacles:
 *
 * Why no reminder would arrive, each with how to mend it: reminders off, no rule, no
 * bus, no notification server, no autostart entry, service not running or not to be
 * started, paused. The same list for `fascia check` and the preferences. Asks the
 * bus, waits at most a second. Only looks: where there is no database it makes none.
 *
 * Returns: (transfer full) (element-type FasciaObstacle): empty when all is well
 */
typedef struct {
  const char *id; /* (static): as in `check`: "database", "reminders", "notifications",
                   * "reminder-service", "autostart" */
  char *problem;  /* one sentence */
  char *mend;     /* one sentence: what to do */
} FasciaObstacle;
void fascia_obstacle_free (FasciaObstacle *self);
GPtrArray *fascia_reminder_list_obstacles (FasciaContext *context);

/* (transfer full) (nullable): the session bus, if the session has one. To ask GLib for it
 * without its address would start one on which nobody listens. */
GDBusConnection *fascia_reminder_find_bus (void);

/* A reminder of today that could not be shown because no notification service was
 * there (R13), for a banner at the next opening; (nullable) (transfer full). */
FasciaReminder *fascia_reminder_get_unshown (FasciaContext *context, GError **error);

/* Asks the service to show a test notification ("Send a test notification"); the
 * answer says in words what happened. Waits at most five seconds. */
gboolean fascia_reminder_send_test (FasciaContext *context, GError **error);

/* The autostart file, whether or not it exists. */
char *fascia_reminder_get_autostart_path (void);

/**
 * FasciaReminderService:
 *
 * The work of fascia-reminderd: sleeps until the next due moment, claims the
 * slot, shows the notification, acts on its buttons, follows log, rules and clock.
 * Does nothing before the first fascia_reminder_service_update().
 *
 * Property "active" (read-only, notified): reminders are on and there is a rule;
 * otherwise the program may end.
 */
#define FASCIA_TYPE_REMINDER_SERVICE (fascia_reminder_service_get_type ())
G_DECLARE_FINAL_TYPE (FasciaReminderService, fascia_reminder_service, FASCIA, REMINDER_SERVICE, GObject)
FasciaReminderService *fascia_reminder_service_new (FasciaContext *context, FasciaNotifier *notifier);
/* Decides afresh and sleeps until the next moment. */
void fascia_reminder_service_update (FasciaReminderService *self);
gboolean fascia_reminder_service_get_active (FasciaReminderService *self);
/* (nullable): why the last update could not decide; it is tried again by itself. */
const GError *fascia_reminder_service_get_error (FasciaReminderService *self);

G_END_DECLS
