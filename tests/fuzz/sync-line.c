/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of another machine: as it is, and with the right sum put before it. */
#include <string.h>

#include "data/store/sync.h"
#include "tests/fuzz/log.h"

static void
read_line (const char *line, gsize length)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (FasciaRecord) record = NULL;
  FasciaSyncLine verdict;

  fascia_sync_parse_header (parser, line, length);
  verdict = fascia_sync_parse_record (parser, line, length, &record);
  g_assert_true ((verdict == FASCIA_SYNC_RECORD) == (record != NULL));
  if (record != NULL)
    {
      /* Written again it is the same record. */
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (FasciaRecord) again = NULL;

      fascia_sync_append_record (text, record);
      g_assert_cmpint (fascia_sync_parse_record (parser, text->str, text->len - 1, &again), ==, FASCIA_SYNC_RECORD);
      g_assert_cmpint (fascia_record_compare (record, again), ==, 0);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  g_autofree char *sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, length);
  g_autofree char *plain = g_memdup2 (length > 0 ? bytes : (const guint8 *) "", MAX (length, 1));
  g_autofree char *summed = g_malloc (FASCIA_SYNC_SUM_LENGTH + 1 + length);
  guint number;

  memcpy (summed, sum, FASCIA_SYNC_SUM_LENGTH);
  summed[FASCIA_SYNC_SUM_LENGTH] = ' ';
  memcpy (summed + FASCIA_SYNC_SUM_LENGTH + 1, plain, length);
  read_line (plain, length);
  read_line (summed, FASCIA_SYNC_SUM_LENGTH + 1 + length);
  {
    g_autofree char *name = g_strndup (plain, length);

    fascia_sync_parse_name (name, "6b1f6f0e-0000-4000-8000-000000000003", &number);
  }
  return 0;
}
