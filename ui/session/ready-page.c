/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/ready-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "fascia-config.h"
#include "fascia/service/diary.h"
#include "fascia/service/wording.h"
#include "widgets/phrases.h"
#include "widgets/rating.h"
#include "widgets/template.h"
#include "widgets/toast.h"

struct _FasciaReadyPage
{
  GtkWidget parent_instance;

  GtkScrolledWindow *scroller;
  GtkLabel *name;
  GtkLabel *facts;
  GtkLabel *about;
  FasciaRating *before;
  GtkListBox *items;
  GtkWidget *start;
  GtkWidget *side_list;
  GtkToggleButton *left;
  GtkToggleButton *right;
  GtkLabel *left_over;
  GtkLabel *how;

  FasciaContext *context;
  FasciaPlayer *player;
  gboolean updating; /* the buttons follow the plan, not the user */
};

G_DEFINE_FINAL_TYPE (FasciaReadyPage, fascia_ready_page, GTK_TYPE_WIDGET)

static void
side_toggled_cb (FasciaReadyPage *self)
{
  g_autoptr (GError) error = NULL;
  FasciaSide side = gtk_toggle_button_get_active (self->right) ? FASCIA_SIDE_RIGHT : FASCIA_SIDE_LEFT;

  if (self->updating || self->player == NULL || fascia_player_get_first_side (self->player) == side)
    return;
  /* The session starts on that side even if it cannot be remembered. */
  if (!fascia_player_set_first_side (self->player, side, &error))
    fascia_toast (GTK_WIDGET (self), error->message);
}

static gboolean
comes_first_anyway (const FasciaPlan *plan, const char *technique)
{
  for (guint i = 0; i < plan->options.n_first_sides; i++)
    if (g_str_equal (plan->options.first_sides[i].technique, technique))
      return TRUE;

  return FALSE;
}

/* The choice is there only where it changes something. */
static void
update_side (FasciaReadyPage *self, const FasciaPlan *plan)
{
  gboolean choice = FALSE;

  for (guint i = 0; i < plan->n_credits; i++)
    if (plan->credits[i].side != FASCIA_SIDE_BOTH && !comes_first_anyway (plan, plan->credits[i].technique))
      choice = TRUE;
  gtk_widget_set_visible (self->side_list, choice);

  self->updating = TRUE;
  gtk_toggle_button_set_active (plan->options.first_side == FASCIA_SIDE_RIGHT ? self->right : self->left, TRUE);
  self->updating = FALSE;
}

static void
update_left_over (FasciaReadyPage *self, const FasciaPlan *plan)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < plan->options.n_first_sides; i++)
    {
      const FasciaFirstSide *first = &plan->options.first_sides[i];

      if (text->len > 0)
        g_string_append_c (text, '\n');
      if (plan->routine->items->len > 1)
        g_string_append_printf (text, "%s: ", fascia_context_get_technique_name (self->context, first->technique));
      g_string_append (text, first->side == FASCIA_SIDE_RIGHT ? _("Your right side was left over last time, so it comes first.")
                                                              : _("Your left side was left over last time, so it comes first."));
    }
  gtk_label_set_label (self->left_over, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->left_over), text->len > 0);
}

/* What happens after Start. */
static void
update_how (FasciaReadyPage *self)
{
  FasciaDiary *diary = fascia_context_get_diary (self->context, NULL);
  FasciaPreferences preferences;
  g_autoptr (GString) text = g_string_new (NULL);

  if (diary == NULL || !fascia_diary_get_preferences (diary, &preferences, NULL))
    preferences = FASCIA_PREFERENCES_DEFAULT;
  if (preferences.count_in_s > 0)
    g_string_append_printf (text, ngettext ("Starts after %u second.", "Starts after %u seconds.", preferences.count_in_s), preferences.count_in_s);
  else
    g_string_append (text, _("Starts at once."));
  g_string_append_c (text, ' ');
  if (preferences.wait_after_prepare)
    g_string_append (text, _("Waits for you whenever you get ready."));
  else if (preferences.wait_after_technique)
    g_string_append (text, _("Waits for you after each technique."));
  else
    g_string_append (text, _("Then it runs to the end by itself."));
  gtk_label_set_label (self->how, text->str);
}

static void
fascia_ready_page_dispose (GObject *object)
{
  g_clear_object (&FASCIA_READY_PAGE (object)->context);
  g_clear_object (&FASCIA_READY_PAGE (object)->player);
  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_READY_PAGE);

  G_OBJECT_CLASS (fascia_ready_page_parent_class)->dispose (object);
}

static void
before_rated_cb (FasciaReadyPage *self)
{
  if (self->player != NULL)
    fascia_player_set_before (self->player, fascia_rating_get_value (self->before));
}

static void
fascia_ready_page_class_init (FasciaReadyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_ready_page_dispose;

  g_type_ensure (FASCIA_TYPE_RATING);
  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/session/ready-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaReadyPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, FasciaReadyPage, name);
  gtk_widget_class_bind_template_child (widget_class, FasciaReadyPage, facts);
  gtk_widget_class_bind_template_child (widget_class, FasciaReadyPage, about);
  gtk_widget_class_bind_template_child (widget_class, FasciaReadyPage, before);
  gtk_widget_class_bind_template_callback (widget_class, before_rated_cb);
  gtk_widget_class_bind_template_child (widget_class, FasciaReadyPage, items);
  gtk_widget_class_bind_template_child (widget_class, FasciaReadyPage, start);
  gtk_widget_class_bind_template_child (widget_class, FasciaReadyPage, side_list);
  gtk_widget_class_bind_template_child (widget_class, FasciaReadyPage, left);
  gtk_widget_class_bind_template_child (widget_class, FasciaReadyPage, right);
  gtk_widget_class_bind_template_child (widget_class, FasciaReadyPage, left_over);
  gtk_widget_class_bind_template_child (widget_class, FasciaReadyPage, how);
  gtk_widget_class_bind_template_callback (widget_class, side_toggled_cb);
}

static void
fascia_ready_page_init (FasciaReadyPage *self)
{
  fascia_init_template (GTK_WIDGET (self));
}

void
fascia_ready_page_set_routine (FasciaReadyPage *self, FasciaContext *context, FasciaPlayer *player, FasciaRoutine *routine)
{
  FasciaLanguage language;
  g_autofree char *tools = NULL;
  g_autofree char *total = NULL;
  g_autofree char *facts = NULL;
  FasciaPlan *plan;
  const char *about;
  GtkWidget *row;

  g_return_if_fail (FASCIA_IS_READY_PAGE (self));

  g_set_object (&self->context, context);
  g_set_object (&self->player, player);
  plan = fascia_player_get_plan (player);
  update_side (self, plan);
  update_left_over (self, plan);
  update_how (self);
  language = fascia_context_get_language (context);
  about = fascia_text_get (&routine->about, language);
  tools = fascia_phrase_routine_tools (context, routine);
  total = fascia_wording_duration ((int) plan->total_s);
  facts = g_strdup_printf ("%s · %s", total, tools);
  gtk_label_set_label (self->name, fascia_text_get (&routine->name, language));
  gtk_label_set_label (self->facts, facts);
  gtk_label_set_label (self->about, about);
  gtk_widget_set_visible (GTK_WIDGET (self->about), *about != '\0');
  fascia_rating_set_value (self->before, FASCIA_UNRATED);
  fascia_player_set_before (player, FASCIA_UNRATED);

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->items))) != NULL)
    gtk_list_box_remove (self->items, row);
  for (guint i = 0; i < routine->items->len; i++)
    {
      const FasciaRoutineItem *item = g_ptr_array_index (routine->items, i);
      g_autofree char *subtitle = fascia_phrase_item (item);

      row = adw_action_row_new ();
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), fascia_context_get_technique_name (context, item->technique));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
      gtk_list_box_append (self->items, row);
    }
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

int
fascia_ready_page_get_before (FasciaReadyPage *self)
{
  g_return_val_if_fail (FASCIA_IS_READY_PAGE (self), FASCIA_UNRATED);

  return fascia_rating_get_value (self->before);
}

void
fascia_ready_page_focus (FasciaReadyPage *self)
{
  g_return_if_fail (FASCIA_IS_READY_PAGE (self));

  gtk_widget_grab_focus (self->start);
}
