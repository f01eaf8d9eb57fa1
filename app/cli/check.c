/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "cli.h"
#include "fascia-config.h"
#include "fascia/service/reminder.h"
#include "fascia/service/wording.h"
#include "fascia/store/store.h"
#include "output.h"

/* The doctor only looks: it makes no file, switches nothing on, starts no service
 * of ours. */

#define BUS_TIMEOUT_MS 2000
/* A year of daily sessions is a few hundred kilobytes; a backup and the journal of
 * SQLite need the same again. */
#define ENOUGH_SPACE (20 * 1000 * 1000)

#define NOTIFICATIONS_NAME "org.freedesktop.Notifications"
#define NOTIFICATIONS_PATH "/org/freedesktop/Notifications"

typedef struct {
  FasciaCli *cli;
  FasciaDiary *diary; /* (nullable) */
  gboolean reminders_on;
  GDBusConnection *bus; /* (nullable) */
  FasciaTable *table;
  JsonBuilder *builder;
  GPtrArray *mends;
} Doctor;

/* @what is an id, never translated; @mend is %NULL when there is nothing to do. */
static void
report (Doctor *self, const char *what, const char *label, gboolean ok, const char *detail, const char *mend)
{
  if (self->cli->json)
    {
      json_builder_reset (self->builder);
      json_builder_begin_object (self->builder);
      fascia_json_string (self->builder, "what", what);
      fascia_json_boolean (self->builder, "ok", ok);
      fascia_json_string (self->builder, "detail", detail);
      fascia_json_string (self->builder, "mend", mend);
      json_builder_end_object (self->builder);
      fascia_json_append_element (self->cli->out, self->builder);
      return;
    }
  fascia_table_add_row (self->table, label, ok ? C_ ("check", "ok") : C_ ("check", "problem"), detail);
  if (mend)
    g_ptr_array_add (self->mends, g_strdup_printf ("%s: %s", label, mend));
}

/* (transfer full): @path, or the nearest folder above it that exists. */
static GFile *
nearest_folder (const char *path)
{
  GFile *file = g_file_new_for_path (path);

  while (!g_file_query_exists (file, NULL))
    {
      GFile *parent = g_file_get_parent (file);

      if (!parent)
        break;
      g_object_unref (file);
      file = parent;
    }
  return file;
}

static gboolean
can_write (const char *folder)
{
  g_autoptr (GFile) file = nearest_folder (folder);
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_ACCESS_CAN_WRITE, G_FILE_QUERY_INFO_NONE, NULL, NULL);

  return info && g_file_info_get_attribute_boolean (info, G_FILE_ATTRIBUTE_ACCESS_CAN_WRITE);
}

static void
check_database (Doctor *self)
{
  const char *folder = fascia_context_get_folder (self->cli->context);
  g_autofree char *path = g_build_filename (folder, FASCIA_STORE_FILE_NAME, NULL);
  g_autoptr (GError) error = NULL;
  FasciaReminderSettings settings;
  gint64 n;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_autofree char *detail = g_strdup_printf (_ ("%s will be made at the first use"), path);
      gboolean ok = can_write (folder);

      report (self, "database", _ ("Database"), ok, detail, ok ? NULL : _ ("This folder cannot be written to. Make it writable for you."));
      if (!ok)
        self->cli->exit_code = 1;
      return;
    }

  self->diary = fascia_context_get_diary (self->cli->context, &error);
  if (!self->diary || !fascia_diary_check_integrity (self->diary, &error) ||
      !fascia_diary_get_reminder_settings (self->diary, &settings, &error) ||
      (n = fascia_diary_count_sessions (self->diary, &error)) < 0)
    {
      self->diary = NULL;
      self->cli->exit_code = 1;
      report (self, "database", _ ("Database"), FALSE, path, error->message);
      return;
    }
  self->reminders_on = settings.on;
  {
    g_autofree char *detail = g_strdup_printf (ngettext ("%s is whole and holds %d session", "%s is whole and holds %d sessions", (gulong) n), path, (int) n);

    report (self, "database", _ ("Database"), TRUE, detail, NULL);
  }
}

static void
check_space (Doctor *self)
{
  g_autoptr (GFile) folder = nearest_folder (fascia_context_get_folder (self->cli->context));
  g_autoptr (GFileInfo) info = g_file_query_filesystem_info (folder, G_FILE_ATTRIBUTE_FILESYSTEM_FREE, NULL, NULL);
  g_autofree char *size = NULL;
  g_autofree char *detail = NULL;
  guint64 free_space;

  if (!info || !g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE))
    {
      report (self, "space", _ ("Free space"), TRUE, _ ("This file system does not tell"), NULL);
      return;
    }
  free_space = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE);
  size = g_format_size (free_space);
  detail = g_strdup_printf (_ ("%s free"), size);
  report (self, "space", _ ("Free space"), free_space >= ENOUGH_SPACE, detail,
          free_space >= ENOUGH_SPACE ? NULL : _ ("Delete something large, or sessions may not be saved."));
}

static void
check_content (Doctor *self)
{
  FasciaCatalog *catalog = fascia_context_get_catalog (self->cli->context);
  guint techniques = fascia_catalog_get_n_techniques (catalog);
  guint routines = fascia_catalog_get_n_routines (catalog);
  g_autofree char *n_techniques = g_strdup_printf (ngettext ("%u technique", "%u techniques", techniques), techniques);
  g_autofree char *n_routines = g_strdup_printf (ngettext ("%u routine", "%u routines", routines), routines);
  g_autofree char *detail = g_strdup_printf ("%s, %s", n_techniques, n_routines);
  gboolean ok = techniques > 0 && routines > 0;

  report (self, "content", _ ("Content"), ok, detail, ok ? NULL : _ ("Install Fascia again."));
}

/* (transfer full) (nullable). Asking GLib without an address would start a bus of
 * its own, which no notification server listens on. */
static GDBusConnection *
find_bus (void)
{
  const char *address = g_getenv ("DBUS_SESSION_BUS_ADDRESS");
  g_autofree char *socket = g_build_filename (g_get_user_runtime_dir (), "bus", NULL);
  GDBusConnection *bus;

  if ((!address || !*address) && !g_file_test (socket, G_FILE_TEST_EXISTS))
    return NULL;
  bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  if (bus)
    g_dbus_connection_set_exit_on_close (bus, FALSE);
  return bus;
}

static GVariant *
ask (Doctor *self, const char *name, const char *path, const char *interface, const char *method, GVariant *arguments, const char *type)
{
  return g_dbus_connection_call_sync (self->bus, name, path, interface, method, arguments, G_VARIANT_TYPE (type),
                                      G_DBUS_CALL_FLAGS_NONE, BUS_TIMEOUT_MS, NULL, NULL);
}

static void
check_notifications (Doctor *self)
{
  const char *label = _ ("Notifications");
  g_autoptr (GVariant) server = NULL;
  g_autoptr (GVariant) abilities = NULL;
  g_autoptr (GString) detail = g_string_new (NULL);
  g_autofree const char **names = NULL;
  const char *name = NULL;
  const char *version = NULL;
  gboolean buttons;

  if (!self->bus)
    {
      report (self, "notifications", label, FALSE, _ ("There is no session bus"), _ ("Run this inside your desktop session; over SSH there is none."));
      return;
    }
  server = ask (self, NOTIFICATIONS_NAME, NOTIFICATIONS_PATH, NOTIFICATIONS_NAME, "GetServerInformation", NULL, "(ssss)");
  if (!server)
    {
      report (self, "notifications", label, FALSE, _ ("No notification server answers"),
              _ ("Switch notifications on in your desktop, or install a server such as xfce4-notifyd or dunst."));
      return;
    }
  g_variant_get (server, "(&s&s&s&s)", &name, NULL, &version, NULL);
  g_string_append_printf (detail, "%s %s", name, version);

  abilities = ask (self, NOTIFICATIONS_NAME, NOTIFICATIONS_PATH, NOTIFICATIONS_NAME, "GetCapabilities", NULL, "(as)");
  if (abilities)
    g_variant_get (abilities, "(^a&s)", &names);
  for (guint i = 0; names && names[i]; i++)
    g_string_append_printf (detail, "%s%s", i > 0 ? ", " : ": ", names[i]);
  buttons = names && g_strv_contains (names, "actions");
  if (!buttons)
    g_string_append_printf (detail, "; %s", _ ("reminders come without buttons"));
  report (self, "notifications", label, TRUE, detail->str, NULL);
}

static gboolean
bus_has_activatable (Doctor *self, const char *name)
{
  g_autoptr (GVariant) reply = ask (self, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "ListActivatableNames", NULL, "(as)");
  g_autofree const char **names = NULL;

  if (!reply)
    return FALSE;
  g_variant_get (reply, "(^a&s)", &names);
  return g_strv_contains (names, name);
}

static void
check_service (Doctor *self)
{
  const char *label = _ ("Reminder service");
  g_autoptr (GVariant) reply = NULL;
  gboolean running = FALSE;

  if (!self->bus)
    {
      report (self, "reminder-service", label, !self->reminders_on, _ ("There is no session bus"),
              self->reminders_on ? _ ("Run this inside your desktop session; over SSH there is none.") : NULL);
      return;
    }
  reply = ask (self, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner", g_variant_new ("(s)", FASCIA_REMINDER_ID), "(b)");
  if (reply)
    g_variant_get (reply, "(b)", &running);

  if (running)
    report (self, "reminder-service", label, TRUE, _ ("Running"), NULL);
  else if (!bus_has_activatable (self, FASCIA_REMINDER_ID))
    report (self, "reminder-service", label, FALSE, _ ("Not known to the session bus"), _ ("Install Fascia again with app/run, then log out and in."));
  else if (self->reminders_on)
    report (self, "reminder-service", label, FALSE, _ ("Not running, though reminders are on"), _ ("Open Fascia once: it starts the service."));
  else
    report (self, "reminder-service", label, TRUE, _ ("Not running, for reminders are off"), NULL);
}

/* An entry that the user has switched off in the desktop's settings is still there. */
static gboolean
is_switched_off (const char *path)
{
  g_autoptr (GKeyFile) entry = g_key_file_new ();

  if (!g_key_file_load_from_file (entry, path, G_KEY_FILE_NONE, NULL))
    return FALSE;
  return g_key_file_get_boolean (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_HIDDEN, NULL) ||
         (g_key_file_has_key (entry, G_KEY_FILE_DESKTOP_GROUP, "X-GNOME-Autostart-enabled", NULL) &&
          !g_key_file_get_boolean (entry, G_KEY_FILE_DESKTOP_GROUP, "X-GNOME-Autostart-enabled", NULL));
}

static void
check_autostart (Doctor *self)
{
  const char *label = _ ("Autostart");
  g_autofree char *path = fascia_reminder_get_autostart_path ();

  if (!self->reminders_on)
    report (self, "autostart", label, TRUE, _ ("Not needed, for reminders are off"), NULL);
  else if (!g_file_test (path, G_FILE_TEST_EXISTS))
    report (self, "autostart", label, FALSE, _ ("Reminders will not come back after the next login"), _ ("Open Fascia once: it writes the entry again."));
  else if (is_switched_off (path))
    report (self, "autostart", label, FALSE, _ ("Switched off in the desktop’s settings"), _ ("Switch Fascia on among the startup applications."));
  else
    report (self, "autostart", label, TRUE, path, NULL);
}

/* Why no reminder would arrive. */
static void
check_reminders (Doctor *self)
{
  const char *label = _ ("Reminders");
  g_autoptr (GPtrArray) next = NULL;
  g_autoptr (GPtrArray) silent = NULL;
  g_autoptr (GTimeZone) zone = fascia_cli_zone (self->cli);
  gint64 now_us = fascia_clock_utc_us (fascia_context_get_clock (self->cli->context));
  g_autoptr (GError) error = NULL;
  g_autofree char *detail = NULL;

  if (!self->diary || !self->reminders_on)
    {
      report (self, "reminders", label, TRUE, _ ("Switched off; adding one switches them on"), NULL);
      return;
    }
  if (!fascia_reminder_forecast (self->cli->context, NULL, 1, &next, &silent, &error))
    {
      report (self, "reminders", label, FALSE, error->message, NULL);
      return;
    }
  if (next->len > 0)
    detail = fascia_wording_next_reminder (next->pdata[0], now_us, zone);
  else if (silent->len > 0)
    detail = fascia_wording_why (silent->pdata[0]);
  else
    detail = g_strdup (_ ("On, but no rule says when"));
  report (self, "reminders", label, next->len > 0 || silent->len > 0, detail,
          next->len > 0 || silent->len > 0 ? NULL : _ ("Add a rule: fascia remind add --days mon,wed,fri --time 18:00"));
}

static gboolean
run_check (FasciaCli *self, GError **error)
{
  g_autoptr (FasciaTable) table = fascia_table_new (3, 0);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GPtrArray) mends = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDBusConnection) bus = find_bus ();
  Doctor doctor = { .cli = self, .bus = bus, .table = table, .builder = builder, .mends = mends };

  if (self->json)
    fascia_json_begin_list (self->out);
  check_database (&doctor);
  check_space (&doctor);
  check_content (&doctor);
  check_reminders (&doctor);
  check_notifications (&doctor);
  check_service (&doctor);
  check_autostart (&doctor);

  if (self->json)
    fascia_json_end_list (self->out);
  else
    {
      fascia_table_append_to (table, self->out);
      if (mends->len > 0)
        g_string_append_printf (self->out, "\n%s\n", _ ("To mend it:"));
      for (guint i = 0; i < mends->len; i++)
        fascia_output_append_paragraph (self->out, "–", 2, mends->pdata[i]);
    }
  if (self->exit_code != 0)
    fascia_cli_complain (_ ("The database cannot be used; the list says why and what to do."));
  return TRUE;
}

const FasciaCliCommand fascia_cli_check = {
  .name = "check",
  .arguments = "",
  .summary = N_ ("Look whether everything works, and say how to mend it"),
  .run = run_check,
};
