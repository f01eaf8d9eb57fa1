/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/service/sleep.h"

#include <gio/gunixfdlist.h>
#include <unistd.h>

#include "fascia/service/system-clock.h"

#define LOGIN_NAME "org.freedesktop.login1"
#define LOGIN_PATH "/org/freedesktop/login1"
#define LOGIN_INTERFACE "org.freedesktop.login1.Manager"

/* The two clocks are read one after the other, and the process may be held up in
 * between; nobody sleeps for less than this. */
#define SHORTEST_SLEEP_US (G_TIME_SPAN_SECOND)

struct _FasciaSleepWatch
{
  GObject parent_instance;

  FasciaClock *clock;
  FasciaWakeup *wakeup;
  gint64 gap_us; /* boottime − monotonic when last looked */

  GDBusConnection *system_bus; /* NULL where there is none */
  GCancellable *cancellable;
  guint subscription;

  gboolean falling_asleep; /* logind said so and has not yet said that it is over */
  gint64 asleep_at_us;

  gboolean guard;
  gboolean asking; /* for the inhibitor */
  char *why;
  int inhibitor; /* -1: none */
};

enum
{
  FALLING_ASLEEP,
  SLEPT,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FasciaSleepWatch, fascia_sleep_watch, G_TYPE_OBJECT)

static gint64
read_gap_us (FasciaSleepWatch *self)
{
  gint64 monotonic_us = fascia_clock_monotonic_us (self->clock);

  return fascia_clock_boottime_us (self->clock) - monotonic_us;
}

/* --- Inhibitor --------------------------------------------------------------- */

static void
let_go (FasciaSleepWatch *self)
{
  if (self->inhibitor >= 0)
    close (self->inhibitor);
  self->inhibitor = -1;
}

static gboolean
wants_inhibitor (FasciaSleepWatch *self)
{
  return self->guard && !self->falling_asleep && self->system_bus != NULL;
}

static void
inhibited_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FasciaSleepWatch) self = data;
  g_autoptr (GUnixFDList) fds = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_with_unix_fd_list_finish (G_DBUS_CONNECTION (source), &fds, result, &error);
  gint32 handle;
  int inhibitor = -1;

  self->asking = FALSE;
  if (answer != NULL && fds != NULL)
    {
      g_variant_get (answer, "(h)", &handle);
      inhibitor = g_unix_fd_list_get (fds, handle, NULL);
    }
  /* Refused, or no logind: the session is found asleep afterwards instead. */
  if (inhibitor < 0)
    return;

  let_go (self);
  self->inhibitor = inhibitor;
  if (!wants_inhibitor (self))
    let_go (self);
}

static void
ask_for_inhibitor (FasciaSleepWatch *self)
{
  if (!wants_inhibitor (self) || self->asking || self->inhibitor >= 0)
    return;

  self->asking = TRUE;
  /* Never cancelled: what is answered at the same moment must be closed by us. */
  g_dbus_connection_call_with_unix_fd_list (self->system_bus,
                                            LOGIN_NAME,
                                            LOGIN_PATH,
                                            LOGIN_INTERFACE,
                                            "Inhibit",
                                            g_variant_new ("(ssss)", "sleep", "Fascia", self->why != NULL ? self->why : "", "delay"),
                                            G_VARIANT_TYPE ("(h)"),
                                            G_DBUS_CALL_FLAGS_NO_AUTO_START,
                                            -1,
                                            NULL,
                                            NULL,
                                            inhibited_cb,
                                            g_object_ref (self));
}

/* --- Sleep ------------------------------------------------------------------- */

static void
wake_up (FasciaSleepWatch *self, gint64 asleep_at_us, gint64 slept_us)
{
  g_object_ref (self);
  self->falling_asleep = FALSE;
  g_signal_emit (self, signals[SLEPT], 0, asleep_at_us, slept_us);
  ask_for_inhibitor (self);
  g_object_unref (self);
}

void
fascia_sleep_watch_check (FasciaSleepWatch *self)
{
  gint64 gap_us;
  gint64 slept_us;

  g_return_if_fail (FASCIA_IS_SLEEP_WATCH (self));

  gap_us = read_gap_us (self);
  slept_us = gap_us - self->gap_us;

  if (slept_us < SHORTEST_SLEEP_US)
    {
      /* Being held up between the two readings only makes the gap look larger: the
       * smallest one is true. */
      self->gap_us = MIN (self->gap_us, gap_us);
      return;
    }

  /* The monotonic clock stood still: now is when the machine fell asleep, give or
   * take what it took to be asked. */
  self->gap_us = gap_us;
  wake_up (self, self->falling_asleep ? self->asleep_at_us : fascia_clock_monotonic_us (self->clock), slept_us);
}

/* The kernel cancels such a timer when the machine wakes (and when somebody sets the
 * clock, which does no harm). */
static void
wakeup_cb (gpointer data)
{
  FasciaSleepWatch *self = data;

  fascia_wakeup_set (self->wakeup, G_MAXINT64);
  fascia_sleep_watch_check (self);
}

static void
prepare_for_sleep_cb (GDBusConnection *bus,
                      const char *sender,
                      const char *path,
                      const char *interface,
                      const char *signal,
                      GVariant *parameters,
                      gpointer data)
{
  g_autoptr (FasciaSleepWatch) self = g_object_ref (data);
  gboolean going_to_sleep;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;
  g_variant_get (parameters, "(b)", &going_to_sleep);

  /* Whatever was slept before is told before. */
  fascia_sleep_watch_check (self);

  if (going_to_sleep && !self->falling_asleep)
    {
      self->falling_asleep = TRUE;
      self->asleep_at_us = fascia_clock_monotonic_us (self->clock);
      g_signal_emit (self, signals[FALLING_ASLEEP], 0, self->asleep_at_us);
      let_go (self);
    }
  else if (!going_to_sleep && self->falling_asleep)
    {
      /* Called off, or shorter than anybody would notice. */
      wake_up (self, self->asleep_at_us, 0);
    }
}

static void
system_bus_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);
  g_autoptr (FasciaSleepWatch) self = data;

  /* No bus: the clocks alone tell. No timer: we are gone. */
  if (bus == NULL || self->wakeup == NULL)
    return;

  /* We outlive it: an update of the bus must not end a session. */
  g_dbus_connection_set_exit_on_close (bus, FALSE);
  self->system_bus = g_steal_pointer (&bus);
  self->subscription = g_dbus_connection_signal_subscribe (self->system_bus,
                                                           LOGIN_NAME,
                                                           LOGIN_INTERFACE,
                                                           "PrepareForSleep",
                                                           LOGIN_PATH,
                                                           NULL,
                                                           G_DBUS_SIGNAL_FLAGS_NONE,
                                                           prepare_for_sleep_cb,
                                                           self,
                                                           NULL);
  ask_for_inhibitor (self);
}

/* --- Object ------------------------------------------------------------------ */

static void
fascia_sleep_watch_dispose (GObject *object)
{
  FasciaSleepWatch *self = FASCIA_SLEEP_WATCH (object);

  g_cancellable_cancel (self->cancellable);
  self->guard = FALSE;
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->system_bus, self->subscription);
  self->subscription = 0;
  let_go (self);
  g_clear_pointer (&self->wakeup, fascia_wakeup_free);
  g_clear_object (&self->system_bus);

  G_OBJECT_CLASS (fascia_sleep_watch_parent_class)->dispose (object);
}

static void
fascia_sleep_watch_finalize (GObject *object)
{
  FasciaSleepWatch *self = FASCIA_SLEEP_WATCH (object);

  g_object_unref (self->cancellable);
  g_free (self->why);

  G_OBJECT_CLASS (fascia_sleep_watch_parent_class)->finalize (object);
}

static void
fascia_sleep_watch_class_init (FasciaSleepWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fascia_sleep_watch_dispose;
  object_class->finalize = fascia_sleep_watch_finalize;

  /**
   * FasciaSleepWatch::falling-asleep:
   * @asleep_at_us: the instant, CLOCK_MONOTONIC
   */
  signals[FALLING_ASLEEP] = g_signal_new ("falling-asleep", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  /**
   * FasciaSleepWatch::slept:
   * @asleep_at_us: the instant the machine fell asleep, CLOCK_MONOTONIC
   * @slept_us: for how long
   */
  signals[SLEPT] = g_signal_new ("slept", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT64);
}

static void
fascia_sleep_watch_init (FasciaSleepWatch *self)
{
  self->inhibitor = -1;
  self->cancellable = g_cancellable_new ();
}

FasciaSleepWatch *
fascia_sleep_watch_new (FasciaClock *clock)
{
  FasciaSleepWatch *self;

  g_return_val_if_fail (clock != NULL, NULL);

  self = g_object_new (FASCIA_TYPE_SLEEP_WATCH, NULL);
  self->clock = clock;
  self->gap_us = read_gap_us (self);
  self->wakeup = fascia_wakeup_new (clock, wakeup_cb, self);
  /* Not to be cancelled: that would spoil the shared connection for others. */
  g_bus_get (G_BUS_TYPE_SYSTEM, NULL, system_bus_cb, g_object_ref (self));
  return self;
}

void
fascia_sleep_watch_set_guard (FasciaSleepWatch *self, gboolean guard, const char *why)
{
  g_return_if_fail (FASCIA_IS_SLEEP_WATCH (self));

  self->guard = guard;
  g_free (self->why);
  self->why = g_strdup (why);
  if (guard)
    ask_for_inhibitor (self);
  else
    let_go (self);
}
