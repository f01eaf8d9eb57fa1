/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <glib-unix.h>
#include <libnotify/notify.h>
#include <sqlite3.h>
#include <sys/timerfd.h>

/* The least that can wait for a reminder: a main loop with one timer, a database that
 * was read once, libnotify made ready. What fascia-reminderd costs is measured beside
 * it (spec P5). */

static gboolean
timer_cb (int fd, GIOCondition condition, gpointer data)
{
  return G_SOURCE_REMOVE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  struct itimerspec timer = { .it_value.tv_sec = 9000000000 };
  sqlite3_stmt *statement;
  sqlite3 *db;
  int fd = timerfd_create (CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);

  if (argc != 2 || sqlite3_open (argv[1], &db) != SQLITE_OK ||
      sqlite3_prepare_v2 (db, "SELECT count (*) FROM reminder_rule", -1, &statement, NULL) != SQLITE_OK ||
      sqlite3_step (statement) != SQLITE_ROW)
    {
      g_printerr ("bare-waiter: a database of Fascia's, please\n");
      return 2;
    }
  sqlite3_finalize (statement);
  notify_init ("bare-waiter");
  timerfd_settime (fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &timer, NULL);
  g_unix_fd_add (fd, G_IO_IN, timer_cb, NULL);
  g_main_loop_run (loop);

  return 0;
}
