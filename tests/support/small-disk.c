/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "small-disk.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#define EXIT_CANNOT_MOUNT 77

static gboolean
write_text (const char *path, const char *text)
{
  FILE *file = g_fopen (path, "w");
  gboolean written;

  if (file == NULL)
    return FALSE;
  written = fputs (text, file) >= 0;
  return fclose (file) == 0 && written;
}

/* Becomes root of a namespace of its own where it is not root already. */
static gboolean
enter_namespace (const char **folder)
{
  g_autofree char *users = g_strdup_printf ("0 %u 1", geteuid ());
  g_autofree char *groups = g_strdup_printf ("0 %u 1", getegid ());

  if (unshare (CLONE_NEWNS) != 0 &&
      (unshare (CLONE_NEWUSER | CLONE_NEWNS) != 0 ||
       !write_text ("/proc/self/setgroups", "deny") ||
       !write_text ("/proc/self/gid_map", groups) ||
       !write_text ("/proc/self/uid_map", users)))
    return FALSE;

  if (mount ("none", "/", "none", MS_REC | MS_PRIVATE, NULL) == 0)
    return TRUE;
  /* In a chroot “/” may be a mere folder of a mount that has no name there, whose
   * ways out are unknown. /proc is a mount of its own, and not needed here. */
  if (errno != EINVAL || mount ("none", "/proc", "none", MS_PRIVATE, NULL) != 0)
    return FALSE;
  *folder = "/proc";
  return TRUE;
}

void
run_on_small_disk (const char *folder, const char *size, SmallDiskFunc function, gpointer data)
{
  g_autofree char *options = g_strdup_printf ("size=%s,mode=700", size);
  pid_t pid = fork ();
  int status;

  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      if (!enter_namespace (&folder) || mount ("small", folder, "tmpfs", 0, options) != 0)
        _exit (EXIT_CANNOT_MOUNT);
      /* @data may keep the name, and change it. */
      function (g_strdup (folder), data);
      _exit (EXIT_SUCCESS);
    }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status));
  if (WEXITSTATUS (status) == EXIT_CANNOT_MOUNT)
    g_test_skip ("This user may not mount a file system of its own here (mount namespaces are off).");
  else
    g_assert_cmpint (WEXITSTATUS (status), ==, EXIT_SUCCESS);
}

char *
small_disk_fill (const char *folder, gsize free)
{
  char *path = g_build_filename (folder, "filler", NULL);
  char block[4096] = { 1 };
  FILE *file = g_fopen (path, "w");
  GStatBuf info;

  g_assert_nonnull (file);
  setvbuf (file, NULL, _IONBF, 0);
  while (fwrite (block, 1, sizeof block, file) == sizeof block)
    ;
  g_assert_cmpint (errno, ==, ENOSPC);
  fclose (file);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_size, >=, free);
  g_assert_cmpint (truncate (path, info.st_size - (goffset) free), ==, 0);
  return path;
}

void
small_disk_make_read_only (const char *folder)
{
  g_assert_cmpint (mount ("none", folder, "none", MS_REMOUNT | MS_RDONLY, NULL), ==, 0);
}
