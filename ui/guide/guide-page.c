/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guide/guide-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "fascia-config.h"
#include "fascia/core/find.h"
#include "fascia/service/diary.h"
#include "fascia/service/wording.h"
#include "guide/leads.h"
#include "widgets/phrases.h"
#include "widgets/rows.h"
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

  GtkScrolledWindow *scroller;
  GtkSearchEntry *search;
  GtkToggleButton *filter;
  AdwComboRow *area;
  AdwComboRow *tool;
  AdwComboRow *level;
  GtkSwitch *wall;
  GtkSwitch *owned;
  GtkStack *stack;
  GtkToggleButton *techniques;
  GtkToggleButton *understanding;
  GtkStack *halves;
  GtkWidget *groups;
  GtkWidget *articles;
  GtkListBox *results;

  FasciaContext *context;
  FasciaFinder *finder;  /* NULL until somebody searches */
  GHashTable *ranks;     /* of the rows of the results: place + 1; those not found are not in it */
  GtkWidget *favourites; /* NULL while there is none */
  char *favourite_ids;   /* those it shows */
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

static GtkWidget *
new_technique_row (FasciaGuidePage *self, const FasciaTechnique *technique)
{
  g_autofree char *tools = fascia_phrase_technique_tools (technique);
  g_autoptr (FasciaRoutine) routine = NULL;
  g_autofree char *id = g_strconcat ("technique:", technique->id, NULL);
  g_autofree char *total = NULL;
  GtkWidget *row = fascia_link_row_new (fascia_text_get (&technique->name, fascia_context_get_language (self->context)), tools,
                                        "win.open-technique", technique->id);

  routine = fascia_context_find_routine (self->context, id, NULL);
  if (routine != NULL)
    {
      total = fascia_wording_duration ((int) fascia_phrase_routine_total_s (routine));
      fascia_row_add_fact (row, total);
    }

  return row;
}

static GtkWidget *
new_found_row (FasciaGuidePage *self, FasciaFoundKind kind, guint index)
{
  FasciaCatalog *catalog = fascia_context_get_catalog (self->context);
  FasciaLanguage language = fascia_context_get_language (self->context);
  FasciaRoutine *routine;
  g_autofree char *subtitle = NULL;
  g_autofree char *total = NULL;
  GtkWidget *row;

  switch (kind)
    {
    case FASCIA_FOUND_TECHNIQUE:
      return new_technique_row (self, fascia_catalog_get_technique (catalog, index));
    case FASCIA_FOUND_ROUTINE:
      routine = fascia_catalog_get_routine (catalog, index);
      subtitle = g_strdup (_("Routine"));
      total = fascia_wording_duration ((int) fascia_phrase_routine_total_s (routine));
      row = fascia_link_row_new (fascia_text_get (&routine->name, language), subtitle, "win.open-routine", routine->id);
      fascia_row_add_fact (row, total);
      return row;
    case FASCIA_FOUND_SECTION:
    default:
      return fascia_section_row_new (self->context, fascia_catalog_get_section (catalog, index));
    }
}

static guint
found_key (FasciaFoundKind kind, guint index)
{
  return kind * 1000 + index;
}

/* Every row that can be found is made once; a search only shows and sorts them. */
static void
ensure_results (FasciaGuidePage *self)
{
  FasciaCatalog *catalog = fascia_context_get_catalog (self->context);
  const guint n[] = {
    [FASCIA_FOUND_TECHNIQUE] = fascia_catalog_get_n_techniques (catalog),
    [FASCIA_FOUND_ROUTINE] = fascia_catalog_get_n_routines (catalog),
    [FASCIA_FOUND_SECTION] = fascia_catalog_get_n_sections (catalog),
  };

  if (self->finder != NULL)
    return;
  self->finder = fascia_finder_new (catalog);
  for (guint kind = 0; kind < G_N_ELEMENTS (n); kind++)
    for (guint i = 0; i < n[kind]; i++)
      {
        GtkWidget *row = new_found_row (self, (FasciaFoundKind) kind, i);

        g_object_set_data (G_OBJECT (row), "key", GUINT_TO_POINTER (found_key ((FasciaFoundKind) kind, i)));
        gtk_list_box_append (self->results, row);
      }
}

static guint
rank_of (FasciaGuidePage *self, GtkListBoxRow *row)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->ranks, g_object_get_data (G_OBJECT (row), "key")));
}

static gboolean
is_found_cb (GtkListBoxRow *row, gpointer data)
{
  return rank_of (data, row) > 0;
}

static int
compare_cb (GtkListBoxRow *a, GtkListBoxRow *b, gpointer data)
{
  return (int) rank_of (data, a) - (int) rank_of (data, b);
}

static FasciaFindFilter
get_filter (FasciaGuidePage *self)
{
  guint area = adw_combo_row_get_selected (self->area);
  guint tool = adw_combo_row_get_selected (self->tool);
  guint level = adw_combo_row_get_selected (self->level);
  FasciaDiary *diary = fascia_context_get_diary (self->context, NULL);
  FasciaFindFilter filter = { .wall = gtk_switch_get_active (self->wall) };

  /* The first choice of each is “any”. */
  if (area > 0 && area <= FASCIA_N_AREAS)
    filter.areas = 1u << (area - 1);
  if (tool > 0 && tool <= FASCIA_N_TOOLS)
    filter.tools = FASCIA_TOOL_BIT (tool - 1);
  if (level > 0 && level <= 3)
    filter.levels = 1u << level;
  if (gtk_switch_get_active (self->owned) && diary != NULL)
    fascia_diary_get_owned_tools (diary, &filter.owned, NULL);

  return filter;
}

static gboolean
is_narrowed (const FasciaFindFilter *filter)
{
  return filter->areas != 0 || filter->tools != 0 || filter->levels != 0 || filter->wall || filter->owned != 0;
}

static void
update_found (FasciaGuidePage *self)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search));
  FasciaFindFilter filter = get_filter (self);
  g_autoptr (GArray) found = NULL;

  if (*words == '\0' && !is_narrowed (&filter))
    {
      gtk_stack_set_visible_child_name (self->stack, "browse");
      return;
    }
  ensure_results (self);
  found = fascia_finder_search (self->finder, words, &filter);
  g_hash_table_remove_all (self->ranks);
  for (guint i = 0; i < found->len; i++)
    {
      const FasciaFound *one = &g_array_index (found, FasciaFound, i);

      g_hash_table_insert (self->ranks, GUINT_TO_POINTER (found_key (one->kind, one->index)), GUINT_TO_POINTER (i + 1));
    }
  gtk_list_box_invalidate_sort (self->results);
  gtk_list_box_invalidate_filter (self->results);
  gtk_stack_set_visible_child_name (self->stack, found->len > 0 ? "found" : "nothing");
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

static void
search_changed_cb (FasciaGuidePage *self)
{
  if (self->context != NULL)
    update_found (self);
}

static void
filter_changed_cb (FasciaGuidePage *self)
{
  if (self->context != NULL)
    update_found (self);
}

static void
stop_search_cb (FasciaGuidePage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

/* Enter opens what fits best. */
static void
first_found_cb (FasciaGuidePage *self)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "found") != 0)
    return;
  for (int i = 0;; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->results, i);

      if (row == NULL)
        return;
      if (rank_of (self, row) == 1)
        {
          gtk_widget_activate (GTK_WIDGET (row));
          return;
        }
    }
}

/* The sections in the order of the articles. */
static void
fill_articles (FasciaGuidePage *self)
{
  FasciaCatalog *catalog = fascia_context_get_catalog (self->context);
  const char *article = NULL;
  GtkWidget *group = NULL;

  if (gtk_widget_get_first_child (self->articles) != NULL)
    return;
  for (guint i = 0; i < fascia_catalog_get_n_sections (catalog); i++)
    {
      const FasciaArticleSection *section = fascia_catalog_get_section (catalog, i);

      if (g_strcmp0 (article, fascia_article_section_get_article (section)) != 0)
        {
          article = fascia_article_section_get_article (section);
          group = fascia_group_new (fascia_section_article_name (self->context, section), NULL);
          gtk_box_append (GTK_BOX (self->articles), group);
        }
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), fascia_section_row_new (self->context, section));
    }
  group = fascia_group_new (NULL, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             fascia_link_row_new (_("References"), _("What the guidance rests on"), "win.show-references", NULL));
  gtk_box_append (GTK_BOX (self->articles), group);
}

static void
half_cb (FasciaGuidePage *self)
{
  gboolean techniques = gtk_toggle_button_get_active (self->techniques);

  /* While the template is being built there is no context yet. */
  if (self->context == NULL)
    return;
  if (!techniques)
    fill_articles (self);
  gtk_stack_set_visible_child_name (self->halves, techniques ? "techniques" : "understanding");
}

static void
update_favourites (FasciaGuidePage *self)
{
  FasciaDiary *diary = fascia_context_get_diary (self->context, NULL);
  g_auto (GStrv) ids = diary == NULL ? NULL : fascia_diary_list_favourites (diary, NULL);
  g_autofree char *joined = ids == NULL ? g_strdup ("") : g_strjoinv (" ", ids);

  /* The diary changes every few seconds while a session runs. */
  if (g_strcmp0 (joined, self->favourite_ids) == 0)
    return;
  g_free (self->favourite_ids);
  self->favourite_ids = g_steal_pointer (&joined);
  if (self->favourites != NULL)
    gtk_box_remove (GTK_BOX (self->groups), self->favourites);
  self->favourites = NULL;
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      const FasciaTechnique *technique = fascia_catalog_find_technique (fascia_context_get_catalog (self->context), ids[i]);

      if (technique == NULL)
        continue;
      if (self->favourites == NULL)
        {
          self->favourites = fascia_group_new (_("Favourites"), NULL);
          gtk_box_prepend (GTK_BOX (self->groups), self->favourites);
        }
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->favourites), new_technique_row (self, technique));
    }
}

static void
fill (FasciaGuidePage *self)
{
  FasciaCatalog *catalog = fascia_context_get_catalog (self->context);
  FasciaDiary *diary = fascia_context_get_diary (self->context, NULL);

  for (guint region = 0; region < N_REGIONS; region++)
    {
      GtkWidget *group = fascia_group_new (region_title (region), NULL);

      for (guint i = 0; i < fascia_catalog_get_n_techniques (catalog); i++)
        {
          const FasciaTechnique *technique = fascia_catalog_get_technique (catalog, i);

          if (region_of_area (technique->area) == region)
            adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_technique_row (self, technique));
        }
      gtk_box_append (GTK_BOX (self->groups), group);
    }
  update_favourites (self);
  if (diary != NULL)
    g_signal_connect_object (diary, "changed", G_CALLBACK (update_favourites), self, G_CONNECT_SWAPPED);
}

static void
fill_filters (FasciaGuidePage *self)
{
  g_autoptr (GtkStringList) areas = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) tools = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) levels = gtk_string_list_new (NULL);

  gtk_string_list_append (areas, _("Any area"));
  for (guint i = 0; i < FASCIA_N_AREAS; i++)
    gtk_string_list_append (areas, fascia_wording_area ((FasciaArea) i));
  gtk_string_list_append (tools, _("Any tool"));
  for (guint i = 0; i < FASCIA_N_TOOLS; i++)
    gtk_string_list_append (tools, fascia_wording_tool ((FasciaTool) i));
  gtk_string_list_append (levels, _("Any level"));
  for (guint i = 1; i <= 3; i++)
    gtk_string_list_append (levels, fascia_wording_level (i));
  adw_combo_row_set_model (self->area, G_LIST_MODEL (areas));
  adw_combo_row_set_model (self->tool, G_LIST_MODEL (tools));
  adw_combo_row_set_model (self->level, G_LIST_MODEL (levels));
}

static void
fascia_guide_page_dispose (GObject *object)
{
  FasciaGuidePage *self = FASCIA_GUIDE_PAGE (object);

  if (self->results != NULL)
    {
      gtk_list_box_set_filter_func (self->results, NULL, NULL, NULL);
      gtk_list_box_set_sort_func (self->results, NULL, NULL, NULL);
    }
  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_GUIDE_PAGE);
  g_clear_pointer (&self->favourite_ids, g_free);
  g_clear_pointer (&self->finder, fascia_finder_free);
  g_clear_pointer (&self->ranks, g_hash_table_unref);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fascia_guide_page_parent_class)->dispose (object);
}

static void
fascia_guide_page_class_init (FasciaGuidePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_guide_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/guide/guide-page.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, FasciaGuidePage, name)
  CHILD (scroller);
  CHILD (search);
  CHILD (filter);
  CHILD (area);
  CHILD (tool);
  CHILD (level);
  CHILD (wall);
  CHILD (owned);
  CHILD (stack);
  CHILD (techniques);
  CHILD (understanding);
  CHILD (halves);
  CHILD (groups);
  CHILD (articles);
  CHILD (results);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, first_found_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, half_cb);
}

static void
fascia_guide_page_init (FasciaGuidePage *self)
{
  self->ranks = g_hash_table_new (NULL, NULL);
  fascia_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->results, is_found_cb, self, NULL);
  gtk_list_box_set_sort_func (self->results, compare_cb, self, NULL);
  /* Who starts to type anywhere on the page searches. */
  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self));
}

GtkWidget *
fascia_guide_page_new (FasciaContext *context)
{
  FasciaGuidePage *self;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);

  self = g_object_new (FASCIA_TYPE_GUIDE_PAGE, NULL);
  fill_filters (self);
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

void
fascia_guide_page_show_techniques (FasciaGuidePage *self)
{
  g_return_if_fail (FASCIA_IS_GUIDE_PAGE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_toggle_button_set_active (self->techniques, TRUE);
}
