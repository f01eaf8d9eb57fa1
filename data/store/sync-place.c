/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/sync.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "data/store/backup.h"

#define FILE_NAME "sync.ini"
#define GROUP "sync"

/* A mount point without its disk looks like an empty folder. This file tells them
 * apart; its bytes are the same on each machine, so that no service sees a conflict. */
#define MARKER_NAME "fascia-sync.txt"
#define MARKER_TEXT \
  "Fascia keeps the logs of several machines in step through this folder.\n" \
  "Each machine adds to files of its own, whose names end in .fascia. They are not\n" \
  "to be edited. While this file is missing, Fascia leaves the folder alone.\n"

#define LOCK_WAIT_MS 50
#define LOCK_WAIT_MAX_MS (60 * 1000)

/* --- sync.ini -------------------------------------------------------------------- */

/* Tells this home from a copy of it on another machine, which must not write into the
 * files of this one. */
static char *
make_fingerprint (const char *home)
{
  g_autofree char *machine_id = NULL;
  g_autofree char *real = realpath (home, NULL);
  g_autofree char *whole = NULL;

  g_file_get_contents ("/etc/machine-id", &machine_id, NULL, NULL);
  whole = g_strconcat (machine_id != NULL ? machine_id : "", "\n", real != NULL ? real : home, NULL);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, whole, -1);
}

void
fascia_sync_place_free (FasciaSyncPlace *self)
{
  if (self == NULL)
    return;
  g_free (self->home);
  g_free (self->folder);
  g_free (self->machine);
  g_strfreev (self->former);
  g_strfreev (self->left);
  g_free (self);
}

static gboolean
fail_damaged (const char *path, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE,
               _ ("“%s” is damaged and was left as it is; remove it and choose the sync folder again."), shown);
  return FALSE;
}

static char **
add_word (char **words, const char *word)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (words != NULL)
    g_strv_builder_addv (builder, (const char **) words);
  if (word != NULL && (words == NULL || !g_strv_contains ((const char *const *) words, word)))
    g_strv_builder_add (builder, word);
  g_strfreev (words);
  return g_strv_builder_end (builder);
}

static gboolean
read_place (FasciaSyncPlace *self, GKeyFile *file)
{
  g_autofree char *folder = g_key_file_get_string (file, GROUP, "folder", NULL);
  g_autofree char *fingerprint = g_key_file_get_string (file, GROUP, "fingerprint", NULL);
  g_autofree char *present = make_fingerprint (self->home);
  g_autofree char *machine = g_key_file_get_string (file, GROUP, "machine", NULL);
  g_auto (GStrv) former = g_key_file_get_string_list (file, GROUP, "former", NULL, NULL);
  g_auto (GStrv) left = g_key_file_get_string_list (file, GROUP, "left", NULL, NULL);

  if (machine == NULL || fingerprint == NULL || !g_uuid_string_is_valid (machine))
    return FALSE;
  for (guint i = 0; former != NULL && former[i] != NULL; i++)
    if (!g_uuid_string_is_valid (former[i]))
      return FALSE;
  if (folder != NULL)
    {
      self->folder = g_filename_from_uri (folder, NULL, NULL);
      if (self->folder == NULL)
        return FALSE;
    }
  for (guint i = 0; left != NULL && left[i] != NULL; i++)
    {
      g_autofree char *path = g_filename_from_uri (left[i], NULL, NULL);

      if (path == NULL)
        return FALSE;
      self->left = add_word (self->left, path);
    }
  /* A copy on another machine: what was written there belongs to that one. */
  if (g_str_equal (fingerprint, present))
    {
      self->machine = g_steal_pointer (&machine);
      self->former = g_steal_pointer (&former);
    }
  return TRUE;
}

FasciaSyncPlace *
fascia_sync_place_load (const char *home, GError **error)
{
  g_autoptr (FasciaSyncPlace) self = g_new0 (FasciaSyncPlace, 1);
  g_autofree char *path = g_build_filename (home, FILE_NAME, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) problem = NULL;
  gsize length;

  self->home = g_strdup (home);
  if (!g_file_get_contents (path, &text, &length, &problem))
    {
      if (g_error_matches (problem, G_FILE_ERROR, G_FILE_ERROR_NOENT) || g_error_matches (problem, G_FILE_ERROR, G_FILE_ERROR_NOTDIR))
        return g_steal_pointer (&self);
      fascia_database_fail_errno (path, access (path, R_OK) != 0 ? errno : EIO, error);
      return NULL;
    }
  if (!g_key_file_load_from_data (file, text, length, G_KEY_FILE_NONE, NULL) || !read_place (self, file))
    {
      fail_damaged (path, error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

gboolean
fascia_sync_place_save (const FasciaSyncPlace *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->home, FILE_NAME, NULL);
  g_autofree char *fingerprint = make_fingerprint (self->home);
  g_autofree char *folder = self->folder != NULL ? g_filename_to_uri (self->folder, NULL, NULL) : NULL;
  g_autoptr (GPtrArray) left = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;
  g_autoptr (GError) problem = NULL;
  gsize length;

  if (folder != NULL)
    g_key_file_set_string (file, GROUP, "folder", folder);
  g_key_file_set_string (file, GROUP, "machine", self->machine);
  g_key_file_set_string (file, GROUP, "fingerprint", fingerprint);
  if (self->former != NULL && self->former[0] != NULL)
    g_key_file_set_string_list (file, GROUP, "former", (const char *const *) self->former, g_strv_length (self->former));
  for (guint i = 0; self->left != NULL && self->left[i] != NULL; i++)
    {
      char *uri = g_filename_to_uri (self->left[i], NULL, NULL);

      if (uri != NULL)
        g_ptr_array_add (left, uri);
    }
  if (left->len > 0)
    g_key_file_set_string_list (file, GROUP, "left", (const char *const *) left->pdata, left->len);
  text = g_key_file_to_data (file, &length, NULL);
  if (g_file_set_contents_full (path, text, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &problem))
    return TRUE;
  if (g_error_matches (problem, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    return fascia_database_fail_errno (path, ENOSPC, error);
  return fascia_database_fail_errno (path, access (self->home, W_OK) != 0 ? errno : EIO, error);
}

void
fascia_sync_place_rename_machine (FasciaSyncPlace *self)
{
  self->former = add_word (self->former, self->machine);
  g_free (self->machine);
  self->machine = g_uuid_string_random ();
}

/* --- The folder ------------------------------------------------------------------ */

gboolean
fascia_sync_place_check (const FasciaSyncPlace *self, GError **error)
{
  g_autofree char *marker = g_build_filename (self->folder, MARKER_NAME, NULL);
  g_autofree char *shown = g_filename_display_name (self->folder);

  if (g_file_test (marker, G_FILE_TEST_EXISTS))
    return TRUE;
  if (g_file_test (self->folder, G_FILE_TEST_IS_DIR))
    g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND,
                 _ ("The sync folder “%s” is not what it was: “%s” is missing there. Mount it if it is on another disk, or choose it again."),
                 shown, MARKER_NAME);
  else
    g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND,
                 _ ("The sync folder “%s” is not there just now; mount or connect it, or choose another one."), shown);
  return FALSE;
}

static gboolean
make_marker (const char *folder, GError **error)
{
  g_autofree char *marker = g_build_filename (folder, MARKER_NAME, NULL);
  const gssize length = strlen (MARKER_TEXT);
  int fd = g_open (marker, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  int problem = 0;

  if (fd < 0)
    return errno == EEXIST || fascia_database_fail_errno (marker, errno, error);
  if (write (fd, MARKER_TEXT, (gsize) length) != length || fsync (fd) != 0)
    problem = errno != 0 ? errno : EIO;
  g_close (fd, NULL);
  if (problem != 0)
    {
      g_unlink (marker);
      return fascia_database_fail_errno (marker, problem, error);
    }
  return fascia_backup_sync (folder, error);
}

static gboolean
is_in (const char *inner, const char *outer)
{
  gsize length = strlen (outer);

  return strncmp (inner, outer, length) == 0 && (inner[length] == '/' || inner[length] == '\0' || outer[length - 1] == '/');
}

/* (transfer full): @folder without links, if it can be one. */
static char *
check_folder (const char *home, const char *folder, GError **error)
{
  g_autofree char *shown = g_filename_display_name (folder);
  g_autofree char *real = realpath (folder, NULL);
  g_autofree char *real_home = realpath (home, NULL);

  if (real == NULL || !g_file_test (real, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND,
                   _ ("There is no folder “%s”; make it first, or choose another one."), shown);
      return NULL;
    }
  /* A service that carries a database while it is written breaks it. */
  if (real_home != NULL && (is_in (real, real_home) || is_in (real_home, real)))
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID,
                   _ ("“%s” holds the database itself, or is in its folder; choose a folder for syncing alone."), shown);
      return NULL;
    }
  if (access (real, R_OK | W_OK | X_OK) != 0)
    {
      fascia_database_fail_errno (real, errno, error);
      return NULL;
    }
  return g_steal_pointer (&real);
}

gboolean
fascia_sync_get_folder (const char *home, char **folder, GError **error)
{
  g_autoptr (FasciaSyncPlace) place = NULL;

  g_return_val_if_fail (home != NULL && folder != NULL, FALSE);

  *folder = NULL;
  place = fascia_sync_place_load (home, error);
  if (place == NULL)
    return FALSE;
  *folder = g_steal_pointer (&place->folder);
  return TRUE;
}

gboolean
fascia_sync_set_folder (const char *home, const char *folder, GError **error)
{
  g_autoptr (FasciaSyncPlace) place = NULL;
  g_autofree char *real = NULL;

  g_return_val_if_fail (home != NULL, FALSE);

  place = fascia_sync_place_load (home, error);
  if (place == NULL)
    return FALSE;
  if (folder == NULL && place->folder == NULL)
    return TRUE;
  if (g_mkdir_with_parents (home, 0700) != 0)
    return fascia_database_fail_errno (home, errno, error);
  if (folder != NULL)
    {
      real = check_folder (home, folder, error);
      if (real == NULL || !make_marker (real, error))
        return FALSE;
    }
  place->left = add_word (place->left, place->folder);
  g_free (place->folder);
  place->folder = g_steal_pointer (&real);
  if (place->machine == NULL)
    fascia_sync_place_rename_machine (place);
  return fascia_sync_place_save (place, error);
}

gboolean
fascia_sync_check (const char *home, GError **error)
{
  g_autoptr (FasciaSyncPlace) place = NULL;

  g_return_val_if_fail (home != NULL, FALSE);

  place = fascia_sync_place_load (home, error);
  if (place == NULL)
    return FALSE;
  return place->folder == NULL ||
         (fascia_sync_place_check (place, error) &&
          (access (place->folder, R_OK | W_OK | X_OK) == 0 || fascia_database_fail_errno (place->folder, errno, error)));
}

int
fascia_sync_lock (const char *home, GCancellable *cancellable, GError **error)
{
  /* The folder itself: a file for this would only be one more to lose. */
  int fd = g_open (home, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    {
      fascia_database_fail_errno (home, errno, error);
      return -1;
    }
  for (guint waited_ms = 0; flock (fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK; waited_ms += LOCK_WAIT_MS)
    {
      if (waited_ms >= LOCK_WAIT_MAX_MS || g_cancellable_is_cancelled (cancellable))
        {
          if (g_cancellable_is_cancelled (cancellable))
            g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Syncing was stopped; it goes on the next time."));
          else
            g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_BUSY,
                                 _ ("Another program has been syncing for too long; close it and try again."));
          g_close (fd, NULL);
          return -1;
        }
      g_usleep (LOCK_WAIT_MS * 1000);
    }
  return fd;
}

static gboolean
is_own (const FasciaSyncPlace *place, const char *name)
{
  guint number;

  if (place->machine != NULL && fascia_sync_parse_name (name, place->machine, &number))
    return TRUE;
  for (guint i = 0; place->former != NULL && place->former[i] != NULL; i++)
    if (fascia_sync_parse_name (name, place->former[i], &number))
      return TRUE;
  return FALSE;
}

static gboolean
remove_files (const FasciaSyncPlace *place, const char *folder, GError **error)
{
  g_autofree char *marker = g_build_filename (folder, MARKER_NAME, NULL);
  g_autoptr (GPtrArray) names = NULL;

  if (!g_file_test (marker, G_FILE_TEST_EXISTS))
    return TRUE;
  names = fascia_sync_list_files (folder, error);
  if (names == NULL)
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);

      if (is_own (place, g_ptr_array_index (names, i)) && g_unlink (path) != 0 && errno != ENOENT)
        return fascia_database_fail_errno (path, errno, error);
    }
  return TRUE;
}

gboolean
fascia_sync_remove_own_files (const char *home, GError **error)
{
  g_autoptr (FasciaSyncPlace) place = NULL;
  g_autofree char *path = NULL;
  int lock;
  gboolean done;

  g_return_val_if_fail (home != NULL, FALSE);

  if (!g_file_test (home, G_FILE_TEST_IS_DIR))
    return TRUE;
  lock = fascia_sync_lock (home, NULL, error);
  if (lock < 0)
    return FALSE;
  place = fascia_sync_place_load (home, error);
  done = place != NULL;
  if (done)
    place->left = add_word (place->left, place->folder);
  for (guint i = 0; done && place->left[i] != NULL; i++)
    done = remove_files (place, place->left[i], error);
  path = g_build_filename (home, FILE_NAME, NULL);
  if (done && g_unlink (path) != 0 && errno != ENOENT)
    done = fascia_database_fail_errno (path, errno, error);
  g_close (lock, NULL);
  return done;
}
