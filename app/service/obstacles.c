/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/service/reminder.h"

#include <glib/gi18n-lib.h>

#include "app/service/autostart.h"
#include "app/service/diary-private.h"
#include "app/service/sandbox.h"
#include "fascia-config.h"

/* Only the bus itself is asked, which answers at once or not at all. */
#define BUS_TIMEOUT_MS 300

#define NOTIFICATIONS_NAME "org.freedesktop.Notifications"

void
fascia_obstacle_free (FasciaObstacle *self)
{
  if (self == NULL)
    return;

  g_free (self->problem);
  g_free (self->mend);
  g_free (self);
}

static void
add (GPtrArray *obstacles, const char *id, const char *problem, const char *mend)
{
  FasciaObstacle *obstacle = g_new0 (FasciaObstacle, 1);

  obstacle->id = id;
  obstacle->problem = g_strdup (problem);
  obstacle->mend = g_strdup (mend);
  g_ptr_array_add (obstacles, obstacle);
}

/* --- The bus ----------------------------------------------------------------- */

static GVariant *
ask_bus (GDBusConnection *bus, const char *method, GVariant *arguments, const char *reply_type)
{
  return g_dbus_connection_call_sync (bus,
                                      "org.freedesktop.DBus",
                                      "/org/freedesktop/DBus",
                                      "org.freedesktop.DBus",
                                      method,
                                      arguments,
                                      G_VARIANT_TYPE (reply_type),
                                      G_DBUS_CALL_FLAGS_NONE,
                                      BUS_TIMEOUT_MS,
                                      NULL,
                                      NULL);
}

static gboolean
is_running (GDBusConnection *bus, const char *name)
{
  g_autoptr (GVariant) reply = ask_bus (bus, "NameHasOwner", g_variant_new ("(s)", name), "(b)");
  gboolean owned = FALSE;

  if (reply != NULL)
    g_variant_get (reply, "(b)", &owned);

  return owned;
}

static gboolean
can_be_started (GDBusConnection *bus, const char *name)
{
  g_autoptr (GVariant) reply = ask_bus (bus, "ListActivatableNames", NULL, "(as)");
  g_autofree const char **names = NULL;

  if (reply == NULL)
    return FALSE;

  g_variant_get (reply, "(^a&s)", &names);

  return g_strv_contains (names, name);
}

static void
look_at_bus (GPtrArray *obstacles, gboolean wanted)
{
  g_autoptr (GDBusConnection) bus = fascia_reminder_find_bus ();

  if (bus == NULL)
    {
      add (obstacles, "reminder-service", _("There is no session bus, so nothing can remind you."),
           _("Open Fascia inside your desktop session; over SSH there is none."));
      return;
    }

  /* In a sandbox it is behind the portal, and the portal is always there. */
  if (!fascia_sandbox_is_around_us () && !is_running (bus, NOTIFICATIONS_NAME) && !can_be_started (bus, NOTIFICATIONS_NAME))
    add (obstacles, "notifications", _("Your desktop has no notification service, so a reminder would not be seen."),
         _("Install and start one, such as xfce4-notifyd or dunst."));

  if (!wanted || is_running (bus, FASCIA_REMINDER_ID))
    return;
  if (can_be_started (bus, FASCIA_REMINDER_ID))
    add (obstacles, "reminder-service", _("The reminder service is not running."),
         _("Open Fascia once: it starts the service."));
  else
    add (obstacles, "reminder-service", _("The reminder service is not known to your session."),
         _("Install Fascia again with app/run, then log out and in."));
}

/* --- What the user set ------------------------------------------------------- */

static gboolean
has_database (FasciaContext *context)
{
  g_autofree char *path = g_build_filename (fascia_context_get_folder (context), FASCIA_STORE_FILE_NAME, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* A skipped day is no obstacle: the user has just said so, and it is over by itself. */
static gboolean
is_paused (FasciaStore *store, FasciaDay today)
{
  g_autoptr (GPtrArray) pauses = fascia_store_list_pauses (store, NULL);

  for (guint i = 0; pauses != NULL && i < pauses->len; i++)
    {
      const FasciaPause *pause = g_ptr_array_index (pauses, i);

      if (pause->reason != FASCIA_PAUSE_SKIP && fascia_pause_covers_day (pause, today))
        return TRUE;
    }

  return FALSE;
}

static void
look_at_autostart (GPtrArray *obstacles)
{
  switch (fascia_autostart_get_state ())
    {
    case FASCIA_AUTOSTART_MISSING:
      add (obstacles, "autostart", _("Reminders will not come back after the next login."),
           _("Open Fascia once: it writes the entry again."));
      break;
    case FASCIA_AUTOSTART_SWITCHED_OFF:
      add (obstacles, "autostart", _("Reminders at login are switched off in the desktop’s settings."),
           _("Switch Fascia on among the startup applications."));
      break;
    case FASCIA_AUTOSTART_ON:
    default:
      break;
    }
}

GPtrArray *
fascia_reminder_list_obstacles (FasciaContext *context)
{
  g_autoptr (GPtrArray) obstacles = NULL;
  FasciaReminderSettings settings = FASCIA_REMINDER_SETTINGS_DEFAULT;
  gboolean wanted = FALSE;
  gboolean paused = FALSE;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);

  obstacles = g_ptr_array_new_with_free_func ((GDestroyNotify) fascia_obstacle_free);
  if (has_database (context))
    {
      g_autoptr (GError) error = NULL;
      FasciaDiary *diary = fascia_context_get_diary (context, &error);

      if (diary == NULL || !fascia_diary_get_reminder_settings (diary, &settings, &error) || !fascia_reminder_is_wanted (context, &wanted, &error))
        {
          add (obstacles, "database", error->message, _("See “fascia check”."));
          return g_steal_pointer (&obstacles);
        }
      paused = is_paused (fascia_diary_get_store (diary), fascia_diary_today (diary));
    }

  if (!settings.on)
    add (obstacles, "reminders", _("Reminders are switched off."), _("Switch them on, or add one."));
  else if (!wanted)
    add (obstacles, "reminders", _("No rule says when to remind you."), _("Add one, for example on Monday, Wednesday and Friday at 18:00."));
  else if (paused)
    add (obstacles, "reminders", _("Reminders are paused."), _("Resume them when you want to go on."));

  look_at_bus (obstacles, wanted);
  if (wanted)
    look_at_autostart (obstacles);

  return g_steal_pointer (&obstacles);
}
