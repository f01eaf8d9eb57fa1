/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "cli.h"
#include "fascia-config.h"
#include "fascia/service/archive.h"
#include "fascia/service/reminder.h"
#include "fascia/service/sync.h"
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
  FasciaDiary *diary;      /* (nullable) */
  gboolean on;             /* reminders are switched on */
  gboolean wanted;         /* … and there is something to remind of */
  GPtrArray *obstacles;    /* FasciaObstacle */
  GDBusConnection *bus;    /* (nullable) */
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
      !fascia_reminder_is_wanted (self->cli->context, &self->wanted, &error) ||
      (n = fascia_diary_count_sessions (self->diary, &error)) < 0)
    {
      self->diary = NULL;
      self->cli->exit_code = 1;
      report (self, "database", _ ("Database"), FALSE, path, error->message);
      return;
    }
  self->on = settings.on;
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

static void
check_sync (Doctor *self)
{
  const char *home = fascia_context_get_folder (self->cli->context);
  g_autofree char *folder = NULL;
  g_autofree char *shown = NULL;
  g_autoptr (GError) error = NULL;
  gboolean ok = fascia_sync_get_folder (home, &folder, &error) && fascia_sync_check (home, &error);

  if (folder)
    shown = g_filename_display_name (folder);
  report (self, "sync", _ ("Sync folder"), ok, shown ? shown : ok ? _ ("None is chosen") : _ ("Not known"), ok ? NULL : error->message);
}

/* When the last backup was made, and whether the next one can be. */
static void
check_backups (Doctor *self)
{
  const char *label = _ ("Backups");
  const char *home = fascia_context_get_folder (self->cli->context);
  g_autofree char *folder = g_build_filename (home, "backups", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) backups = fascia_archive_list_backups (self->cli->context, &error);
  g_autofree char *detail = NULL;

  if (!backups)
    {
      report (self, "backups", label, FALSE, error->message, _ ("Make the folder readable for you."));
      return;
    }
  if (backups->len > 0)
    {
      const FasciaBackup *last = backups->pdata[0];
      g_autoptr (GTimeZone) zone = fascia_cli_zone (self->cli);
      g_autofree char *day = fascia_day_to_string (fascia_day_of_instant (last->made_us, zone));

      detail = g_strdup_printf (ngettext ("%u is kept, of %s", "%u are kept, the last of %s", backups->len), backups->len, day);
    }
  else
    detail = g_strdup (_ ("None yet; one is made each day that Fascia is used"));
  if (can_write (folder))
    report (self, "backups", label, TRUE, detail, NULL);
  else
    report (self, "backups", label, FALSE, detail, _ ("No backup can be made, for its folder cannot be written to. Make it writable for you."));
}

static GVariant *
ask (Doctor *self, const char *name, const char *path, const char *interface, const char *method, GVariant *arguments, const char *type)
{
  return g_dbus_connection_call_sync (self->bus, name, path, interface, method, arguments, G_VARIANT_TYPE (type),
                                      G_DBUS_CALL_FLAGS_NONE, BUS_TIMEOUT_MS, NULL, NULL);
}

/* What stands in the way, in the words of the preferences; %TRUE: it is told. */
static gboolean
report_obstacle (Doctor *self, const char *what, const char *label, const char *id)
{
  for (guint i = 0; i < self->obstacles->len; i++)
    {
      const FasciaObstacle *obstacle = self->obstacles->pdata[i];

      if (g_str_equal (obstacle->id, id))
        {
          report (self, what, label, FALSE, obstacle->problem, obstacle->mend);
          return TRUE;
        }
    }
  return FALSE;
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

  /* Without a bus neither can be reached. */
  if (report_obstacle (self, "notifications", label, self->bus ? "notifications" : "reminder-service"))
    return;
  server = self->bus ? ask (self, NOTIFICATIONS_NAME, NOTIFICATIONS_PATH, NOTIFICATIONS_NAME, "GetServerInformation", NULL, "(ssss)") : NULL;
  if (!server)
    {
      report (self, "notifications", label, FALSE, _ ("The notification service does not answer."), _ ("Log out and in; if that does not help, install another one, such as xfce4-notifyd or dunst."));
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

static void
check_service (Doctor *self)
{
  const char *label = _ ("Reminder service");

  if (!self->wanted)
    report (self, "reminder-service", label, TRUE, _ ("Not needed, for nothing is to be reminded of"), NULL);
  else if (!report_obstacle (self, "reminder-service", label, "reminder-service"))
    report (self, "reminder-service", label, TRUE, _ ("Running"), NULL);
}

static void
check_autostart (Doctor *self)
{
  const char *label = _ ("Autostart");
  g_autofree char *path = fascia_reminder_get_autostart_path ();

  if (!report_obstacle (self, "autostart", label, "autostart"))
    report (self, "autostart", label, TRUE, self->wanted ? path : _ ("Not needed, for nothing is to be reminded of"), NULL);
}

/* (transfer full) (nullable): when the next one comes, or why it stays silent. */
static char *
describe_next (Doctor *self, GError **error)
{
  g_autoptr (GPtrArray) next = NULL;
  g_autoptr (GPtrArray) silent = NULL;
  g_autoptr (GTimeZone) zone = fascia_cli_zone (self->cli);
  gint64 now_us = fascia_clock_utc_us (fascia_context_get_clock (self->cli->context));

  if (!fascia_reminder_forecast (self->cli->context, NULL, 1, &next, &silent, error))
    return NULL;
  if (next->len == 0 && silent->len > 0)
    return fascia_wording_why (silent->pdata[0]);
  return fascia_wording_next_reminder (next->len > 0 ? next->pdata[0] : NULL, now_us, zone);
}

/* Nobody has asked for any yet, which is no problem. */
static gboolean
has_no_rule (Doctor *self)
{
  g_autoptr (GPtrArray) rules = self->diary ? fascia_diary_list_rules (self->diary, NULL) : NULL;

  return !rules || rules->len == 0;
}

/* Why no reminder would arrive, or when the next one will. */
static void
check_reminders (Doctor *self)
{
  const char *label = _ ("Reminders");
  g_autoptr (GError) error = NULL;
  g_autofree char *detail = NULL;

  if (self->cli->exit_code != 0)
    report (self, "reminders", label, FALSE, _ ("Not known, for the database cannot be used"), _ ("See what is said of the database."));
  else if (!self->on && has_no_rule (self))
    report (self, "reminders", label, TRUE, _ ("None is set up; adding one switches them on"), NULL);
  else if (report_obstacle (self, "reminders", label, "reminders"))
    return;
  else if ((detail = describe_next (self, &error)))
    report (self, "reminders", label, TRUE, detail, NULL);
  else
    report (self, "reminders", label, FALSE, error->message, _ ("See what is said of the database."));
}

static gboolean
run_check (FasciaCli *self, GError **error)
{
  g_autoptr (FasciaTable) table = fascia_table_new (3, 0);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GPtrArray) mends = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDBusConnection) bus = fascia_reminder_find_bus ();
  g_autoptr (GPtrArray) obstacles = NULL;
  Doctor doctor = { .cli = self, .bus = bus, .table = table, .builder = builder, .mends = mends };

  if (self->json)
    fascia_json_begin_list (self->out);
  if (bus)
    g_dbus_connection_set_exit_on_close (bus, FALSE);
  check_database (&doctor);
  doctor.obstacles = obstacles = fascia_reminder_list_obstacles (self->context);
  check_backups (&doctor);
  check_space (&doctor);
  check_content (&doctor);
  check_sync (&doctor);
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
