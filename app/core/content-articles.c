/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content-reader.h"
#include "fascia/core/content.h"

#include <string.h>

#define MAX_SUMMARY_LENGTH 90
#define FIRST_YEAR 1900
#define LAST_YEAR 2100

static guint
read_bits (FasciaReader *self,
           const char *group,
           const char *key)
{
  g_auto (GStrv) words = NULL;
  guint bits = 0;

  if (!fascia_reader_has_key (self, group, key))
    return 0;

  words = fascia_reader_words (self, group, key);
  for (guint i = 0; words[i] != NULL; i++)
    {
      FasciaArea area;
      FasciaTool tool;
      FasciaPlaces place;
      guint bit = 0;

      if (strcmp (key, "areas") == 0 && fascia_area_from_string (words[i], &area))
        bit = 1u << area;
      else if (strcmp (key, "tools") == 0 && fascia_tool_from_string (words[i], &tool))
        bit = 1u << tool;
      else if (strcmp (key, "places") == 0 && fascia_place_from_string (words[i], &place))
        bit = place;
      fascia_reader_expect_word (self, group, key, words[i], bit != 0);
      bits |= bit;
    }

  return bits;
}

static FasciaClaim *
read_claim (FasciaReader *self,
            const char *group,
            FasciaReaderClaims what)
{
  FasciaClaim *claim = g_new0 (FasciaClaim, 1);
  g_autofree char *grade = NULL;

  claim->about = FASCIA_ABOUT_NONE;
  if (what != FASCIA_CLAIMS_EVIDENCE)
    {
      g_autofree char *about = fascia_reader_value (self, group, "about");

      fascia_reader_expect_word (self, group, "about", about, fascia_about_from_string (about, &claim->about));
    }

  fascia_reader_text (self, group, "text", &claim->text);
  grade = fascia_reader_value (self, group, "grade");
  fascia_reader_expect_word (self, group, "grade", grade, fascia_grade_from_string (grade, &claim->grade));
  claim->references = fascia_reader_words (self, group, "sources");
  for (guint i = 0; claim->references[i] != NULL; i++)
    fascia_reader_expect_word (self, group, "sources", claim->references[i], fascia_content_is_slug (claim->references[i]));

  if (what == FASCIA_CLAIMS_SHARED)
    {
      claim->areas = read_bits (self, group, "areas");
      claim->tools = read_bits (self, group, "tools");
      claim->places = read_bits (self, group, "places");
    }

  return claim;
}

GPtrArray *
fascia_reader_claims (FasciaReader *self,
                      FasciaReaderClaims what)
{
  GPtrArray *claims = g_ptr_array_new_with_free_func ((GDestroyNotify)fascia_claim_free);

  while (self->error == NULL)
    {
      g_autofree char *group = g_strdup_printf ("%s %u", what == FASCIA_CLAIMS_EVIDENCE ? "evidence" : "claim", claims->len + 1);

      if (!fascia_reader_has_group (self, group))
        break;
      g_ptr_array_add (claims, read_claim (self, group, what));
    }

  return claims;
}

static GPtrArray *
read_leads (FasciaReader *self,
            const char *group)
{
  g_auto (GStrv) words = fascia_reader_words (self, group, "leads-to");
  GPtrArray *leads = g_ptr_array_new_with_free_func ((GDestroyNotify)fascia_lead_free);

  for (guint i = 0; words[i] != NULL; i++)
    {
      FasciaLead *lead = fascia_lead_new_from_string (words[i]);

      if (fascia_reader_expect_word (self, group, "leads-to", words[i], lead != NULL))
        g_ptr_array_add (leads, lead);
    }

  return leads;
}

static void G_GNUC_PRINTF (4, 5)
    refuse_body (GError **error,
                 const char *name,
                 guint line,
                 const char *complaint,
                 ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, complaint);
  what = g_strdup_vprintf (complaint, arguments);
  va_end (arguments);

  if (line > 0)
    g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT, "%s, line %u: %s", name, line, what);
  else
    g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT, "%s: %s", name, what);
}

/* @line holds nothing but what the guidance is written in: the window and the command
 * line render it, so neither may meet what the other cannot show. */
static gboolean
check_line (const char *name,
            guint n,
            const char *line,
            GError **error)
{
  static const struct {
    const char *mark;
    const char *what;
  } unwanted[] = {
    { "<", "HTML" },
    { "![", "a picture" },
    { "`", "code" },
    { "\\", "a backslash" },
    { "&", "an ampersand" },
    { "\t", "a tab" },
    { "\r", "a carriage return" },
    { "][", "a link to a footnote" },
    { "]:", "a footnote" },
    { "|", "a table" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (unwanted); i++)
    if (strstr (line, unwanted[i].mark) != NULL)
      {
        refuse_body (error, name, n, "there is %s in it, which a section does not have; take it out.", unwanted[i].what);
        return FALSE;
      }

  if (g_str_has_prefix (line, "# "))
    {
      refuse_body (error, name, n, "it is a heading of level 1, which the title is already; begin it with “##”.");
      return FALSE;
    }
  /* Such a line would make a heading of the paragraph above it. */
  if (strpbrk (line, "=-") != NULL && strspn (line, "=- ") == strlen (line))
    {
      refuse_body (error, name, n, "it is a rule or a heading's underline; begin a heading with “##” instead.");
      return FALSE;
    }
  if (g_str_has_prefix (line, "    "))
    {
      refuse_body (error, name, n, "it is set in by four or more spaces, which makes it code; set it in by less.");
      return FALSE;
    }

  return TRUE;
}

static gboolean
collect_links (const char *name,
               guint n,
               const char *line,
               GPtrArray *links,
               GError **error)
{
  const char *at = line;

  while ((at = strstr (at, "](")) != NULL)
    {
      const char *end;
      g_autofree char *uri = NULL;
      FasciaLead *link;

      at += strlen ("](");
      end = strchr (at, ')');
      if (end == NULL)
        {
          refuse_body (error, name, n, "a link has no closing bracket; keep a link on one line.");
          return FALSE;
        }

      uri = g_strndup (at, end - at);
      link = fascia_lead_new_from_uri (uri);
      if (link == NULL)
        {
          refuse_body (error, name, n, "“%s” is nothing a section may link to; see the list in order.ini.", uri);
          return FALSE;
        }
      g_ptr_array_add (links, link);
    }

  return TRUE;
}

/* Of an empty file GBytes has no data at all. */
static const char *
get_text (GBytes *bytes,
          gsize *length)
{
  const char *text = g_bytes_get_data (bytes, length);

  return text != NULL ? text : "";
}

/* (transfer full) (nullable): the text of @bytes; its links are added to @links. */
static char *
read_body (const char *name,
           GBytes *bytes,
           GPtrArray *links,
           GError **error)
{
  const char *data;
  gsize length;
  g_autofree char *body = NULL;
  g_auto (GStrv) lines = NULL;
  guint line = 0;

  if (bytes == NULL)
    {
      refuse_body (error, name, 0, "it is missing; write the section in both languages.");
      return NULL;
    }

  data = get_text (bytes, &length);
  if (!fascia_content_is_utf8 (data, length, &line))
    {
      refuse_body (error, name, 0, "line %u is not written in UTF-8; save the file with that encoding.", line);
      return NULL;
    }

  body = g_strndup (data, length);
  g_strchomp (body);
  if (body[0] == '\0')
    {
      refuse_body (error, name, 0, "it is empty; write something.");
      return NULL;
    }

  lines = g_strsplit (body, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (!check_line (name, i + 1, lines[i], error) || !collect_links (name, i + 1, lines[i], links, error))
      return NULL;

  return g_steal_pointer (&body);
}

static int
compare_leads (gconstpointer a,
               gconstpointer b)
{
  const FasciaLead *first = *(FasciaLead *const *)a;
  const FasciaLead *second = *(FasciaLead *const *)b;

  return first->kind != second->kind ? (int)first->kind - (int)second->kind : strcmp (first->target, second->target);
}

/* The languages may order their words, and so their links, differently. */
static gboolean
have_same_links (const GPtrArray *a,
                 const GPtrArray *b)
{
  g_autoptr (GPtrArray) first = g_ptr_array_new ();
  g_autoptr (GPtrArray) second = g_ptr_array_new ();

  if (a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    {
      g_ptr_array_add (first, a->pdata[i]);
      g_ptr_array_add (second, b->pdata[i]);
    }
  g_ptr_array_sort (first, compare_leads);
  g_ptr_array_sort (second, compare_leads);
  for (guint i = 0; i < first->len; i++)
    if (compare_leads (&first->pdata[i], &second->pdata[i]) != 0)
      return FALSE;

  return TRUE;
}

static gboolean
read_bodies (FasciaArticleSection *self,
             GBytes *english,
             GBytes *danish,
             GError **error)
{
  g_autofree char *english_name = g_strconcat (self->slug, ".en.md", NULL);
  g_autofree char *danish_name = g_strconcat (self->slug, ".da.md", NULL);
  g_autoptr (GPtrArray) danish_links = g_ptr_array_new_with_free_func ((GDestroyNotify)fascia_lead_free);

  self->links = g_ptr_array_new_with_free_func ((GDestroyNotify)fascia_lead_free);
  self->body.in[FASCIA_LANGUAGE_EN] = read_body (english_name, english, self->links, error);
  if (self->body.in[FASCIA_LANGUAGE_EN] == NULL)
    return FALSE;
  self->body.in[FASCIA_LANGUAGE_DA] = read_body (danish_name, danish, danish_links, error);
  if (self->body.in[FASCIA_LANGUAGE_DA] == NULL)
    return FALSE;

  if (!fascia_content_have_same_numbers (self->body.in[FASCIA_LANGUAGE_EN], self->body.in[FASCIA_LANGUAGE_DA]))
    {
      refuse_body (error, danish_name, 0, "its numbers are not those of the English text; make them agree.");
      return FALSE;
    }
  if (!have_same_links (self->links, danish_links))
    {
      refuse_body (error, danish_name, 0, "its links are not those of the English text; make them agree.");
      return FALSE;
    }

  return TRUE;
}

FasciaArticleSection *
fascia_content_parse_section (const char *slug,
                              GBytes *ini,
                              GBytes *english,
                              GBytes *danish,
                              GError **error)
{
  g_autoptr (FasciaArticleSection) self = NULL;
  g_auto (FasciaReader) reader = { NULL };
  g_autofree char *name = g_strconcat (slug, ".ini", NULL);
  const char *text;
  gsize length;

  g_return_val_if_fail (slug != NULL, NULL);
  g_return_val_if_fail (ini != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  text = get_text (ini, &length);
  fascia_reader_init (&reader, name, text, length);
  self = g_new0 (FasciaArticleSection, 1);
  self->slug = g_strdup (slug);
  if (!fascia_content_is_section (slug))
    fascia_reader_refuse (&reader, NULL, NULL, "it is no section of an article; move it to “smr” or “mfr”, under a name of small letters, digits and single hyphens.");

  fascia_reader_text (&reader, "section", "title", &self->title);
  fascia_reader_text (&reader, "section", "summary", &self->summary);
  for (guint i = 0; i < FASCIA_N_LANGUAGES; i++)
    if (g_utf8_strlen (fascia_text_get (&self->summary, i), -1) > MAX_SUMMARY_LENGTH)
      fascia_reader_refuse (&reader, "section", i == FASCIA_LANGUAGE_DA ? "summary[da]" : "summary",
                            "it is longer than %d characters; shorten it.", MAX_SUMMARY_LENGTH);
  self->leads = read_leads (&reader, "section");
  self->evidence = fascia_reader_claims (&reader, FASCIA_CLAIMS_EVIDENCE);

  if (!fascia_reader_finish (&reader, error) || !read_bodies (self, english, danish, error))
    return NULL;

  return g_steal_pointer (&self);
}

/* A paper's title has no translation; the articles' and a practice's have. */
static void
read_title (FasciaReader *self,
            const char *group,
            FasciaText *title)
{
  if (fascia_reader_has_key (self, group, "title[da]"))
    {
      fascia_reader_text (self, group, "title", title);
      return;
    }

  title->in[FASCIA_LANGUAGE_EN] = fascia_reader_optional_value (self, group, "title");
  title->in[FASCIA_LANGUAGE_DA] = g_strdup (title->in[FASCIA_LANGUAGE_EN]);
}

static FasciaReference *
read_reference (FasciaReader *self,
                const char *id)
{
  FasciaReference *reference = g_new0 (FasciaReference, 1);
  g_autofree char *kind = fascia_reader_value (self, id, "kind");
  g_autofree char *verified = fascia_reader_value (self, id, "verified");

  reference->id = g_strdup (id);
  if (!fascia_content_is_slug (id))
    fascia_reader_refuse (self, id, NULL, "its name may have small letters, digits and single hyphens only; rename it.");
  fascia_reader_expect_word (self, id, "kind", kind, fascia_reference_kind_from_string (kind, &reference->kind));
  fascia_reader_expect_word (self, id, "verified", verified, fascia_verified_from_string (verified, &reference->verified));
  reference->authors = fascia_reader_optional_value (self, id, "authors");
  if (fascia_reader_has_key (self, id, "year"))
    reference->year = fascia_reader_number (self, id, "year", FIRST_YEAR, LAST_YEAR);
  read_title (self, id, &reference->title);
  reference->journal = fascia_reader_optional_value (self, id, "journal");
  reference->doi = fascia_reader_optional_value (self, id, "doi");
  reference->pmc = fascia_reader_optional_value (self, id, "pmc");

  if (reference->authors == NULL && reference->title.in[FASCIA_LANGUAGE_EN] == NULL)
    fascia_reader_refuse (self, id, NULL, "it has neither authors nor a title; add one of them.");
  if (reference->doi != NULL && !g_str_has_prefix (reference->doi, "10."))
    fascia_reader_refuse (self, id, "doi", "a DOI begins with “10.”; write it without an address in front of it.");
  if (reference->pmc != NULL &&
      (!g_str_has_prefix (reference->pmc, "PMC") || !g_ascii_string_to_unsigned (reference->pmc + 3, 10, 1, G_MAXUINT, NULL, NULL)))
    fascia_reader_refuse (self, id, "pmc", "it is not “PMC” and a number; correct it.");

  return reference;
}

GPtrArray *
fascia_content_parse_references (const char *text,
                                 gsize length,
                                 GError **error)
{
  g_autoptr (GPtrArray) references = g_ptr_array_new_with_free_func ((GDestroyNotify)fascia_reference_free);
  g_auto (FasciaReader) reader = { NULL };
  g_auto (GStrv) ids = NULL;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  fascia_reader_init (&reader, "sources.ini", text, length);
  ids = g_key_file_get_groups (reader.file, NULL);
  for (guint i = 0; ids[i] != NULL; i++)
    g_ptr_array_add (references, read_reference (&reader, ids[i]));

  return fascia_reader_finish (&reader, error) ? g_steal_pointer (&references) : NULL;
}

GPtrArray *
fascia_content_parse_claims (const char *text,
                             gsize length,
                             GError **error)
{
  g_autoptr (GPtrArray) claims = NULL;
  g_auto (FasciaReader) reader = { NULL };

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  fascia_reader_init (&reader, "claims.ini", text, length);
  claims = fascia_reader_claims (&reader, FASCIA_CLAIMS_SHARED);

  return fascia_reader_finish (&reader, error) ? g_steal_pointer (&claims) : NULL;
}

FasciaWords *
fascia_content_parse_words (const char *text,
                            gsize length,
                            GError **error)
{
  g_autoptr (FasciaWords) words = NULL;
  g_auto (FasciaReader) reader = { NULL };

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  fascia_reader_init (&reader, "words.ini", text, length);
  words = g_new0 (FasciaWords, 1);
  for (guint i = 0; i < FASCIA_N_AREAS; i++)
    fascia_reader_text (&reader, "areas", fascia_area_to_string (i), &words->areas[i]);
  for (guint i = 0; i < FASCIA_N_TOOLS; i++)
    fascia_reader_text (&reader, "tools", fascia_tool_to_string (i), &words->tools[i]);
  for (guint i = 0; i < FASCIA_N_PLACES; i++)
    fascia_reader_text (&reader, "places", fascia_place_to_string (1u << i), &words->places[i]);

  return fascia_reader_finish (&reader, error) ? g_steal_pointer (&words) : NULL;
}
