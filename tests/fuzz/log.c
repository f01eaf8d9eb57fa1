/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/fuzz/log.h"

#include <glib/gstdio.h>
#include <stdlib.h>

#define NOW_US G_GINT64_CONSTANT (1806058800000000)

static char *folder;
static FasciaStore *store;

static void
remove_files (void)
{
  static const char *const endings[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (folder, G_DIR_SEPARATOR_S FASCIA_STORE_FILE_NAME, endings[i], NULL);

      g_unlink (path);
    }
}

static void
clear_up (void)
{
  g_clear_pointer (&store, fascia_store_close);
  remove_files ();
  g_rmdir (folder);
}

FasciaStore *
fuzz_log_get (void)
{
  g_autoptr (GError) error = NULL;

  if (folder == NULL)
    {
      folder = g_dir_make_tmp ("fascia-fuzz-XXXXXX", &error);
      g_assert_no_error (error);
      atexit (clear_up);
    }
  if (store == NULL)
    store = fascia_store_open (folder, NOW_US, &error);
  g_assert_no_error (error);
  return store;
}

void
fuzz_log_throw_away (void)
{
  g_clear_pointer (&store, fascia_store_close);
  remove_files ();
}

void
fuzz_log_read (FuzzLogRead read, const guint8 *text, gsize length)
{
  /* In a block of its own size, so that reading beyond it is seen. */
  g_autofree char *copy = g_memdup2 (length > 0 ? text : (const guint8 *) "", MAX (length, 1));
  g_autoptr (GError) error = NULL;

  if (!read (fuzz_log_get (), copy, length, TRUE, &error))
    {
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return;
    }
  g_assert_true (read (fuzz_log_get (), copy, length, FALSE, &error));
  g_assert_true (fascia_store_check_integrity (fuzz_log_get (), &error));
  g_assert_true (read (fuzz_log_get (), copy, length, FALSE, &error));
  g_assert_no_error (error);
  fuzz_log_throw_away ();
}
