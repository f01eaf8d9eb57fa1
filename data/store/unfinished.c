/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/unfinished.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define N_RANDOM 6 /* of "XXXXXX" */

/* %FALSE when it was swept away in the moment before it was locked. Where there are no
 * such locks it is only never swept. */
static gboolean
lock (int fd)
{
  GStatBuf info;

  while (flock (fd, LOCK_EX) != 0 && errno == EINTR)
    ;
  return fstat (fd, &info) != 0 || info.st_nlink > 0;
}

int
fascia_unfinished_file (char *path)
{
  g_autofree char *pattern = g_strdup (path);
  int fd;

  while ((fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600)) >= 0 && !lock (fd))
    {
      g_close (fd, NULL);
      strcpy (path, pattern);
    }
  return fd;
}

int
fascia_unfinished_folder (char *path)
{
  g_autofree char *pattern = g_strdup (path);

  for (;;)
    {
      int fd;

      if (g_mkdtemp (path) == NULL)
        return -1;
      fd = g_open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
      if (fd >= 0 && lock (fd))
        return fd;
      if (fd < 0 && errno != ENOENT)
        return -1;
      if (fd >= 0)
        g_close (fd, NULL);
      strcpy (path, pattern);
    }
}

void
fascia_unfinished_remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_rmdir (path);
}

/* How much of @name is the name that was made, with @marker in it, or 0. SQLite puts
 * files of its own beside it. */
static gsize
match (const char *name, const char *marker)
{
  gsize fixed = strlen (marker) - N_RANDOM;
  const char *at;

  for (at = name; *at != '\0' && strncmp (at, marker, fixed) != 0; at++)
    ;
  if (*at == '\0')
    return 0;
  at += fixed;
  for (guint i = 0; i < N_RANDOM; i++, at++)
    if (!g_ascii_isalnum (*at))
      return 0;
  if (*at == '\0' || g_str_equal (at, "-journal") || g_str_equal (at, "-wal") || g_str_equal (at, "-shm"))
    return (gsize) (at - name);
  return 0;
}

/* Not while its maker lives. */
static int
open_abandoned (const char *path, int flags, gboolean *gone)
{
  int fd = g_open (path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | flags);

  *gone = fd < 0 && errno == ENOENT;
  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      g_close (fd, NULL);
      return -1;
    }
  return fd;
}

static void
sweep_file (const char *folder, const char *name, gsize length)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *made = g_strndup (path, strlen (path) - strlen (name) + length);
  gboolean gone;
  int fd = open_abandoned (made, O_NONBLOCK, &gone);

  if (fd >= 0 || gone)
    g_unlink (path);
  if (fd >= 0)
    g_close (fd, NULL);
}

static void
sweep_folder (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  gboolean gone;
  int fd = open_abandoned (path, O_DIRECTORY, &gone);

  if (fd < 0)
    return;
  fascia_unfinished_remove_folder (path);
  g_close (fd, NULL);
}

void
fascia_unfinished_sweep (const char *folder, const char *name)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *found;

  while (dir != NULL && (found = g_dir_read_name (dir)) != NULL)
    {
      gsize length = match (found, FASCIA_UNFINISHED_COPY);

      if (name != NULL && !g_str_has_prefix (found, name))
        continue;
      if (length == 0)
        length = match (found, FASCIA_UNFINISHED_DATABASE);
      if (length != 0)
        sweep_file (folder, found, length);
      else if (name == NULL && found[0] == '.' && match (found, FASCIA_UNFINISHED_FOLDER) == strlen (found))
        sweep_folder (folder, found);
    }
}
