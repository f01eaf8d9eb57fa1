/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The keys, and the window that lists them. */

#include <string.h>

#include "desk.h"
#include "fascia-config.h"

/* GTK itself answers to these: the primary menu button to F10, an application
 * with gtk/help-overlay.ui to Ctrl+?. */
static const char *const keys_of_gtk[] = { "F10", "<Control>question" };

static void
add_key (GHashTable *keys, const char *text)
{
  guint key;
  GdkModifierType modifiers;

  if (!gtk_accelerator_parse (text, &key, &modifiers))
    g_error ("“%s” is not a key", text);
  g_hash_table_add (keys, gtk_accelerator_name (key, modifiers));
}

static void
collect_cb (GtkWidget *widget, gpointer data)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  if (!g_str_has_prefix (G_OBJECT_TYPE_NAME (widget), "Fascia") && !GTK_IS_BOX (widget))
    return;
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          g_autofree char *triggers = NULL;
          g_auto (GStrv) parts = NULL;

          /* Those of GTK's own window class have no named action of ours. */
          if (!GTK_IS_NAMED_ACTION (gtk_shortcut_get_action (shortcut)))
            continue;
          triggers = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));
          parts = g_strsplit (triggers, "|", -1);
          for (guint k = 0; parts[k] != NULL; k++)
            add_key (data, g_strstrip (parts[k]));
        }
    }
}

static void
collect_listed_cb (GtkWidget *widget, gpointer data)
{
  g_autofree char *accelerators = NULL;
  g_autofree char *title = NULL;
  g_auto (GStrv) parts = NULL;

  if (!GTK_IS_SHORTCUTS_SHORTCUT (widget))
    return;
  g_object_get (widget, "accelerator", &accelerators, "title", &title, NULL);
  g_assert_nonnull (title);
  parts = g_strsplit (accelerators, " ", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    add_key (data, parts[i]);
}

static void
assert_within (GHashTable *some, GHashTable *all, const char *complaint)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, some);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (all, key))
      g_error ("%s: %s", complaint, (char *) key);
}

static void
the_list_of_keys_is_true (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GHashTable) working = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) listed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (FASCIA_RESOURCE_PATH "/gtk/help-overlay.ui");
  GtkWidget *overlay = GTK_WIDGET (gtk_builder_get_object (builder, "help_overlay"));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), "win.start-routine", "s", "after-run"));
  desk_settle ();
  desk_visit (GTK_WIDGET (desk->window), collect_cb, working);
  for (guint i = 0; i < G_N_ELEMENTS (keys_of_gtk); i++)
    add_key (working, keys_of_gtk[i]);
  desk_visit (overlay, collect_listed_cb, listed);

  g_assert_cmpuint (g_hash_table_size (listed), >=, 16);
  assert_within (working, listed, "A key that works is not listed");
  assert_within (listed, working, "A listed key does nothing");
  gtk_window_destroy (GTK_WINDOW (overlay));
}

static void
the_list_of_keys_opens (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *top;

  g_action_group_activate_action (G_ACTION_GROUP (desk->application), "shortcuts", NULL);
  desk_settle ();
  top = desk_top (desk);
  g_assert_true (GTK_IS_SHORTCUTS_WINDOW (top));
  gtk_window_destroy (GTK_WINDOW (top));
}

static void
about_opens (void)
{
  g_autoptr (Desk) desk = desk_new ();

  g_action_group_activate_action (G_ACTION_GROUP (desk->application), "about", NULL);
  desk_settle ();
  desk_assert_text (desk_top (desk), FASCIA_VERSION);
}

static void
every_view_has_its_number (void)
{
  static const char *const views[] = { "today", "guide", "routines", "journal" };
  static const char *const says[] = { "0 of 3 this week", "Foot sole with ball", "Whole body, 10 minutes", "No Sessions Yet" };
  g_autoptr (Desk) desk = desk_new ();

  for (int i = G_N_ELEMENTS (views) - 1; i >= 0; i--)
    {
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), "win.show-view", "s", views[i]));
      desk_settle ();
      desk_assert_text (GTK_WIDGET (desk->window), says[i]);
    }
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/shortcuts/the-list-of-keys-is-true", the_list_of_keys_is_true);
  g_test_add_func ("/shortcuts/the-list-of-keys-opens", the_list_of_keys_opens);
  g_test_add_func ("/shortcuts/about-opens", about_opens);
  g_test_add_func ("/shortcuts/every-view-has-its-number", every_view_has_its_number);

  return g_test_run ();
}
