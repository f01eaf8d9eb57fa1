/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guide/guide-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "fascia-config.h"
#include "fascia/service/wording.h"
#include "widgets/phrases.h"
#include "widgets/template.h"

/* Parts of the body, as the list is divided. */
typedef enum {
  REGION_FEET,
  REGION_THIGHS,
  REGION_HIPS,
  REGION_BACK,
  REGION_SHOULDERS,
  REGION_ARMS,
  N_REGIONS
} Region;

struct _FasciaGuidePage
{
  GtkWidget parent_instance;

  GtkSearchEntry *search;
  GtkWidget *groups;
  GtkWidget *nothing;

  FasciaContext *context;
  GtkFilter *filters[N_REGIONS];
  GListModel *found[N_REGIONS];
  GtkWidget *group[N_REGIONS];
  char *needle;
};

G_DEFINE_FINAL_TYPE (FasciaGuidePage, fascia_guide_page, GTK_TYPE_WIDGET)

static Region
region_of_area (FasciaArea area)
{
  switch (area)
    {
    case FASCIA_AREA_FOOT:
    case FASCIA_AREA_CALF:
    case FASCIA_AREA_LOWER_LEG:
      return REGION_FEET;
    case FASCIA_AREA_THIGH_FRONT:
    case FASCIA_AREA_THIGH_OUTER:
    case FASCIA_AREA_THIGH_INNER:
    case FASCIA_AREA_THIGH_BACK:
      return REGION_THIGHS;
    case FASCIA_AREA_BUTTOCK:
    case FASCIA_AREA_HIP_SIDE:
    case FASCIA_AREA_HIP_FRONT:
      return REGION_HIPS;
    case FASCIA_AREA_UPPER_BACK:
    case FASCIA_AREA_SIDE_BACK:
      return REGION_BACK;
    case FASCIA_AREA_CHEST:
    case FASCIA_AREA_SHOULDER_FRONT:
    case FASCIA_AREA_SHOULDER_BACK:
    case FASCIA_AREA_SHOULDER_TOP:
      return REGION_SHOULDERS;
    case FASCIA_AREA_UPPER_ARM:
    case FASCIA_AREA_FOREARM:
    case FASCIA_AREA_HAND:
    default:
      return REGION_ARMS;
    }
}

static const char *
region_title (Region region)
{
  switch (region)
    {
    case REGION_FEET:
      return _("Feet and Lower Legs");
    case REGION_THIGHS:
      return _("Thighs");
    case REGION_HIPS:
      return _("Hips and Buttocks");
    case REGION_BACK:
      return _("Back");
    case REGION_SHOULDERS:
      return _("Chest and Shoulders");
    case REGION_ARMS:
    case N_REGIONS:
    default:
      return _("Arms and Hands");
    }
}

static const FasciaTechnique *
technique_of_item (FasciaGuidePage *self, gpointer item)
{
  return fascia_catalog_find_technique (fascia_context_get_catalog (self->context),
                                        gtk_string_object_get_string (GTK_STRING_OBJECT (item)));
}

/* Words of the name, muscles, area and tools; each word of the search begins one of them. */
static gboolean
match_cb (gpointer item, gpointer data)
{
  FasciaGuidePage *self = data;
  const FasciaTechnique *technique = technique_of_item (self, item);
  FasciaLanguage language = fascia_context_get_language (self->context);
  g_autofree char *tools = NULL;
  g_autofree char *text = NULL;

  if (self->needle == NULL || *self->needle == '\0')
    return TRUE;

  tools = fascia_phrase_technique_tools (technique);
  text = g_strjoin (" ",
                    fascia_text_get (&technique->name, language),
                    fascia_text_get (&technique->muscles, language),
                    fascia_wording_area (technique->area),
                    tools,
                    NULL);

  return g_str_match_string (self->needle, text, TRUE);
}

static GtkWidget *
create_row_cb (gpointer item, gpointer data)
{
  FasciaGuidePage *self = data;
  const FasciaTechnique *technique = technique_of_item (self, item);
  g_autofree char *tools = fascia_phrase_technique_tools (technique);
  g_autofree char *id = g_strconcat ("technique:", technique->id, NULL);
  g_autoptr (FasciaRoutine) routine = fascia_context_find_routine (self->context, id, NULL);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), fascia_text_get (&technique->name, fascia_context_get_language (self->context)));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), tools);
  if (routine != NULL)
    {
      g_autofree char *total = fascia_wording_duration ((int) fascia_phrase_routine_total_s (routine));

      label = gtk_label_new (total);
      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_add_css_class (label, "numeric");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE,
                                           "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                           "icon-name", "go-next-symbolic",
                                           NULL));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-technique");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", technique->id);

  return row;
}

static void
update_visible (FasciaGuidePage *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < N_REGIONS; i++)
    {
      gboolean found = g_list_model_get_n_items (self->found[i]) > 0;

      gtk_widget_set_visible (self->group[i], found);
      any = any || found;
    }
  gtk_widget_set_visible (self->nothing, !any);
}

static void
search_changed_cb (FasciaGuidePage *self)
{
  g_free (self->needle);
  self->needle = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  for (guint i = 0; i < N_REGIONS; i++)
    gtk_filter_changed (self->filters[i], GTK_FILTER_CHANGE_DIFFERENT);
  update_visible (self);
}

static void
stop_search_cb (FasciaGuidePage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

static void
fill (FasciaGuidePage *self)
{
  FasciaCatalog *catalog = fascia_context_get_catalog (self->context);

  for (guint region = 0; region < N_REGIONS; region++)
    {
      g_autoptr (GtkStringList) ids = gtk_string_list_new (NULL);
      GtkWidget *group = adw_preferences_group_new ();
      GtkWidget *list = gtk_list_box_new ();

      for (guint i = 0; i < fascia_catalog_get_n_techniques (catalog); i++)
        {
          const FasciaTechnique *technique = fascia_catalog_get_technique (catalog, i);

          if (region_of_area (technique->area) == region)
            gtk_string_list_append (ids, technique->id);
        }
      self->filters[region] = GTK_FILTER (gtk_custom_filter_new (match_cb, self, NULL));
      self->found[region] = G_LIST_MODEL (gtk_filter_list_model_new (G_LIST_MODEL (g_steal_pointer (&ids)),
                                                                     g_object_ref (self->filters[region])));
      gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
      gtk_widget_add_css_class (list, "boxed-list");
      gtk_list_box_bind_model (GTK_LIST_BOX (list), self->found[region], create_row_cb, self, NULL);
      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), region_title (region));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
      gtk_box_append (GTK_BOX (self->groups), group);
      self->group[region] = group;
    }
  update_visible (self);
}

static void
fascia_guide_page_dispose (GObject *object)
{
  FasciaGuidePage *self = FASCIA_GUIDE_PAGE (object);

  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_GUIDE_PAGE);
  for (guint i = 0; i < N_REGIONS; i++)
    {
      g_clear_object (&self->found[i]);
      g_clear_object (&self->filters[i]);
    }
  g_clear_object (&self->context);
  g_clear_pointer (&self->needle, g_free);

  G_OBJECT_CLASS (fascia_guide_page_parent_class)->dispose (object);
}

static void
fascia_guide_page_class_init (FasciaGuidePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_guide_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/guide/guide-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaGuidePage, search);
  gtk_widget_class_bind_template_child (widget_class, FasciaGuidePage, groups);
  gtk_widget_class_bind_template_child (widget_class, FasciaGuidePage, nothing);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
}

static void
fascia_guide_page_init (FasciaGuidePage *self)
{
  fascia_init_template (GTK_WIDGET (self));
}

GtkWidget *
fascia_guide_page_new (FasciaContext *context)
{
  FasciaGuidePage *self;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);

  self = g_object_new (FASCIA_TYPE_GUIDE_PAGE, NULL);
  self->context = g_object_ref (context);
  fill (self);

  return GTK_WIDGET (self);
}

void
fascia_guide_page_search (FasciaGuidePage *self)
{
  g_return_if_fail (FASCIA_IS_GUIDE_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}
