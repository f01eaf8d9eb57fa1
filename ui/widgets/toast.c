/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/toast.h"

static AdwToastOverlay *
find_overlay (GtkWidget *near)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (near, ADW_TYPE_TOAST_OVERLAY);

  return overlay == NULL ? NULL : ADW_TOAST_OVERLAY (overlay);
}

static AdwToast *
new_toast (const char *text)
{
  /* Titles are markup on libadwaita 1.2. */
  g_autofree char *title = g_markup_escape_text (text, -1);

  return adw_toast_new (title);
}

void
fascia_toast (GtkWidget *near, const char *text)
{
  AdwToastOverlay *overlay = find_overlay (near);

  g_return_if_fail (overlay != NULL);

  adw_toast_overlay_add_toast (overlay, new_toast (text));
}

static AdwToastOverlay *
find_below (GtkWidget *widget)
{
  AdwToastOverlay *overlay = ADW_IS_TOAST_OVERLAY (widget) ? ADW_TOAST_OVERLAY (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && overlay == NULL; child = gtk_widget_get_next_sibling (child))
    overlay = find_below (child);
  return overlay;
}

void
fascia_toast_in (GtkWindow *window, const char *text)
{
  AdwToastOverlay *overlay = find_below (GTK_WIDGET (window));

  if (overlay != NULL)
    adw_toast_overlay_add_toast (overlay, new_toast (text));
}

void
fascia_toast_with_button (GtkWidget *near, const char *text, const char *button, const char *action, const char *target)
{
  AdwToastOverlay *overlay = find_overlay (near);
  AdwToast *toast;

  g_return_if_fail (overlay != NULL);

  toast = new_toast (text);
  adw_toast_set_button_label (toast, button);
  adw_toast_set_action_name (toast, action);
  adw_toast_set_action_target (toast, "s", target);
  /* What can be undone must not vanish behind another message. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_timeout (toast, 8);
  adw_toast_overlay_add_toast (overlay, toast);
}
