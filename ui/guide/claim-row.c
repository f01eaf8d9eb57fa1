/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guide/claim-row.h"

#include <glib/gi18n-lib.h>

#include "fascia/service/wording.h"

GtkWidget *
fascia_reference_row_new (FasciaContext *context, const FasciaReference *reference)
{
  FasciaLanguage language = fascia_context_get_language (context);
  g_autofree char *citation = fascia_reference_to_citation (reference, language);
  g_autofree char *url = fascia_reference_to_url (reference);
  g_autofree char *address = NULL;
  g_autoptr (GString) about = g_string_new (NULL);
  GtkWidget *row = adw_action_row_new ();

  if (reference->doi != NULL)
    address = g_strconcat ("doi:", reference->doi, NULL);
  else if (reference->pmc != NULL)
    address = g_strdup (reference->pmc);
  if (address != NULL)
    g_string_append_printf (about, "%s\n", address);
  g_string_append (about, fascia_wording_verified (reference->verified));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), citation);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), about->str);
  if (url != NULL)
    {
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 g_object_new (GTK_TYPE_IMAGE,
                                               "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                               "icon-name", "fascia-outside-symbolic",
                                               NULL));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_widget_set_tooltip_text (row, url);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-url");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", url);
    }

  return row;
}

GtkWidget *
fascia_claim_row_new (FasciaContext *context, const FasciaClaim *claim)
{
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), fascia_text_get (&claim->text, fascia_context_get_language (context)));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), fascia_wording_grade (claim->grade));
  for (guint i = 0; claim->references[i] != NULL; i++)
    {
      const FasciaReference *reference = fascia_catalog_find_reference (fascia_context_get_catalog (context), claim->references[i]);

      if (reference != NULL)
        adw_expander_row_add_row (ADW_EXPANDER_ROW (row), fascia_reference_row_new (context, reference));
    }

  return row;
}
