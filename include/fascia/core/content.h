/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/article.h"
#include "fascia/core/reference.h"
#include "fascia/core/routine.h"
#include "fascia/core/technique.h"
#include "fascia/core/words.h"

G_BEGIN_DECLS

/* Parsers of the plain-text content in data/content (its order.ini tells how the
 * files are written): GKeyFile groups with the English text in `key=` and the
 * Danish in `key[da]=`. Errors are %FASCIA_ERROR_CONTENT and name the file, the line,
 * the group and the key: a missing key, a text in one language only or with other
 * numbers in the other, an unknown word, a number outside its range, a group or key
 * that stands twice or that nothing reads, bytes that are not UTF-8. What one file
 * says of another (a link, a source) the catalog looks after. */

/* (transfer full). @id is the file name without its ending. */
FasciaTechnique *fascia_content_parse_technique (const char *id, const char *text, gsize length, GError **error);
FasciaRoutine *fascia_content_parse_routine (const char *id, const char *text, gsize length, GError **error);

/**
 * fascia_content_parse_section:
 * @slug: "smr/how-to": the name of its files below articles/, without their endings
 * @ini: (not nullable): SLUG.ini
 * @english: (nullable): SLUG.en.md
 * @danish: (nullable): SLUG.da.md
 *
 * Errors, besides the above: a body in one language only, with other numbers or other
 * links in the other language, or with anything but paragraphs, lists, bold, headings
 * from level 2 and links to what fascia_lead_new_from_uri() knows.
 *
 * Returns: (transfer full)
 */
FasciaArticleSection *fascia_content_parse_section (const char *slug, GBytes *ini, GBytes *english, GBytes *danish, GError **error);

/* (transfer full) (element-type FasciaReference): the groups of sources.ini, in order. */
GPtrArray *fascia_content_parse_references (const char *text, gsize length, GError **error);
/* (transfer full) (element-type FasciaClaim): claims.ini, which techniques share. */
GPtrArray *fascia_content_parse_claims (const char *text, gsize length, GError **error);
/* (transfer full): words.ini, which the search knows besides the names. */
FasciaWords *fascia_content_parse_words (const char *text, gsize length, GError **error);

G_END_DECLS
