/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Run by the build: content that breaks its own rules must not become a program. */
#include "fascia/store/content-files.h"

#include <stdio.h>

int
main (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaCatalog) catalog = fascia_content_files_load (&error);

  if (catalog == NULL)
    {
      /* In UTF-8 whatever the locale: GLib would write “?” in the C locale. */
      fprintf (stderr, "data/content: %s\n", error->message);
      return 1;
    }

  g_print ("%u techniques, %u routines, %u sections, %u sources\n",
           fascia_catalog_get_n_techniques (catalog),
           fascia_catalog_get_n_routines (catalog),
           fascia_catalog_get_n_sections (catalog),
           fascia_catalog_get_n_references (catalog));
  return 0;
}
