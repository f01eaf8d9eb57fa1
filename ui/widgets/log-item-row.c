/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/log-item-row.h"

#include "fascia/service/wording.h"
#include "widgets/phrases.h"

GtkWidget *
fascia_log_item_row_new (FasciaContext *context, const FasciaLogItem *item)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (fascia_icon_of_status (item->status));
  GtkWidget *label;
  g_autofree char *title = fascia_phrase_log_item (context, item);
  g_autofree char *time = fascia_phrase_log_item_time (item);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), fascia_wording_item_status (item->status));
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, fascia_wording_item_status (item->status), -1);
  gtk_widget_add_css_class (icon, fascia_item_status_to_string (item->status));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  label = gtk_label_new (time);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);

  return row;
}
