/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "temporary-folder.h"

#include <glib/gstdio.h>

char *
temporary_folder_new (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("fascia-test-XXXXXX", &error);

  g_assert_no_error (error);

  return path;
}

static void
remove_tree (const char *path)
{
  /* Never through a symbolic link. */
  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK) && g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
      const char *name;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *child = g_build_filename (path, name, NULL);

          remove_tree (child);
        }
    }

  g_remove (path);
}

void
temporary_folder_free (char *path)
{
  if (path == NULL)
    return;

  remove_tree (path);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_free (path);
}
