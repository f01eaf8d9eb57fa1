/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sound and voice with services that work, are not there, hang or go away. The speech
 * service is one of the test's own, which writes down what it is told (SSIP). */
#include <gio/gunixsocketaddress.h>
#include <gio/gio.h>
#include <string.h>

#include "fascia/service/sound.h"
#include "fascia/service/voice.h"
#include "injected-clock.h"
#include "mock-desktop.h"
#include "temporary-folder.h"

typedef enum {
  ANSWERS,
  HANGS,     /* takes the connection and never says a word */
  GOES_AWAY, /* hangs up after the first sentence */
} Manner;

/* What the threads of the service use: it outlives the test as long as one runs. */
typedef struct {
  Manner manner;
  GAsyncQueue *said; /* char *: sentences and commands */
} Server;

static void
server_free (gpointer data)
{
  Server *server = data;

  g_async_queue_unref (server->said);
  g_free (server);
}

typedef struct {
  char *folder;
  FasciaClock *clock;
  GSocketService *service;
  char *socket;
  Manner manner;
  GAsyncQueue *said;
  GPtrArray *lines; /* those taken from it */
  guint told;        /* problems notified */
} Fixture;

/* One connection, in a thread of the service. */
static gboolean
run_cb (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  Server *server = g_object_get_data (G_OBJECT (service), "server");
  g_autoptr (GDataInputStream) input = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  gboolean in_text = FALSE;
  char *line;

  g_data_input_stream_set_newline_type (input, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  while ((line = g_data_input_stream_read_line (input, NULL, NULL, NULL)) != NULL)
    {
      g_autofree char *owned = line;
      const char *answer = "200 OK\r\n";

      if (server->manner == HANGS)
        continue;
      if (in_text && strcmp (line, ".") != 0)
        {
          g_async_queue_push (server->said, g_strdup (line));
          continue;
        }
      if (in_text)
        {
          in_text = FALSE;
          answer = "225-1\r\n225 OK MESSAGE QUEUED\r\n";
          if (server->manner == GOES_AWAY)
            {
              g_output_stream_write_all (output, answer, strlen (answer), NULL, NULL, NULL);
              break;
            }
        }
      else if (g_ascii_strcasecmp (line, "SPEAK") == 0)
        {
          in_text = TRUE;
          answer = "230 OK RECEIVING DATA\r\n";
        }
      else
        g_async_queue_push (server->said, g_strconcat ("> ", line, NULL));
      g_output_stream_write_all (output, answer, strlen (answer), NULL, NULL, NULL);
    }
  return TRUE;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  fixture->folder = temporary_folder_new ();
  fixture->clock = injected_clock_new (G_GINT64_CONSTANT (1800000000) * G_USEC_PER_SEC, 0, zone);
  fixture->socket = g_build_filename (fixture->folder, "socket", NULL);
  fixture->manner = GPOINTER_TO_INT (data);
  fixture->said = g_async_queue_new_full (g_free);
  fixture->lines = g_ptr_array_new_with_free_func (g_free);
  g_unsetenv ("SPEECHD_ADDRESS");
}

static void
serve (Fixture *fixture)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (fixture->socket);
  g_autofree char *speechd = g_strconcat ("unix_socket:", fixture->socket, NULL);
  g_autofree char *pulse = g_strconcat ("unix:", fixture->socket, NULL);
  g_autoptr (GError) error = NULL;
  Server *server;

  fixture->service = g_threaded_socket_service_new (8);
  g_socket_listener_add_address (G_SOCKET_LISTENER (fixture->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL, &error);
  g_assert_no_error (error);
  server = g_new0 (Server, 1);
  server->manner = fixture->manner;
  server->said = g_async_queue_ref (fixture->said);
  g_object_set_data_full (G_OBJECT (fixture->service), "server", server, server_free);
  g_signal_connect (fixture->service, "run", G_CALLBACK (run_cb), NULL);
  g_socket_service_start (fixture->service);
  g_setenv ("SPEECHD_ADDRESS", speechd, TRUE);
  g_setenv ("PULSE_SERVER", pulse, TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->service != NULL)
    {
      g_socket_service_stop (fixture->service);
      g_socket_listener_close (G_SOCKET_LISTENER (fixture->service));
    }
  g_clear_object (&fixture->service);
  injected_clock_free (fixture->clock);
  g_async_queue_unref (fixture->said);
  g_ptr_array_unref (fixture->lines);
  g_free (fixture->socket);
  temporary_folder_free (fixture->folder);
}

static void
told_cb (GObject *object, GParamSpec *pspec, Fixture *fixture)
{
  fixture->told++;
}

/* The position of @line among what was said so far, or -1. */
static int
find_line (Fixture *fixture, const char *line)
{
  char *next;

  while ((next = g_async_queue_try_pop (fixture->said)) != NULL)
    g_ptr_array_add (fixture->lines, next);
  for (guint i = 0; i < fixture->lines->len; i++)
    {
      if (g_ascii_strcasecmp (g_ptr_array_index (fixture->lines, i), line) == 0)
        return (int) i;
    }
  return -1;
}

static void
test_speaks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FasciaVoice) voice = NULL;

  serve (fixture);
  voice = fascia_voice_new (fixture->clock, FASCIA_LANGUAGE_DA);
  g_signal_connect (voice, "notify::problem", G_CALLBACK (told_cb), fixture);

  fascia_voice_say (voice, "Rul. Læg, venstre side.", 75);
  mock_desktop_wait (find_line (fixture, "Rul. Læg, venstre side.") >= 0);
  g_assert_cmpint (find_line (fixture, "> SET SELF LANGUAGE da"), >=, 0);
  g_assert_cmpint (find_line (fixture, "> SET SELF VOLUME 50"), >=, 0);
  g_assert_cmpint (find_line (fixture, "> CANCEL SELF"), ==, -1);

  /* The next one cuts it. */
  fascia_voice_say (voice, "Hold.", 75);
  mock_desktop_wait (find_line (fixture, "Hold.") >= 0);
  g_assert_cmpint (find_line (fixture, "> CANCEL SELF"), <, find_line (fixture, "Hold."));
  g_assert_cmpint (find_line (fixture, "> CANCEL SELF"), >, 0);
  g_assert_cmpuint (fixture->told, ==, 0);
  g_assert_null (fascia_voice_get_problem (voice));
}

/* One after the other, all still said: the connection is made anew, and nobody is
 * killed for writing into a closed one. */
static void
test_service_goes_away (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FasciaVoice) voice = NULL;

  serve (fixture);
  voice = fascia_voice_new (fixture->clock, FASCIA_LANGUAGE_EN);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *text = g_strdup_printf ("Sentence %u.", i);

      fascia_voice_say (voice, text, 100);
      mock_desktop_wait (find_line (fixture, text) >= 0);
    }
}

static void
test_no_service (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = g_strconcat ("unix_socket:", fixture->socket, NULL);
  g_autoptr (FasciaVoice) voice = NULL;

  g_setenv ("SPEECHD_ADDRESS", address, TRUE);
  voice = fascia_voice_new (fixture->clock, FASCIA_LANGUAGE_EN);
  g_signal_connect (voice, "notify::problem", G_CALLBACK (told_cb), fixture);
  fascia_voice_say (voice, "Roll.", 100);
  mock_desktop_wait (fixture->told == 1);
  g_assert_nonnull (fascia_voice_get_problem (voice));

  /* A service that comes later is used; until then nothing is told twice. */
  fascia_voice_say (voice, "Hold.", 100);
  serve (fixture);
  fascia_voice_say (voice, "Rest.", 100);
  mock_desktop_wait (find_line (fixture, "Rest.") >= 0);
  mock_desktop_wait (fascia_voice_get_problem (voice) == NULL);
  g_assert_cmpuint (fixture->told, ==, 2);
}

static void
test_hanging_voice (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FasciaVoice) voice = NULL;
  gint64 begin_us, longest_us = 0;

  serve (fixture);
  voice = fascia_voice_new (fixture->clock, FASCIA_LANGUAGE_EN);
  g_signal_connect (voice, "notify::problem", G_CALLBACK (told_cb), fixture);
  for (guint i = 0; i < 200; i++)
    {
      begin_us = g_get_monotonic_time ();
      fascia_voice_say (voice, "Roll.", 100);
      /* Not at first: it would take the place of the sentence. */
      if (i > 100)
        fascia_voice_stop (voice);
      longest_us = MAX (longest_us, g_get_monotonic_time () - begin_us);
      injected_clock_advance (fixture->clock, 100 * 1000);
      g_main_context_iteration (NULL, FALSE);
      if (i == 0)
        g_usleep (50 * 1000); /* for the thread to take it */
    }
  g_test_message ("longest call: %" G_GINT64_FORMAT " µs", longest_us);
  g_assert_cmpint (longest_us, <, 500 * 1000);
  g_assert_nonnull (fascia_voice_get_problem (voice));
  g_assert_cmpuint (fixture->told, ==, 1);

  /* Nor does its end wait. */
  begin_us = g_get_monotonic_time ();
  g_assert_finalize_object (g_steal_pointer (&voice));
  g_assert_cmpint (g_get_monotonic_time () - begin_us, <, 500 * 1000);
}

static const char *
sounds_folder (void)
{
  const char *folder = g_getenv ("FASCIA_TEST_SOUNDS");

  g_assert_nonnull (folder);
  return folder;
}

static void
test_lengths (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FasciaSound) sound = fascia_sound_new (fixture->clock, sounds_folder ());

  g_assert_cmpint (fascia_sound_get_length_us (sound, "hold"), ==, 600000);
  g_assert_cmpint (fascia_sound_get_length_us (sound, "end"), ==, 1600000);
  g_assert_cmpint (fascia_sound_get_length_us (sound, "trumpet"), ==, 0);
  g_assert_null (fascia_sound_get_problem (sound));
  fascia_sound_play (sound, "trumpet", 100);
  g_assert_nonnull (fascia_sound_get_problem (sound));
}

static void
test_no_sound_server (Fixture *fixture, gconstpointer data)
{
  g_autofree char *server = g_strconcat ("unix:", fixture->socket, NULL);
  g_autoptr (FasciaSound) sound = fascia_sound_new (fixture->clock, sounds_folder ());

  g_setenv ("PULSE_SERVER", server, TRUE);
  g_signal_connect (sound, "notify::problem", G_CALLBACK (told_cb), fixture);
  fascia_sound_play (sound, "roll", 0);
  fascia_sound_stop (sound);
  fascia_sound_play (sound, "roll", 80);
  mock_desktop_wait (fixture->told == 1);
  for (guint i = 0; i < 5; i++)
    {
      fascia_sound_play (sound, "hold", 80);
      g_usleep (20 * 1000);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  g_assert_cmpuint (fixture->told, ==, 1);
}

static void
test_hanging_sound (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FasciaSound) sound = NULL;
  gint64 longest_us = 0;

  serve (fixture);
  sound = fascia_sound_new (fixture->clock, sounds_folder ());
  for (guint i = 0; i < 50; i++)
    {
      gint64 begin_us = g_get_monotonic_time ();

      fascia_sound_play (sound, "roll", 80);
      longest_us = MAX (longest_us, g_get_monotonic_time () - begin_us);
      injected_clock_advance (fixture->clock, 100 * 1000);
      g_main_context_iteration (NULL, FALSE);
      if (i == 0)
        g_usleep (50 * 1000);
    }
  g_assert_cmpint (longest_us, <, 500 * 1000);
  mock_desktop_wait (fascia_sound_get_problem (sound) != NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define TEST(name, manner, function) \
  g_test_add (name, Fixture, GINT_TO_POINTER (manner), set_up, function, tear_down)
  TEST ("/voice/speaks in the user's language, and cuts itself", ANSWERS, test_speaks);
  TEST ("/voice/a service that goes away and comes back", GOES_AWAY, test_service_goes_away);
  TEST ("/voice/no service is told once", ANSWERS, test_no_service);
  TEST ("/voice/a service that hangs delays nobody", HANGS, test_hanging_voice);
  TEST ("/sound/lengths are those of the files", ANSWERS, test_lengths);
  TEST ("/sound/no server is told once", ANSWERS, test_no_sound_server);
  TEST ("/sound/a server that hangs delays nobody", HANGS, test_hanging_sound);

  return g_test_run ();
}
