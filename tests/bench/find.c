/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one more letter in the search field costs, on the whole catalog: every
 * technique's name typed letter by letter, in both languages, and with a slip. */
#include "fascia/core/find.h"
#include "fascia/store/content-files.h"

#define FRAME_US (G_USEC_PER_SEC / 60)

static int
compare_us (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *)a;
  gint64 second = *(const gint64 *)b;

  return (first > second) - (first < second);
}

static void
time_typing (FasciaFinder *finder, const char *text, GArray *costs_us)
{
  for (const char *at = text; *at; at = g_utf8_next_char (at))
    {
      g_autofree char *begun = g_strndup (text, g_utf8_next_char (at) - text);
      gint64 before_us = g_get_monotonic_time ();
      g_autoptr (GArray) found = fascia_finder_search (finder, begun, NULL);
      gint64 cost_us = g_get_monotonic_time () - before_us;

      g_array_append_val (costs_us, cost_us);
    }
}

static void
print_row (const char *what, GArray *costs_us)
{
  static const guint percentiles[] = { 50, 99, 100 };

  g_array_sort (costs_us, compare_us);
  g_print ("%-16s %6u", what, costs_us->len);
  for (guint i = 0; i < G_N_ELEMENTS (percentiles); i++)
    g_print (" %8.3f", (double)g_array_index (costs_us, gint64, (costs_us->len - 1) * percentiles[i] / 100) / 1000);
  g_print ("\n");
}

int
main (void)
{
  g_autoptr (FasciaCatalog) catalog = fascia_content_files_load (NULL);
  g_autoptr (GArray) as_written_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) with_slips_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 before_us = g_get_monotonic_time ();
  g_autoptr (FasciaFinder) finder = fascia_finder_new (catalog);
  gint64 built_us = g_get_monotonic_time () - before_us;

  for (guint i = 0; i < fascia_catalog_get_n_techniques (catalog); i++)
    for (guint language = 0; language < FASCIA_N_LANGUAGES; language++)
      {
        const FasciaTechnique *technique = fascia_catalog_get_technique (catalog, i);
        const char *name = fascia_text_get (&technique->name, language);
        /* No word begins with it, so every word is compared key by key. */
        g_autofree char *slipped = g_strconcat ("q", name, NULL);

        time_typing (finder, name, as_written_us);
        time_typing (finder, slipped, with_slips_us);
      }

  g_print ("A letter typed into the search; one frame is %.1f ms; the index was built in %.1f ms\n\n", FRAME_US / 1000.0, built_us / 1000.0);
  g_print ("%-16s %6s %8s %8s %8s\n", "ms", "n", "p50", "p99", "max");
  print_row ("as written", as_written_us);
  print_row ("with a slip", with_slips_us);
  return 0;
}
