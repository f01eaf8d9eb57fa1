/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/routine.h"
#include "fascia/core/technique.h"

G_BEGIN_DECLS

/* Parsers of the plain-text content in data/content (its order.ini tells how the
 * files are written): GKeyFile groups with the English text in `key=` and the
 * Danish in `key[da]=`. Errors are %FASCIA_ERROR_CONTENT and name the file, the
 * group and the key: a missing key, a text in one language only or with other
 * numbers in the other, an unknown word, a number outside its range, or a key that
 * nothing reads; for bytes that are not UTF-8, the line. Of a key that occurs twice
 * the last one wins, as in every GKeyFile: the tests look for those. */

/* (transfer full). @id is the file name without its ending. */
FasciaTechnique *fascia_content_parse_technique (const char *id, const char *text, gsize length, GError **error);
FasciaRoutine *fascia_content_parse_routine (const char *id, const char *text, gsize length, GError **error);

G_END_DECLS
