/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/store/content-files.h"

#include "fascia-config.h"
#include "fascia/core/content.h"

#include <gio/gio.h>

#include "content-resources.h"

#define CONTENT_PATH FASCIA_RESOURCE_PATH "/content"

/* (transfer full): a file of the content. Taken from the resource's own getter,
 * because the linker drops a static library's object that nothing names. */
static GBytes *
load_file (const char *folder,
           const char *id,
           GError **error)
{
  g_autofree char *path = g_strdup_printf (CONTENT_PATH "%s/%s.ini", folder, id);
  g_autoptr (GError) cause = NULL;
  GBytes *bytes = g_resource_lookup_data (fascia_content_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, &cause);

  if (bytes == NULL)
    g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT,
                 "%s.ini is not among the files that were built in: add it to content.gresource.xml. (%s)",
                 id, cause->message);

  return bytes;
}

/* (transfer full): the ids listed under @key of order.ini. */
static GStrv
load_order (GKeyFile *order,
            const char *key,
            GError **error)
{
  g_autoptr (GError) cause = NULL;
  GStrv ids = g_key_file_get_string_list (order, "order", key, NULL, &cause);

  if (ids == NULL)
    g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT,
                 "order.ini, group [order], key “%s”: it cannot be read; correct it. (%s)", key, cause->message);

  return ids;
}

static GPtrArray *
load_techniques (GKeyFile *order,
                 GError **error)
{
  g_autoptr (GPtrArray) techniques = g_ptr_array_new_with_free_func ((GDestroyNotify)fascia_technique_free);
  g_auto (GStrv) ids = load_order (order, "techniques", error);

  if (ids == NULL)
    return NULL;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (GBytes) bytes = load_file ("/techniques", ids[i], error);
      FasciaTechnique *technique;
      const char *text;
      gsize length;

      if (bytes == NULL)
        return NULL;

      text = g_bytes_get_data (bytes, &length);
      technique = fascia_content_parse_technique (ids[i], text, length, error);
      if (technique == NULL)
        return NULL;

      g_ptr_array_add (techniques, technique);
    }

  return g_steal_pointer (&techniques);
}

static GPtrArray *
load_routines (GKeyFile *order,
               GError **error)
{
  g_autoptr (GPtrArray) routines = g_ptr_array_new_with_free_func ((GDestroyNotify)fascia_routine_unref);
  g_auto (GStrv) ids = load_order (order, "routines", error);

  if (ids == NULL)
    return NULL;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (GBytes) bytes = load_file ("/routines", ids[i], error);
      FasciaRoutine *routine;
      const char *text;
      gsize length;

      if (bytes == NULL)
        return NULL;

      text = g_bytes_get_data (bytes, &length);
      routine = fascia_content_parse_routine (ids[i], text, length, error);
      if (routine == NULL)
        return NULL;

      g_ptr_array_add (routines, routine);
    }

  return g_steal_pointer (&routines);
}

FasciaCatalog *
fascia_content_files_load (GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GKeyFile) order = NULL;
  g_autoptr (GPtrArray) techniques = NULL;
  g_autoptr (GPtrArray) routines = NULL;
  g_autoptr (GError) cause = NULL;

  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  bytes = load_file ("", "order", error);
  if (bytes == NULL)
    return NULL;

  order = g_key_file_new ();
  if (!g_key_file_load_from_bytes (order, bytes, G_KEY_FILE_NONE, &cause))
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT,
                   "order.ini: it cannot be read; correct it. (%s)", cause->message);
      return NULL;
    }

  techniques = load_techniques (order, error);
  if (techniques == NULL)
    return NULL;

  routines = load_routines (order, error);
  if (routines == NULL)
    return NULL;

  return fascia_catalog_new (g_steal_pointer (&techniques), g_steal_pointer (&routines), error);
}
