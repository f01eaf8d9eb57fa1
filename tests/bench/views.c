/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the journal's views cost as the log grows (spec L12): the real window over logs of
 * 0, 1, 10,000 and 100,000 sessions. For each step in milliseconds:
 *
 *   main   time of the main thread, all of it
 *   block  the longest that the main thread did not look at the next event
 *   done   until everything stood there, by the wall clock
 *
 * and the memory of the whole program at its highest. Each size in a process of its own. */
#include <string.h>
#include <time.h>

#include "desk.h"
#include "fascia/service/history-model.h"
#include "long-log.h"

/* Nothing happened for so long: it is complete. */
#define QUIET_US (60 * G_TIME_SPAN_MILLISECOND)
/* Shorter than this an iteration does nothing that one waits for. */
#define BUSY_US 300

typedef struct {
  const char *what;
  double main_ms;
  double block_ms;
  double done_ms;
} Cost;

static gint64
thread_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

typedef void (*Step) (Desk *desk);

/* Turns the main loop by hand, and looks at each turn. */
static Cost
measure (Desk *desk, const char *what, Step step)
{
  Cost cost = { .what = what };
  gint64 began_us = g_get_monotonic_time ();
  gint64 first_us = thread_us ();
  gint64 at_us = first_us;
  gint64 busy_until_us = began_us;
  gint64 longest_us;
  guint waker;

  step (desk);
  longest_us = thread_us () - first_us;
  waker = g_timeout_add (10, wake_cb, NULL);
  do
    {
      at_us = thread_us ();
      g_main_context_iteration (NULL, TRUE);
      if (thread_us () - at_us > BUSY_US)
        busy_until_us = g_get_monotonic_time ();
      longest_us = MAX (longest_us, thread_us () - at_us);
    }
  while (g_get_monotonic_time () - busy_until_us < QUIET_US);
  g_source_remove (waker);
  cost.main_ms = (double) (thread_us () - first_us) / 1000;
  cost.block_ms = (double) longest_us / 1000;
  cost.done_ms = (double) (busy_until_us - began_us) / 1000;

  return cost;
}

static void
open_journal (Desk *desk)
{
  gtk_widget_activate_action (GTK_WIDGET (desk->window), "win.show-view", "s", "journal");
}

static void
open_today (Desk *desk)
{
  gtk_widget_activate_action (GTK_WIDGET (desk->window), "win.show-view", "s", "today");
}

static GtkWidget *
find (Desk *desk, const char *type)
{
  return desk_find_type (GTK_WIDGET (desk->window), g_type_from_name (type));
}

static void
open_progress (Desk *desk)
{
  GtkWidget *toggle = desk_find_button (GTK_WIDGET (desk->window), "Progress");

  if (toggle != NULL)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), TRUE);
}

static void
open_sessions (Desk *desk)
{
  GtkWidget *toggle = desk_find_button (GTK_WIDGET (desk->window), "Sessions");

  if (toggle != NULL)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), TRUE);
}

static void
scroll (Desk *desk, double part)
{
  GtkWidget *list = find (desk, "GtkListView");
  GListModel *model;
  guint n_items;

  if (list == NULL)
    return;
  model = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
  n_items = g_list_model_get_n_items (model);
  gtk_widget_activate_action (list, "list.scroll-to-item", "u", (guint) ((n_items - 1) * part));
}

static void
scroll_to_the_end (Desk *desk)
{
  scroll (desk, 1);
}

static void
scroll_to_the_middle (Desk *desk)
{
  scroll (desk, 0.5);
}

static void
search_for (Desk *desk, const char *words)
{
  GtkWidget *entry = find (desk, "GtkSearchEntry");

  if (entry == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (entry), words);
  /* The entry waits for the next letter; what comes after it is measured. */
  g_signal_emit_by_name (entry, "search-changed");
}

static void
search_for_much (Desk *desk)
{
  search_for (desk, "sti");
}

static void
search_for_little (Desk *desk)
{
  search_for (desk, "number17");
}

static void
search_for_nothing (Desk *desk)
{
  search_for (desk, "");
}

static void
write_one_down (Desk *desk)
{
  desk_add_session (desk, "after-run", 0);
}

static const struct {
  const char *what;
  Step step;
  gboolean silent; /* only leads to the next */
} steps[] = {
  { "open Journal", open_journal, FALSE },
  { "scroll to the end", scroll_to_the_end, FALSE },
  { "scroll to the middle", scroll_to_the_middle, FALSE },
  { "search “sti”", search_for_much, FALSE },
  { "search “number17”", search_for_little, FALSE },
  { "all again", search_for_nothing, FALSE },
  { "open Progress", open_progress, FALSE },
  { "a session is written down", write_one_down, FALSE },
  { "back to Sessions", open_sessions, FALSE },
  { "", open_today, TRUE },
  { "open Journal again", open_journal, FALSE },
};

static double
peak_memory_mb (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL) || (line = strstr (status, "VmHWM:")) == NULL)
    return 0;

  return (double) g_ascii_strtoull (line + strlen ("VmHWM:"), NULL, 10) / 1024;
}

static void
run (guint n_sessions)
{
  g_autoptr (Desk) desk = desk_new_without_window ();

  long_log_fill (fascia_diary_get_path (desk_get_diary (desk)), n_sessions);
  desk_open (desk);
  gtk_window_set_default_size (GTK_WINDOW (desk->window), 760, 720);
  for (guint i = 0; i < 5; i++)
    desk_settle ();
  g_print ("%u sessions%*s   main  block   done\n", n_sessions, n_sessions < 10 ? 20 : n_sessions < 50000 ? 16 : 15, "");
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      Cost cost = measure (desk, steps[i].what, steps[i].step);

      if (!steps[i].silent)
        g_print ("  %-28s %6.1f %6.1f %6.1f\n", cost.what, cost.main_ms, cost.block_ms, cost.done_ms);
    }
  g_print ("  %-28s %6.1f MB\n\n", "peak memory", peak_memory_mb ());
}

int
main (int argc, char **argv)
{
  static const char *const sizes[] = { "0", "1", "10000", "100000" };

  if (argc > 1)
    {
      guint n_sessions = (guint) g_ascii_strtoull (argv[1], NULL, 10);
      int gtk_argc = 1;

      desk_init (&gtk_argc, &argv);
      run (n_sessions);

      return 0;
    }

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      const char *call[] = { argv[0], sizes[i], NULL };
      g_autoptr (GError) error = NULL;
      int status;

      g_spawn_sync (NULL, (char **) call, NULL, G_SPAWN_CHILD_INHERITS_STDIN, NULL, NULL, NULL, NULL, &status, &error);
      g_assert_no_error (error);
      g_assert_true (g_spawn_check_wait_status (status, &error));
    }

  return 0;
}
