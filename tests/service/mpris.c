/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The session under the fingers of a real media player client: playerctl, on a bus of
 * its own; time is turned by hand. */
#include <string.h>

#include "fascia/service/mpris.h"
#include "injected-clock.h"
#include "mock-desktop.h"
#include "temporary-folder.h"

static MockDesktop *desktop;

typedef struct {
  char *folder;
  FasciaClock *clock;
  FasciaContext *context;
  FasciaPlayer *player;
  FasciaSettings *settings;
  FasciaMpris *mpris;
  guint raised;
  guint changes;       /* PropertiesChanged */
  char *last_changes;  /* the last one, printed */
  GArray *seeked;      /* gint64: each Seeked */
  guint subscription;
} Fixture;

static void
signal_cb (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *signal, GVariant *arguments, gpointer data)
{
  Fixture *fixture = data;

  if (g_str_equal (signal, "PropertiesChanged"))
    {
      fixture->changes++;
      g_free (fixture->last_changes);
      fixture->last_changes = g_variant_print (arguments, FALSE);
    }
  else if (g_str_equal (signal, "Seeked"))
    {
      gint64 position_us;

      g_variant_get (arguments, "(x)", &position_us);
      g_array_append_val (fixture->seeked, position_us);
    }
}

static void
raise_cb (FasciaMpris *mpris, Fixture *fixture)
{
  fixture->raised++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  fixture->folder = temporary_folder_new ();
  fixture->clock = injected_clock_new (G_GINT64_CONSTANT (1800000000) * G_USEC_PER_SEC, 0, zone);
  fixture->context = fascia_context_new (fixture->clock, fixture->folder, &error);
  g_assert_no_error (error);
  fixture->player = fascia_player_new (fixture->context);
  fixture->settings = fascia_settings_new ("/nowhere/at/all");
  fixture->seeked = g_array_new (FALSE, FALSE, sizeof (gint64));
  fixture->subscription =
      g_dbus_connection_signal_subscribe (mock_desktop_get_connection (desktop), NULL, NULL, NULL, "/org/mpris/MediaPlayer2",
                                          NULL, G_DBUS_SIGNAL_FLAGS_NONE, signal_cb, fixture, NULL);
  fixture->mpris = fascia_mpris_new (fixture->context, fixture->player, fixture->settings);
  g_signal_connect (fixture->mpris, "raise", G_CALLBACK (raise_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_run_dispose (G_OBJECT (fixture->mpris));
  g_object_unref (fixture->mpris);
  mock_desktop_wait (!mock_desktop_has_owner (desktop, FASCIA_MPRIS_NAME));
  g_dbus_connection_signal_unsubscribe (mock_desktop_get_connection (desktop), fixture->subscription);
  g_array_unref (fixture->seeked);
  g_free (fixture->last_changes);
  g_assert_finalize_object (fixture->player);
  g_object_unref (fixture->settings);
  g_object_unref (fixture->context);
  injected_clock_free (fixture->clock);
  temporary_folder_free (fixture->folder);
}

static void
prepare (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaRoutine) routine = fascia_context_find_routine (fixture->context, "feet-and-calves", &error);

  g_assert_no_error (error);
  g_assert_true (fascia_player_prepare (fixture->player, routine, &error));
  g_assert_no_error (error);
  mock_desktop_wait (mock_desktop_has_owner (desktop, FASCIA_MPRIS_NAME));
}

static void
pass (Fixture *fixture, double seconds)
{
  injected_clock_advance (fixture->clock, (gint64) (seconds * G_USEC_PER_SEC));
  fascia_player_update (fixture->player);
}

static int
get_state (Fixture *fixture)
{
  int state;

  g_object_get (fixture->player, "state", &state, NULL);
  return state;
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, data, NULL, &error);
  g_assert_no_error (error);
}

/* Runs the real client; (transfer full): what it prints, without the last newline. */
static char *
ctl (const char *command, const char *more)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) client = NULL;
  char *printed = NULL;

  client = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "playerctl", "--player=fascia", command, more, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8_async (client, NULL, NULL, done_cb, &printed);
  mock_desktop_wait (printed != NULL);
  g_assert_true (g_subprocess_get_successful (client));
  return g_strchomp (printed);
}

#define assert_ctl(command, more, expected)             \
  G_STMT_START                                          \
  {                                                     \
    g_autofree char *printed_ = ctl (command, more);    \
                                                        \
    g_assert_cmpstr (printed_, ==, expected);           \
  }                                                     \
  G_STMT_END

/* The client adds the moment that passed since it asked. */
static void
assert_position (double seconds)
{
  g_autofree char *printed = ctl ("position", NULL);

  g_assert_cmpfloat_with_epsilon (g_ascii_strtod (printed, NULL), seconds, 0.5);
}

static void
test_name_only_with_a_session (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (mock_desktop_has_owner (desktop, FASCIA_MPRIS_NAME));
  prepare (fixture);
  fascia_player_start (fixture->player);
  pass (fixture, 10);
  g_assert_true (mock_desktop_has_owner (desktop, FASCIA_MPRIS_NAME));
  fascia_player_stop (fixture->player, FASCIA_REASON_NONE);
  mock_desktop_wait (!mock_desktop_has_owner (desktop, FASCIA_MPRIS_NAME));
  g_assert_true (fascia_player_discard (fixture->player, &error));
  g_assert_no_error (error);
  prepare (fixture);
}

static void
test_buttons (Fixture *fixture, gconstpointer data)
{
  guint phase;

  prepare (fixture);
  assert_ctl ("status", NULL, "Paused");
  assert_ctl ("play", NULL, "");
  g_assert_cmpint (get_state (fixture), ==, FASCIA_SESSION_COUNTING_IN);
  assert_ctl ("status", NULL, "Playing");
  assert_ctl ("play", NULL, "");
  g_assert_cmpint (get_state (fixture), ==, FASCIA_SESSION_COUNTING_IN);
  pass (fixture, 5);
  g_assert_cmpint (get_state (fixture), ==, FASCIA_SESSION_RUNNING);
  pass (fixture, 4);

  assert_ctl ("pause", NULL, "");
  g_assert_cmpint (get_state (fixture), ==, FASCIA_SESSION_PAUSED);
  assert_ctl ("status", NULL, "Paused");
  assert_ctl ("pause", NULL, "");
  g_assert_cmpint (get_state (fixture), ==, FASCIA_SESSION_PAUSED);
  assert_ctl ("play-pause", NULL, "");
  g_assert_cmpint (get_state (fixture), ==, FASCIA_SESSION_COUNTING_IN);
  pass (fixture, 3);
  assert_ctl ("play-pause", NULL, "");
  g_assert_cmpint (get_state (fixture), ==, FASCIA_SESSION_PAUSED);
  assert_ctl ("play", NULL, "");
  pass (fixture, 3);
  g_assert_cmpint (get_state (fixture), ==, FASCIA_SESSION_RUNNING);

  assert_ctl ("next", NULL, "");
  g_object_get (fixture->player, "phase", &phase, NULL);
  g_assert_cmpuint (phase, ==, 1);
  pass (fixture, 1);
  assert_ctl ("previous", NULL, "");
  g_object_get (fixture->player, "phase", &phase, NULL);
  g_assert_cmpuint (phase, ==, 0);

  /* Never the end of it. */
  assert_ctl ("stop", NULL, "");
  g_assert_cmpint (get_state (fixture), ==, FASCIA_SESSION_PAUSED);
  assert_ctl ("stop", NULL, "");
  g_assert_cmpint (get_state (fixture), ==, FASCIA_SESSION_PAUSED);
}

static void
test_what_is_shown (Fixture *fixture, gconstpointer data)
{
  const FasciaPhase *phase;
  g_autofree char *length = NULL;
  g_autofree char *expected = NULL;

  prepare (fixture);
  fascia_player_start (fixture->player);
  fascia_player_skip (fixture->player);
  /* To the first roll. */
  while (fascia_player_get_phase (fixture->player)->kind != FASCIA_PHASE_ROLL)
    fascia_player_skip (fixture->player);
  pass (fixture, 7);

  phase = fascia_player_get_phase (fixture->player);
  g_assert_cmpint (phase->side, ==, FASCIA_SIDE_LEFT);
  assert_ctl ("metadata", "title", fascia_context_get_technique_name (fixture->context, phase->technique));
  assert_ctl ("metadata", "artist", "Left side · Roll");
  assert_ctl ("metadata", "album", "Feet and calves");
  expected = g_strdup_printf ("%u000000", phase->duration_s);
  assert_ctl ("metadata", "mpris:length", expected);
  assert_position (7);
  pass (fixture, 2);
  assert_position (9);

  /* A phase made longer is told as such. */
  g_assert_cmpint (fascia_player_lengthen (fixture->player), ==, FASCIA_CHANGE_DONE);
  length = ctl ("metadata", "mpris:length");
  g_assert_cmpstr (length, !=, expected);
  assert_position (9);
}

static void
test_tells_changes_only (Fixture *fixture, gconstpointer data)
{
  guint changes;

  prepare (fixture);
  fascia_player_start (fixture->player);
  mock_desktop_wait (fixture->changes > 0 && strstr (fixture->last_changes, "'PlaybackStatus': <'Playing'>") != NULL);
  pass (fixture, 5);
  mock_desktop_wait (fixture->seeked->len >= 2);
  g_assert_cmpint (g_array_index (fixture->seeked, gint64, fixture->seeked->len - 1), ==, 0);

  /* Seconds pass: nothing is told, clients count by themselves. */
  changes = fixture->changes;
  for (guint i = 0; i < 3; i++)
    pass (fixture, 1);
  assert_position (3);
  g_assert_cmpuint (fixture->changes, ==, changes);

  fascia_player_toggle (fixture->player);
  mock_desktop_wait (fixture->changes == changes + 1);
  g_assert_nonnull (strstr (fixture->last_changes, "<'Paused'>"));
  g_assert_null (strstr (fixture->last_changes, "Metadata"));
  mock_desktop_wait (g_array_index (fixture->seeked, gint64, fixture->seeked->len - 1) == 3 * G_USEC_PER_SEC);

  fascia_player_skip (fixture->player);
  mock_desktop_wait (fixture->changes == changes + 2);
  g_assert_nonnull (strstr (fixture->last_changes, "xesam:title"));
}

static void
test_volume_is_ours (Fixture *fixture, gconstpointer data)
{
  prepare (fixture);
  assert_ctl ("volume", NULL, "0.800000");
  assert_ctl ("volume", "0.35", "");
  g_assert_cmpint (fascia_settings_get_int (fixture->settings, "volume"), ==, 35);
  assert_ctl ("volume", "7", "");
  g_assert_cmpint (fascia_settings_get_int (fixture->settings, "volume"), ==, 100);
}

static void
called_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  *(char **) data = error != NULL ? g_dbus_error_get_remote_error (error) : g_strdup ("");
  g_clear_error (&error);
}

static char *
call (const char *interface, const char *method, GVariant *arguments)
{
  char *outcome = NULL;

  g_dbus_connection_call (mock_desktop_get_connection (desktop), FASCIA_MPRIS_NAME, "/org/mpris/MediaPlayer2", interface,
                          method, arguments, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, called_cb, &outcome);
  mock_desktop_wait (outcome != NULL);
  return outcome;
}

#define assert_call(interface, method, arguments, expected)             \
  G_STMT_START                                                          \
  {                                                                     \
    g_autofree char *outcome_ = call (interface, method, arguments);    \
                                                                        \
    g_assert_cmpstr (outcome_, ==, expected);                           \
  }                                                                     \
  G_STMT_END

static void
test_raise_and_what_is_not_offered (Fixture *fixture, gconstpointer data)
{
  prepare (fixture);
  assert_call ("org.mpris.MediaPlayer2", "Raise", NULL, "");
  g_assert_cmpuint (fixture->raised, ==, 1);
  assert_call ("org.mpris.MediaPlayer2", "Quit", NULL, "");
  assert_call ("org.mpris.MediaPlayer2.Player", "Seek", g_variant_new ("(x)", (gint64) 5000000), "");
  assert_call ("org.mpris.MediaPlayer2.Player", "OpenUri", g_variant_new ("(s)", "file:///etc/passwd"),
               "org.freedesktop.DBus.Error.NotSupported");
  g_assert_cmpint (get_state (fixture), ==, FASCIA_SESSION_READY);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  desktop = mock_desktop_new ();

#define TEST(name, function) g_test_add ("/mpris/" name, Fixture, NULL, set_up, function, tear_down)
  TEST ("on the bus only with a session", test_name_only_with_a_session);
  TEST ("buttons do what they say, and never end a session", test_buttons);
  TEST ("technique, side, phase and length are shown", test_what_is_shown);
  TEST ("only changes are told", test_tells_changes_only);
  TEST ("the volume is that of our sounds", test_volume_is_ours);
  TEST ("raises the window, and refuses what it does not offer", test_raise_and_what_is_not_offered);

  status = g_test_run ();
  mock_desktop_free (desktop);
  return status;
}
