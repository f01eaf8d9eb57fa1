/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guide/technique-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "fascia-config.h"
#include "fascia/service/diary.h"
#include "fascia/service/wording.h"
#include "widgets/phrases.h"
#include "widgets/template.h"
#include "widgets/text-row.h"

struct _FasciaTechniquePage
{
  GtkWidget parent_instance;

  GtkLabel *name;
  GtkLabel *facts;
  GtkButton *start;
  GtkLabel *rest;
  GtkListBox *cues;
  GtkLabel *caution;
  GtkListBox *details;

  FasciaContext *context;
  FasciaArea area;
};

G_DEFINE_FINAL_TYPE (FasciaTechniquePage, fascia_technique_page, GTK_TYPE_WIDGET)

static char *
list_places (const FasciaTechnique *technique)
{
  g_autoptr (GPtrArray) places = g_ptr_array_new ();

  for (guint i = 0; i < FASCIA_N_PLACES; i++)
    if (technique->places & (1u << i))
      g_ptr_array_add (places, (char *) fascia_wording_place ((FasciaPlaces) (1u << i)));
  g_ptr_array_add (places, NULL);

  return g_strjoinv (" · ", (char **) places->pdata);
}

static char *
describe_dose (const FasciaTechnique *technique)
{
  g_autofree char *roll = fascia_wording_duration ((int) technique->roll_s);
  g_autofree char *hold = fascia_wording_duration ((int) technique->hold_s);

  if (technique->sides == FASCIA_SIDES_BOTH)
    /* Translators: minutes and seconds of the phases. */
    return g_strdup_printf (_("Roll %1$s, hold %2$s"), roll, hold);

  /* Translators: minutes and seconds of the phases. */
  return g_strdup_printf (_("Roll %1$s, hold %2$s on each side"), roll, hold);
}

static void
append_text (GtkListBox *list, const char *icon, const char *title, const char *text)
{
  if (*text != '\0')
    gtk_list_box_append (list, fascia_text_row_new (icon, title, text));
}

static void
append_partner (FasciaTechniquePage *self, FasciaContext *context, const char *partner)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), fascia_context_get_technique_name (context, partner));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("Gentler, at the wall or on a chair"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE,
                                           "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                           "icon-name", "go-next-symbolic",
                                           NULL));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-technique");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", partner);
  gtk_list_box_append (self->details, row);
}

/* Whether the area rests after too much. Without a log nothing is known of it. */
static void
update_rest (FasciaTechniquePage *self)
{
  FasciaDiary *diary = fascia_context_get_diary (self->context, NULL);
  g_autoptr (GArray) areas = diary == NULL ? NULL : fascia_diary_list_resting_areas (diary, NULL);
  gboolean rests = FALSE;

  for (guint i = 0; areas != NULL && i < areas->len; i++)
    {
      const FasciaRestingArea *rest = &g_array_index (areas, FasciaRestingArea, i);

      if (rest->area == self->area)
        {
          g_autofree char *until = fascia_phrase_rest_until (rest->until_us, fascia_context_get_clock (self->context));
          /* Translators: a weekday and a time. */
          g_autofree char *text = g_strdup_printf (_("This area rests until %s."), until);

          gtk_label_set_label (self->rest, text);
          rests = TRUE;
        }
    }
  gtk_widget_set_visible (GTK_WIDGET (self->rest), rests);
}

static void
follow_rest (FasciaTechniquePage *self)
{
  FasciaDiary *diary = fascia_context_get_diary (self->context, NULL);

  if (diary != NULL)
    g_signal_connect_object (diary, "changed", G_CALLBACK (update_rest), self, G_CONNECT_SWAPPED);
  update_rest (self);
}

static void
fascia_technique_page_dispose (GObject *object)
{
  g_clear_object (&FASCIA_TECHNIQUE_PAGE (object)->context);
  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_TECHNIQUE_PAGE);

  G_OBJECT_CLASS (fascia_technique_page_parent_class)->dispose (object);
}

static void
fascia_technique_page_class_init (FasciaTechniquePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_technique_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/guide/technique-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaTechniquePage, name);
  gtk_widget_class_bind_template_child (widget_class, FasciaTechniquePage, facts);
  gtk_widget_class_bind_template_child (widget_class, FasciaTechniquePage, start);
  gtk_widget_class_bind_template_child (widget_class, FasciaTechniquePage, cues);
  gtk_widget_class_bind_template_child (widget_class, FasciaTechniquePage, rest);
  gtk_widget_class_bind_template_child (widget_class, FasciaTechniquePage, caution);
  gtk_widget_class_bind_template_child (widget_class, FasciaTechniquePage, details);
}

static void
fascia_technique_page_init (FasciaTechniquePage *self)
{
  fascia_init_template (GTK_WIDGET (self));
}

GtkWidget *
fascia_technique_page_new (FasciaContext *context, const FasciaTechnique *technique)
{
  FasciaTechniquePage *self;
  FasciaLanguage language;
  g_autofree char *id = NULL;
  g_autofree char *tools = NULL;
  g_autofree char *places = NULL;
  g_autofree char *dose = NULL;
  g_autofree char *facts = NULL;
  g_autofree char *total = NULL;
  g_autofree char *start = NULL;
  g_autoptr (FasciaRoutine) routine = NULL;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (technique != NULL, NULL);

  self = g_object_new (FASCIA_TYPE_TECHNIQUE_PAGE, NULL);
  self->context = g_object_ref (context);
  self->area = technique->area;
  follow_rest (self);
  language = fascia_context_get_language (context);
  id = g_strconcat ("technique:", technique->id, NULL);
  routine = fascia_context_find_routine (context, id, NULL);
  tools = fascia_phrase_technique_tools (technique);
  places = list_places (technique);
  dose = describe_dose (technique);
  facts = g_strjoin (" · ", fascia_wording_area (technique->area), fascia_wording_level (technique->level), places, NULL);
  total = fascia_wording_duration ((int) fascia_phrase_routine_total_s (routine));
  /* Translators: a button that starts a technique of that many minutes and seconds. */
  start = g_strdup_printf (_("_Start · %s"), total);

#define T(field) fascia_text_get (&technique->field, language)
  gtk_label_set_label (self->name, T (name));
  gtk_label_set_label (self->facts, facts);
  fascia_set_button_label (self->start, start);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->start), "s", id);

  append_text (self->cues, fascia_icon_of_phase (FASCIA_PHASE_PREPARE), C_ ("cue", "Set up"), T (cue_set_up));
  append_text (self->cues, fascia_icon_of_phase (FASCIA_PHASE_ROLL), fascia_wording_phase (FASCIA_PHASE_ROLL), T (cue_roll));
  append_text (self->cues, fascia_icon_of_phase (FASCIA_PHASE_HOLD), fascia_wording_phase (FASCIA_PHASE_HOLD), T (cue_hold));

  gtk_label_set_label (self->caution, T (caution));

  append_text (self->details, NULL, _("Start position"), T (start));
  append_text (self->details, NULL, _("Movement"), T (movement));
  append_text (self->details, NULL, _("Dose"), dose);
  append_text (self->details, NULL, _("Easier"), T (easier));
  append_text (self->details, NULL, _("Harder"), T (harder));
  append_text (self->details, NULL, _("Common mistakes"), T (mistakes));
  append_text (self->details, NULL, _("Tools"), tools);
  append_text (self->details, NULL, _("Muscles"), T (muscles));
#undef T
  if (technique->partner != NULL)
    append_partner (self, context, technique->partner);

  return GTK_WIDGET (self);
}
