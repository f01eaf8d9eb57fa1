/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Appends @markdown (an article section's text) as plain text: without its marks, a
 * blank line between paragraphs; @wrapped like the other texts of the command line,
 * or each paragraph on one line. */
void fascia_markdown_append (GString *out, const char *markdown, gboolean wrapped);

G_END_DECLS
