/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/store/content-files.h"

#include "fascia-config.h"
#include "fascia/core/content.h"

#include <gio/gio.h>

#include "content-resources.h"

#define CONTENT_PATH FASCIA_RESOURCE_PATH "/content"

/* (transfer full) (nullable): a file of the content, if it is there. Taken from the
 * resource's own getter, because the linker drops a static library's object that
 * nothing names. */
static GBytes *
lookup_file (const char *folder,
             const char *id,
             const char *ending)
{
  g_autofree char *path = g_strconcat (CONTENT_PATH, folder, "/", id, ending, NULL);

  return g_resource_lookup_data (fascia_content_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

/* (transfer full) (nullable) */
static GBytes *
load_file (const char *folder,
           const char *id,
           GError **error)
{
  GBytes *bytes = lookup_file (folder, id, ".ini");

  if (bytes == NULL)
    g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT,
                 "%s.ini is not among the files that were built in: add it to content.gresource.xml.", id);

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

static GPtrArray *
load_sections (GKeyFile *order,
               GError **error)
{
  g_autoptr (GPtrArray) sections = g_ptr_array_new_with_free_func ((GDestroyNotify)fascia_article_section_free);
  g_auto (GStrv) slugs = load_order (order, "sections", error);

  if (slugs == NULL)
    return NULL;

  for (guint i = 0; slugs[i] != NULL; i++)
    {
      g_autoptr (GBytes) ini = load_file ("/articles", slugs[i], error);
      g_autoptr (GBytes) english = lookup_file ("/articles", slugs[i], ".en.md");
      g_autoptr (GBytes) danish = lookup_file ("/articles", slugs[i], ".da.md");
      FasciaArticleSection *section;

      if (ini == NULL)
        return NULL;

      section = fascia_content_parse_section (slugs[i], ini, english, danish, error);
      if (section == NULL)
        return NULL;

      g_ptr_array_add (sections, section);
    }

  return g_steal_pointer (&sections);
}

static GPtrArray *
load_references (GError **error)
{
  g_autoptr (GBytes) bytes = load_file ("", "sources", error);
  const char *text;
  gsize length;

  if (bytes == NULL)
    return NULL;

  text = g_bytes_get_data (bytes, &length);
  return fascia_content_parse_references (text, length, error);
}

static GPtrArray *
load_claims (GError **error)
{
  g_autoptr (GBytes) bytes = load_file ("", "claims", error);
  const char *text;
  gsize length;

  if (bytes == NULL)
    return NULL;

  text = g_bytes_get_data (bytes, &length);
  return fascia_content_parse_claims (text, length, error);
}

static FasciaWords *
load_words (GError **error)
{
  g_autoptr (GBytes) bytes = load_file ("", "words", error);
  const char *text;
  gsize length;

  if (bytes == NULL)
    return NULL;

  text = g_bytes_get_data (bytes, &length);
  return fascia_content_parse_words (text, length, error);
}

FasciaCatalog *
fascia_content_files_load (GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GKeyFile) order = NULL;
  g_autoptr (GPtrArray) techniques = NULL;
  g_autoptr (GPtrArray) routines = NULL;
  g_autoptr (GPtrArray) sections = NULL;
  g_autoptr (GPtrArray) references = NULL;
  g_autoptr (GPtrArray) claims = NULL;
  g_autoptr (FasciaWords) words = NULL;
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

  sections = load_sections (order, error);
  if (sections == NULL)
    return NULL;

  references = load_references (error);
  if (references == NULL)
    return NULL;

  claims = load_claims (error);
  if (claims == NULL)
    return NULL;

  words = load_words (error);
  if (words == NULL)
    return NULL;

  return fascia_catalog_new_with_articles (g_steal_pointer (&techniques),
                                           g_steal_pointer (&routines),
                                           g_steal_pointer (&sections),
                                           g_steal_pointer (&references),
                                           g_steal_pointer (&claims),
                                           g_steal_pointer (&words),
                                           error);
}
