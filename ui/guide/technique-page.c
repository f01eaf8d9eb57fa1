/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guide/technique-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "fascia-config.h"
#include "fascia/service/diary.h"
#include "fascia/service/wording.h"
#include "guide/claim-row.h"
#include "guide/leads.h"
#include "widgets/phrases.h"
#include "widgets/rows.h"
#include "widgets/template.h"
#include "widgets/text-row.h"
#include "widgets/toast.h"

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
  GtkLabel *done;
  GtkButton *like;
  GtkWidget *safety_card;
  GtkLabel *safety;
  AdwPreferencesGroup *sections;
  AdwPreferencesGroup *claims;

  FasciaContext *context;
  const FasciaTechnique *technique; /* the catalog's */
  gboolean liked;
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
  gtk_list_box_append (self->details, fascia_link_row_new (fascia_context_get_technique_name (context, partner),
                                                           _("Gentler, at the wall or on a chair"), "win.open-technique", partner));
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

      if (rest->area == self->technique->area)
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

/* In how many sessions it was done, and when last. */
static void
update_done (FasciaTechniquePage *self)
{
  FasciaDiary *diary = fascia_context_get_diary (self->context, NULL);
  g_autoptr (GHashTable) uses = diary == NULL ? NULL : fascia_diary_load_technique_uses (diary, NULL);
  const FasciaTechniqueUse *use = uses == NULL ? NULL : g_hash_table_lookup (uses, self->technique->id);
  g_autofree char *times = NULL;
  g_autofree char *last = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->done), use != NULL && use->n_sessions > 0);
  if (use == NULL || use->n_sessions == 0)
    return;
  times = g_strdup_printf (ngettext ("Done %u time", "Done %u times", use->n_sessions), use->n_sessions);
  last = fascia_wording_day (use->last, fascia_diary_today (diary));
  /* Translators: as in “Done 3 times · last: Thu 19 Nov”. */
  text = g_strdup_printf (_("%1$s · last: %2$s"), times, last);
  gtk_label_set_label (self->done, text);
}

static void
update_like (FasciaTechniquePage *self)
{
  FasciaDiary *diary = fascia_context_get_diary (self->context, NULL);
  g_auto (GStrv) ids = diary == NULL ? NULL : fascia_diary_list_favourites (diary, NULL);

  self->liked = ids != NULL && g_strv_contains ((const char *const *) ids, self->technique->id);
  fascia_set_button_icon (self->like, self->liked ? "fascia-heart-symbolic" : "fascia-heart-outline-symbolic",
                          self->liked ? _("Remove From Favourites") : _("Add to Favourites"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->like), diary != NULL);
}

static void
like_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaTechniquePage *self = FASCIA_TECHNIQUE_PAGE (widget);
  g_autoptr (GError) error = NULL;
  FasciaDiary *diary = fascia_context_get_diary (self->context, &error);

  if (diary == NULL || !fascia_diary_set_favourite (diary, self->technique->id, !self->liked, &error))
    fascia_toast (widget, error->message);
  update_like (self);
}

/* What the health check says to it. A resting area has a line of its own. */
static void
update_safety (FasciaTechniquePage *self)
{
  g_autoptr (FasciaSafetyFacts) facts = fascia_context_load_safety_facts (self->context, NULL);
  FasciaSafetyItem item;
  g_autofree char *instead = NULL;
  g_autofree char *reasons = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->safety_card, FALSE);
  if (facts == NULL)
    return;
  item = fascia_safety_check_technique (self->technique, FASCIA_TOOL_NONE, fascia_context_get_catalog (self->context), facts);
  item.reasons.resting = 0;
  if (item.outcome == FASCIA_SAFETY_ALLOWED || item.reasons.conditions == 0)
    return;
  reasons = fascia_wording_safety_reasons (&item.reasons);
  instead = item.outcome == FASCIA_SAFETY_CHANGED ? fascia_wording_safety_item (&item, fascia_context_get_language (self->context))
                                                  : g_strdup (_("Not now"));
  /* Translators: what follows from the health check, and why. */
  text = g_strdup_printf (_("%1$s. %2$s"), instead, reasons);
  gtk_label_set_label (self->safety, text);
  gtk_widget_set_visible (self->safety_card, TRUE);
}

static void
changed_cb (FasciaTechniquePage *self)
{
  update_rest (self);
  update_done (self);
  update_like (self);
  update_safety (self);
}

static void
append_sections (FasciaTechniquePage *self)
{
  for (guint i = 0; self->technique->sections[i] != NULL; i++)
    {
      const FasciaArticleSection *section = fascia_catalog_find_section (fascia_context_get_catalog (self->context), self->technique->sections[i]);

      if (section != NULL)
        adw_preferences_group_add (self->sections, fascia_section_row_new (self->context, section));
    }
}

static void
append_claims (FasciaTechniquePage *self)
{
  const GPtrArray *claims = fascia_catalog_get_claims (fascia_context_get_catalog (self->context), self->technique->id);

  for (guint i = 0; i < claims->len; i++)
    adw_preferences_group_add (self->claims, fascia_claim_row_new (self->context, g_ptr_array_index (claims, i)));
  adw_preferences_group_add (self->claims, fascia_link_row_new (_("All References"), NULL, "win.show-references", NULL));
}

static void
follow_diary (FasciaTechniquePage *self)
{
  FasciaDiary *diary = fascia_context_get_diary (self->context, NULL);

  if (diary != NULL)
    g_signal_connect_object (diary, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);
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

  gtk_widget_class_install_action (widget_class, "technique.like", NULL, like_action);

  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/guide/technique-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaTechniquePage, name);
  gtk_widget_class_bind_template_child (widget_class, FasciaTechniquePage, facts);
  gtk_widget_class_bind_template_child (widget_class, FasciaTechniquePage, start);
  gtk_widget_class_bind_template_child (widget_class, FasciaTechniquePage, cues);
  gtk_widget_class_bind_template_child (widget_class, FasciaTechniquePage, rest);
  gtk_widget_class_bind_template_child (widget_class, FasciaTechniquePage, caution);
  gtk_widget_class_bind_template_child (widget_class, FasciaTechniquePage, details);
  gtk_widget_class_bind_template_child (widget_class, FasciaTechniquePage, done);
  gtk_widget_class_bind_template_child (widget_class, FasciaTechniquePage, like);
  gtk_widget_class_bind_template_child (widget_class, FasciaTechniquePage, safety_card);
  gtk_widget_class_bind_template_child (widget_class, FasciaTechniquePage, safety);
  gtk_widget_class_bind_template_child (widget_class, FasciaTechniquePage, sections);
  gtk_widget_class_bind_template_child (widget_class, FasciaTechniquePage, claims);
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
  self->technique = technique;
  follow_diary (self);
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
  append_sections (self);
  append_claims (self);

  return GTK_WIDGET (self);
}
