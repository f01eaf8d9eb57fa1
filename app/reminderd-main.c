/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/reminderd-main.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <sys/wait.h>

#include "app/service/reminder-private.h"
#include "fascia-config.h"
#include "fascia/service/archive.h"
#include "fascia/service/context.h"
#include "fascia/service/reminder.h"

/* Some desktops take a notification away when its program leaves. */
#define TEST_STAYS_S 60

typedef struct {
  GApplication *application;
  FasciaContext *context;
  FasciaReminderService *service;
  FasciaNotifier *test; /* (nullable): shows the test notification */
  guint test_timeout;
  FasciaDay backed_up; /* the last day that a backup was seen to */
  GPid backing_up;     /* 0: nobody is */
  guint backing_up_watch;
  gboolean held;
  gboolean told_to_end;
  gboolean ran_out; /* ended because nothing was left to wait for */
} Reminderd;

/* --- The test notification ----------------------------------------------------- */

static void
end_test (Reminderd *self)
{
  if (self->test == NULL)
    return;

  g_clear_handle_id (&self->test_timeout, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->test, self);
  fascia_notifier_withdraw (self->test);
  g_clear_object (&self->test);
  g_application_release (self->application);
}

static gboolean
test_over_cb (gpointer data)
{
  Reminderd *self = data;

  self->test_timeout = 0;
  end_test (self);

  return G_SOURCE_REMOVE;
}

/* Beside a reminder that may be on the screen: it must not take its place. */
static gboolean
send_test (Reminderd *self, GError **error)
{
  if (self->test == NULL)
    {
      self->test = fascia_notifier_libnotify_new ();
      g_application_hold (self->application);
      g_signal_connect_swapped (self->test, "closed", G_CALLBACK (end_test), self);
      g_signal_connect_swapped (self->test, "action", G_CALLBACK (end_test), self);
    }
  g_clear_handle_id (&self->test_timeout, g_source_remove);

  if (!fascia_notifier_show (self->test, _("A test from Fascia"), _("Reminders reach you; they look like this one."), NULL, 0, error))
    {
      end_test (self);
      return FALSE;
    }
  self->test_timeout = g_timeout_add_seconds (TEST_STAYS_S, test_over_cb, self);

  return TRUE;
}

static void
called_cb (GDBusConnection *bus,
           const char *sender,
           const char *path,
           const char *interface,
           const char *method,
           GVariant *arguments,
           GDBusMethodInvocation *invocation,
           gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (send_test (data, &error))
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_FAILED, error->message);
}

/* --- The application ----------------------------------------------------------- */

#define REMINDERD_TYPE_APPLICATION (reminderd_application_get_type ())
G_DECLARE_FINAL_TYPE (ReminderdApplication, reminderd_application, REMINDERD, APPLICATION, GApplication)

struct _ReminderdApplication {
  GApplication parent_instance;

  Reminderd *reminderd;
  guint object;
};

G_DEFINE_FINAL_TYPE (ReminderdApplication, reminderd_application, G_TYPE_APPLICATION)

/* Before the name is ours: whoever made the bus start us has its question waiting. */
static gboolean
reminderd_application_dbus_register (GApplication *application, GDBusConnection *bus, const char *path, GError **error)
{
  static const char xml[] = "<node><interface name='" FASCIA_REMINDER_ID "'>"
                            "<method name='" FASCIA_REMINDER_SEND_TEST "'/>"
                            "</interface></node>";
  static const GDBusInterfaceVTable vtable = { .method_call = called_cb };
  ReminderdApplication *self = REMINDERD_APPLICATION (application);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, NULL);

  if (!G_APPLICATION_CLASS (reminderd_application_parent_class)->dbus_register (application, bus, path, error))
    return FALSE;

  self->object = g_dbus_connection_register_object (bus, path, node->interfaces[0], &vtable, self->reminderd, NULL, error);

  return self->object != 0;
}

static void
reminderd_application_dbus_unregister (GApplication *application, GDBusConnection *bus, const char *path)
{
  ReminderdApplication *self = REMINDERD_APPLICATION (application);

  if (self->object != 0)
    g_dbus_connection_unregister_object (bus, self->object);
  self->object = 0;

  G_APPLICATION_CLASS (reminderd_application_parent_class)->dbus_unregister (application, bus, path);
}

static void
reminderd_application_class_init (ReminderdApplicationClass *klass)
{
  G_APPLICATION_CLASS (klass)->dbus_register = reminderd_application_dbus_register;
  G_APPLICATION_CLASS (klass)->dbus_unregister = reminderd_application_dbus_unregister;
}

static void
reminderd_application_init (ReminderdApplication *self)
{
}

static GApplication *
reminderd_application_new (Reminderd *reminderd)
{
  ReminderdApplication *self = g_object_new (REMINDERD_TYPE_APPLICATION,
                                             "application-id", FASCIA_REMINDER_ID,
                                             "flags", G_APPLICATION_IS_SERVICE,
                                             NULL);

  self->reminderd = reminderd;

  return G_APPLICATION (self);
}

/* --- The backup of the day ------------------------------------------------------ */

#define BACK_UP "--back-up"

static void
backed_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!fascia_archive_keep_daily_finish (FASCIA_CONTEXT (source), result, &error))
    g_message (_("Today’s backup could not be made: %s"), error->message);
  g_main_loop_quit (data);
}

/* In a process of its own: what a backup takes for a moment would stay with the one
 * that waits all day. It says itself what went wrong. */
static int
make_backup (FasciaClock *clock)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (FasciaContext) context = fascia_context_new_lean (clock, NULL);

  fascia_archive_keep_daily_async (context, backed_up_cb, loop);
  g_main_loop_run (loop);

  return 0;
}

static void
backup_over_cb (GPid pid, int status, gpointer data)
{
  Reminderd *self = data;

  g_spawn_close_pid (pid);
  self->backing_up = 0;
  self->backing_up_watch = 0;
}

/* It is never left behind: whoever ended us may take the folder away. */
static void
await_backup (Reminderd *self)
{
  g_clear_handle_id (&self->backing_up_watch, g_source_remove);
  if (self->backing_up != 0)
    while (waitpid (self->backing_up, NULL, 0) < 0 && errno == EINTR)
      ;
  self->backing_up = 0;
}

/* Who always logs in and never opens the window has backups too. It is awake anyway; a
 * day on which nothing wakes it has nothing new. */
static void
back_up (Reminderd *self)
{
  static const char *const command[] = { "/proc/self/exe", BACK_UP, NULL };
  g_autoptr (GError) error = NULL;
  FasciaDiary *diary;
  FasciaDay today;

  if (!fascia_reminder_service_get_active (self->service) || self->backing_up != 0)
    return;
  diary = fascia_context_get_diary (self->context, NULL);
  if (diary == NULL)
    return;
  today = fascia_diary_today (diary);
  if (fascia_day_is_valid (self->backed_up) && fascia_day_difference (today, self->backed_up) == 0)
    return;
  self->backed_up = today;
  /* With these flags GLib does not fork, which would copy what we write next. */
  if (g_spawn_async (NULL, (char **) command, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_LEAVE_DESCRIPTORS_OPEN,
                     NULL, NULL, &self->backing_up, &error))
    self->backing_up_watch = g_child_watch_add (self->backing_up, backup_over_cb, self);
  else
    g_message (_("Today’s backup could not be made: %s"), error->message);
}

/* The program lives as long as there is something to wait for. */
static void
follow_active (Reminderd *self)
{
  gboolean active = fascia_reminder_service_get_active (self->service);

  if (active && !self->held)
    g_application_hold (self->application);
  else if (!active && self->held)
    g_application_release (self->application);
  self->held = active;
}

static gboolean
terminate_cb (gpointer data)
{
  Reminderd *self = data;

  self->told_to_end = TRUE;
  g_application_quit (self->application);

  return G_SOURCE_CONTINUE;
}

static void
begin_cb (gpointer data)
{
  Reminderd *self = data;
  g_autoptr (FasciaNotifier) notifier = fascia_notifier_libnotify_new ();

  self->service = fascia_reminder_service_new (self->context, notifier);
  g_signal_connect_swapped (self->service, "notify::active", G_CALLBACK (follow_active), self);
  g_signal_connect_swapped (self->service, "looked", G_CALLBACK (back_up), self);
  fascia_reminder_service_update (self->service);

  /* Held while we looked: from here on only an active service keeps us. */
  g_application_release (self->application);
}

static void
startup_cb (Reminderd *self)
{
  /* The name on the bus first, the database after it: whoever started us waits
   * for the name. */
  g_application_hold (self->application);
  g_idle_add_once (begin_cb, self);
}

/* Somebody asked for us although we run: perhaps something changed. */
static void
activate_cb (Reminderd *self)
{
  if (self->service != NULL)
    fascia_reminder_service_update (self->service);
}

/* One life on the bus, which may be short: when another one runs already,
 * reminders are in good hands. Returns whether it went well. */
static gboolean
run (Reminderd *self, int argc, char **argv)
{
  g_autoptr (GApplication) application = reminderd_application_new (self);
  g_autoptr (GError) error = NULL;
  gboolean ok;

  self->application = application;
  self->held = FALSE;
  self->ran_out = FALSE;
  g_signal_connect_swapped (application, "startup", G_CALLBACK (startup_cb), self);
  g_signal_connect_swapped (application, "activate", G_CALLBACK (activate_cb), self);

  if (!g_application_register (application, NULL, &error))
    {
      /* What GLib says when the name has an owner. */
      if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_FAILED))
        {
          g_message (_("Reminders are already being looked after by another fascia-reminderd."));
          return TRUE;
        }
      g_message ("%s", error->message);
      return FALSE;
    }

  ok = g_application_run (application, argc, argv) == 0;
  self->ran_out = !self->told_to_end;

  end_test (self);
  if (self->service != NULL)
    {
      /* A trouble that did not pass is for whoever started us. */
      ok &= fascia_reminder_service_get_error (self->service) == NULL;
      g_signal_handlers_disconnect_by_data (self->service, self);
      g_object_run_dispose (G_OBJECT (self->service));
      g_clear_object (&self->service);
    }

  return ok;
}

/* Messages are sentences for the user's journal, not for a debugger. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  if ((level & G_LOG_LEVEL_MESSAGE) != 0)
    for (gsize i = 0; i < n_fields; i++)
      if (g_str_equal (fields[i].key, "MESSAGE"))
        {
          g_printerr ("%s\n", (const char *) fields[i].value);
          return G_LOG_WRITER_HANDLED;
        }

  return g_log_writer_default (level, fields, n_fields, data);
}

static gboolean
print_version (int argc, char **argv)
{
  for (int i = 1; i < argc; i++)
    if (g_str_equal (argv[i], "--version"))
      {
        g_print ("fascia-reminderd " FASCIA_VERSION "\n");
        return TRUE;
      }

  return FALSE;
}

int
fascia_reminderd_main (FasciaClock *clock, int argc, char **argv)
{
  g_autoptr (GDBusConnection) bus = NULL;
  g_autoptr (FasciaContext) context = NULL;
  Reminderd self = { .backed_up = FASCIA_DAY_NONE };
  guint term, interrupt;
  gboolean ok, wanted;

  g_log_set_writer_func (write_log, NULL, NULL);
  g_set_application_name ("Fascia");
#ifdef __GLIBC__
  /* GDBus brings threads that only wait, too: no heap for each of them. */
  mallopt (M_ARENA_MAX, 1);
#endif

  if (print_version (argc, argv))
    return 0;
  if (argc == 2 && g_str_equal (argv[1], BACK_UP))
    return make_backup (clock);

  bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  if (bus == NULL)
    {
      g_printerr ("%s\n", _("Reminders need a session bus; start fascia-reminderd from within a desktop session."));
      return 1;
    }
  /* The end of the bus is the end of the session: leave by the front door. */
  g_dbus_connection_set_exit_on_close (bus, TRUE);

  context = fascia_context_new_lean (clock, NULL);
  self.context = context;

  /* Before we have a name: whoever sees it may tell us to end. */
  term = g_unix_signal_add (SIGTERM, terminate_cb, &self);
  interrupt = g_unix_signal_add (SIGINT, terminate_cb, &self);

  /* Reminders may be switched on while we are leaving because they were off.
   * Whoever did that asked the bus for us while we still had our name; only now,
   * without it, can the last look be made. */
  do
    ok = run (&self, argc, argv);
  while (ok && self.ran_out && fascia_reminder_is_wanted (context, &wanted, NULL) && wanted);
  await_backup (&self);
  g_source_remove (term);
  g_source_remove (interrupt);

  return ok ? 0 : 1;
}
