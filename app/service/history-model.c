/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/service/history-model.h"

#include "diary-private.h"
#include "fascia/store/search.h"
#include "fascia/store/statistics.h"

/* Rows read at a time: a screenful or two. */
#define PAGE_ROWS 50
/* Pages kept: more than a list looks at, and little beside a long log. */
#define PAGES_KEPT 24
/* Sessions looked at in one step of a search: a few milliseconds with every mark
 * asked for, and where words are, which few have, not more for more of them. The first
 * step is made at once, so that what is common stands there without a flicker. */
#define SEARCH_STEP 250
#define SEARCH_STEP_OF_WORDS 1000
/* Months that are told one by one when the log changed; more, and all of it is new. */
#define MONTHS_TOLD 12

struct _FasciaHistoryItem
{
  GObject parent_instance;

  FasciaHistoryMonth month; /* of a heading; no day: a session */
  FasciaLogEntry *entry;    /* NULL until it is asked for */
  FasciaHistoryModel *model; /* NULL of a heading */
  FasciaDay section;         /* the month to read it from */
  guint row;                 /* and which of it */
  guint generation;
};

static FasciaLogEntry *read_entry (FasciaHistoryModel *self, const FasciaHistoryItem *item);
static void forget_item (FasciaHistoryModel *self, FasciaHistoryItem *item);

G_DEFINE_FINAL_TYPE (FasciaHistoryItem, fascia_history_item, G_TYPE_OBJECT)

static void
fascia_history_item_finalize (GObject *object)
{
  FasciaHistoryItem *self = FASCIA_HISTORY_ITEM (object);

  if (self->model != NULL)
    forget_item (self->model, self);
  g_clear_object (&self->model);
  g_clear_pointer (&self->entry, fascia_log_entry_free);

  G_OBJECT_CLASS (fascia_history_item_parent_class)->finalize (object);
}

static void
fascia_history_item_class_init (FasciaHistoryItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fascia_history_item_finalize;
}

static void
fascia_history_item_init (FasciaHistoryItem *self)
{
}

const FasciaLogEntry *
fascia_history_item_get_entry (FasciaHistoryItem *self)
{
  g_return_val_if_fail (FASCIA_IS_HISTORY_ITEM (self), NULL);

  if (fascia_day_is_valid (self->month.first))
    return NULL;
  if (self->entry == NULL)
    self->entry = read_entry (self->model, self);

  return self->entry;
}

const FasciaHistoryMonth *
fascia_history_item_get_month (FasciaHistoryItem *self)
{
  g_return_val_if_fail (FASCIA_IS_HISTORY_ITEM (self), NULL);

  return fascia_day_is_valid (self->month.first) ? &self->month : NULL;
}

/* A month with its heading at @start, and its sessions behind it. */
typedef struct
{
  FasciaHistoryMonth month;
  guint start;
  GArray *found; /* element-type FasciaFound; NULL: all of the month */
} Section;

static void
section_clear (gpointer data)
{
  g_clear_pointer (&((Section *) data)->found, g_array_unref);
}

struct _FasciaHistoryModel
{
  GObject parent_instance;

  FasciaDiary *diary;
  GArray *sections;  /* element-type Section, newest first */
  GHashTable *pages; /* position of the first row → GPtrArray of FasciaLogEntry */
  GHashTable *items; /* the sessions that somebody has an item of, of this generation */
  FasciaLogFilter filter;
  gboolean filters;
  FasciaSearch *search; /* NULL: all is found */
  guint search_id;
  guint generation; /* of the items: those of before are not in the list any more */
  gboolean replacing; /* nothing is in the list, but something is about to be */
};

static void fascia_history_model_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FasciaHistoryModel, fascia_history_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, fascia_history_model_list_model_init))

enum
{
  PROP_0,
  PROP_SEARCHING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
stop_search (FasciaHistoryModel *self)
{
  g_clear_handle_id (&self->search_id, g_source_remove);
  g_clear_pointer (&self->search, fascia_search_free);
}

static void
fascia_history_model_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_SEARCHING:
      g_value_set_boolean (value, fascia_history_model_is_searching (FASCIA_HISTORY_MODEL (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fascia_history_model_finalize (GObject *object)
{
  FasciaHistoryModel *self = FASCIA_HISTORY_MODEL (object);

  stop_search (self);
  g_clear_pointer (&self->pages, g_hash_table_unref);
  g_clear_pointer (&self->items, g_hash_table_unref);
  g_clear_pointer (&self->sections, g_array_unref);
  g_clear_object (&self->diary);

  G_OBJECT_CLASS (fascia_history_model_parent_class)->finalize (object);
}

static void
fascia_history_model_class_init (FasciaHistoryModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fascia_history_model_get_property;
  object_class->finalize = fascia_history_model_finalize;

  properties[PROP_SEARCHING] = g_param_spec_boolean ("searching", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static GArray *
new_sections (void)
{
  GArray *sections = g_array_new (FALSE, TRUE, sizeof (Section));

  g_array_set_clear_func (sections, section_clear);
  return sections;
}

static void
fascia_history_model_init (FasciaHistoryModel *self)
{
  self->sections = new_sections ();
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->items = g_hash_table_new (NULL, NULL);
}

static GType
get_item_type (GListModel *model)
{
  return FASCIA_TYPE_HISTORY_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  const GArray *sections = FASCIA_HISTORY_MODEL (model)->sections;
  const Section *last;

  if (sections->len == 0)
    return 0;
  last = &g_array_index (sections, Section, sections->len - 1);
  return last->start + 1 + last->month.sessions;
}

/* --- Rows ------------------------------------------------------------------------ */

/* The section that @position lies in. */
static const Section *
find_section (FasciaHistoryModel *self, guint position)
{
  guint low = 0;
  guint high = self->sections->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->sections, Section, middle).start <= position)
        low = middle;
      else
        high = middle;
    }
  return &g_array_index (self->sections, Section, low);
}

/* (nullable): the section of that month. */
static Section *
find_month (GArray *sections, FasciaDay first)
{
  guint low = 0;
  guint high = sections->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      Section *section = &g_array_index (sections, Section, middle);

      if (section->month.first.julian == first.julian)
        return section;
      if (section->month.first.julian > first.julian)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

/* The rows of @section from its @offset on. */
static GPtrArray *
load_page (FasciaHistoryModel *self, const Section *section, guint offset)
{
  guint at = section->start + 1 + offset;
  GPtrArray *entries = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (at));
  FasciaStore *store = fascia_diary_get_store (self->diary);

  if (entries != NULL)
    return entries;

  if (section->found != NULL)
    entries = fascia_store_read_found (store, &g_array_index (section->found, FasciaFound, offset),
                                       MIN (PAGE_ROWS, section->found->len - offset), NULL);
  else
    entries = fascia_store_list_month (store, section->month.first, offset, PAGE_ROWS, NULL);
  if (entries == NULL)
    return NULL;

  if (g_hash_table_size (self->pages) >= PAGES_KEPT)
    g_hash_table_remove_all (self->pages);
  g_hash_table_insert (self->pages, GUINT_TO_POINTER (at), entries);
  return entries;
}

/* (transfer full): another process may have deleted rows that the totals still know, and
 * an item may be of a list that was: an empty entry keeps it whole. */
static FasciaLogEntry *
read_entry (FasciaHistoryModel *self, const FasciaHistoryItem *item)
{
  const Section *section = item->generation == self->generation ? find_month (self->sections, item->section) : NULL;
  GPtrArray *entries = section == NULL ? NULL : load_page (self, section, item->row / PAGE_ROWS * PAGE_ROWS);

  if (entries == NULL || item->row % PAGE_ROWS >= entries->len)
    return fascia_log_entry_new ();
  return fascia_log_entry_copy (g_ptr_array_index (entries, item->row % PAGE_ROWS));
}

static void
forget_item (FasciaHistoryModel *self, FasciaHistoryItem *item)
{
  g_hash_table_remove (self->items, item);
}

/* A list asks for many more items than it shows: what is in them is read when it is
 * looked at. */
static gpointer
get_item (GListModel *model, guint position)
{
  FasciaHistoryModel *self = FASCIA_HISTORY_MODEL (model);
  const Section *section;
  FasciaHistoryItem *item;

  if (position >= get_n_items (model))
    return NULL;

  section = find_section (self, position);
  item = g_object_new (FASCIA_TYPE_HISTORY_ITEM, NULL);
  if (position == section->start)
    {
      item->month = section->month;
      return item;
    }
  item->section = section->month.first;
  item->row = position - section->start - 1;
  item->model = g_object_ref (self);
  item->generation = self->generation;
  g_hash_table_add (self->items, item);
  return item;
}

static void
fascia_history_model_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* --- All of it --------------------------------------------------------------------- */

/* Each where the one before ends. */
static void
number_sections (GArray *sections)
{
  guint start = 0;

  for (guint i = 0; i < sections->len; i++)
    {
      Section *section = &g_array_index (sections, Section, i);

      section->start = start;
      start += 1 + section->month.sessions;
    }
}

static void
take_months (FasciaHistoryModel *self, GArray *sections)
{
  g_autoptr (GArray) months = fascia_store_list_month_totals (fascia_diary_get_store (self->diary), NULL);

  for (guint i = months == NULL ? 0 : months->len; i > 0; i--)
    {
      const FasciaSessionTotal *total = &g_array_index (months, FasciaSessionTotal, i - 1);
      Section section = { .month = { total->day, total->sessions, total->active_s } };

      g_array_append_val (sections, section);
    }
  number_sections (sections);
}

/* --- What is found ------------------------------------------------------------------ */

/* Months follow each other, but for the few hours around midnight between them, where
 * somebody travelled. */
static Section *
ensure_section (GArray *sections, FasciaDay first)
{
  Section section = { .month = { .first = first } };
  guint at = sections->len;

  while (at > 0 && g_array_index (sections, Section, at - 1).month.first.julian < first.julian)
    at--;
  if (at > 0 && g_array_index (sections, Section, at - 1).month.first.julian == first.julian)
    return &g_array_index (sections, Section, at - 1);

  section.found = g_array_new (FALSE, FALSE, sizeof (FasciaFound));
  g_array_insert_val (sections, at, section);
  return &g_array_index (sections, Section, at);
}

static void
take_found (FasciaHistoryModel *self, const GArray *found)
{
  for (guint i = 0; i < found->len; i++)
    {
      const FasciaFound *one = &g_array_index (found, FasciaFound, i);
      Section *section = ensure_section (self->sections, one->month);

      g_array_append_vals (section->found, one, 1);
      section->month.sessions++;
      section->month.active_s += one->active_s;
    }
}

/* The oldest month that is not touched by @found ends there. */
static guint
find_untouched (FasciaHistoryModel *self, const GArray *found)
{
  FasciaDay newest = FASCIA_DAY_NONE;

  for (guint i = 0; i < found->len; i++)
    newest.julian = MAX (newest.julian, g_array_index (found, FasciaFound, i).month.julian);
  for (guint i = 0; i < self->sections->len; i++)
    if (g_array_index (self->sections, Section, i).month.first.julian <= newest.julian)
      return g_array_index (self->sections, Section, i).start;
  return get_n_items (G_LIST_MODEL (self));
}

static gboolean
lies_behind (gpointer position, gpointer items, gpointer data)
{
  return GPOINTER_TO_UINT (position) >= GPOINTER_TO_UINT (data);
}

/* One step. A search that fails has found what it has found: what is wrong with the
 * database is said where it is opened. */
static void
search_on (FasciaHistoryModel *self, GArray *found)
{
  gboolean more = FALSE;

  guint step = self->filter.words != NULL && *self->filter.words != '\0' ? SEARCH_STEP_OF_WORDS : SEARCH_STEP;

  if (!fascia_search_go_on (self->search, step, found, &more, NULL) || !more)
    g_clear_pointer (&self->search, fascia_search_free);
}

static gboolean
search_on_cb (gpointer data)
{
  FasciaHistoryModel *self = data;
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (FasciaFound));

  search_on (self, found);
  if (self->search == NULL)
    self->search_id = 0;
  if (found->len > 0)
    {
      guint before = get_n_items (G_LIST_MODEL (self));
      guint from = find_untouched (self, found);

      take_found (self, found);
      number_sections (self->sections);
      g_hash_table_foreach_remove (self->pages, lies_behind, GUINT_TO_POINTER (from));
      g_list_model_items_changed (G_LIST_MODEL (self), from, before - from, get_n_items (G_LIST_MODEL (self)) - from);
    }
  if (self->search_id != 0)
    return G_SOURCE_CONTINUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCHING]);
  return G_SOURCE_REMOVE;
}

static void
begin_search (FasciaHistoryModel *self)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (FasciaFound));

  self->search = fascia_search_new (fascia_diary_get_store (self->diary), &self->filter, NULL);
  if (self->search == NULL)
    return;
  search_on (self, found);
  take_found (self, found);
  if (self->search != NULL)
    self->search_id = g_idle_add (search_on_cb, self);
}

/* --- What changed --------------------------------------------------------------------- */

/* What was read is not what is there. */
static void
forget_what_was_read (FasciaHistoryModel *self)
{
  self->generation++;
  g_hash_table_remove_all (self->pages);
  g_hash_table_remove_all (self->items);
}

/* In two steps: told of both at once, a list looks through all that came for the rows it
 * had, and of a long log that is a fifth of a second. */
static void
replace_all (FasciaHistoryModel *self, GArray *sections)
{
  guint before = get_n_items (G_LIST_MODEL (self));
  guint after;

  forget_what_was_read (self);
  g_array_unref (self->sections);
  self->sections = new_sections ();
  self->replacing = sections->len > 0;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, 0);
  self->replacing = FALSE;
  g_array_unref (self->sections);
  self->sections = g_array_ref (sections);
  after = get_n_items (G_LIST_MODEL (self));
  if (after > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, after);
}

/* The months of which somebody has rows, which may say something else now. */
static GHashTable *
collect_seen (FasciaHistoryModel *self)
{
  GHashTable *seen = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    g_hash_table_add (seen, GUINT_TO_POINTER (((FasciaHistoryItem *) item)->section.julian));
  return seen;
}

static gboolean
is_as_before (const Section *before, const Section *after, GHashTable *seen)
{
  return before->month.first.julian == after->month.first.julian && before->month.sessions == after->month.sessions &&
         before->month.active_s == after->month.active_s &&
         !g_hash_table_contains (seen, GUINT_TO_POINTER (before->month.first.julian));
}

static guint
count_told (GArray *before, GArray *after, GHashTable *seen)
{
  guint n_told = 0;

  for (guint i = 0; i < before->len; i++)
    {
      const Section *section = &g_array_index (before, Section, i);
      const Section *now = find_month (after, section->month.first);

      n_told += now == NULL || !is_as_before (section, now, seen);
    }
  for (guint i = 0; i < after->len; i++)
    n_told += find_month (before, g_array_index (after, Section, i).month.first) == NULL;
  return n_told;
}

/* The month at @index of the list becomes @section: %NULL on one side, and it goes or comes. */
static void
tell_month (FasciaHistoryModel *self, guint index, gboolean goes, const Section *comes)
{
  guint start = index < self->sections->len ? g_array_index (self->sections, Section, index).start : get_n_items (G_LIST_MODEL (self));
  guint removed = goes ? 1 + g_array_index (self->sections, Section, index).month.sessions : 0;

  if (goes)
    g_array_remove_index (self->sections, index);
  if (comes != NULL)
    g_array_insert_vals (self->sections, index, comes, 1);
  number_sections (self->sections);
  g_list_model_items_changed (G_LIST_MODEL (self), start, removed, comes == NULL ? 0 : 1 + comes->month.sessions);
}

/* Of a long log little changes at once: only that is told, and a list stays where it is. */
static void
follow_months (FasciaHistoryModel *self)
{
  g_autoptr (GArray) now = new_sections ();
  g_autoptr (GHashTable) seen = collect_seen (self);
  guint at = 0;

  take_months (self, now);
  if (count_told (self->sections, now, seen) > MONTHS_TOLD)
    {
      replace_all (self, now);
      return;
    }

  forget_what_was_read (self);
  for (guint i = 0; i < now->len || at < self->sections->len;)
    {
      const Section *section = i < now->len ? &g_array_index (now, Section, i) : NULL;
      const Section *old = at < self->sections->len ? &g_array_index (self->sections, Section, at) : NULL;
      gboolean goes = old != NULL && (section == NULL || old->month.first.julian >= section->month.first.julian);
      gboolean comes = section != NULL && (old == NULL || section->month.first.julian >= old->month.first.julian);

      if (!goes || !comes || !is_as_before (old, section, seen))
        tell_month (self, at, goes, comes ? section : NULL);
      at += comes;
      i += comes;
    }
}

static void
reload_found (FasciaHistoryModel *self)
{
  guint before = get_n_items (G_LIST_MODEL (self));

  forget_what_was_read (self);
  g_array_set_size (self->sections, 0);
  begin_search (self);
  number_sections (self->sections);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, get_n_items (G_LIST_MODEL (self)));
}

static void
reload (FasciaHistoryModel *self, gboolean same)
{
  gboolean searched = self->search != NULL;

  stop_search (self);
  if (self->filters)
    {
      reload_found (self);
    }
  else if (same)
    {
      follow_months (self);
    }
  else
    {
      g_autoptr (GArray) sections = new_sections ();

      take_months (self, sections);
      replace_all (self, sections);
    }
  if (searched != (self->search != NULL))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCHING]);
}

static void
reload_cb (FasciaHistoryModel *self)
{
  reload (self, TRUE);
}

FasciaHistoryModel *
fascia_history_model_new (FasciaDiary *diary)
{
  FasciaHistoryModel *self;

  g_return_val_if_fail (FASCIA_IS_DIARY (diary), NULL);

  self = g_object_new (FASCIA_TYPE_HISTORY_MODEL, NULL);
  self->diary = g_object_ref (diary);
  g_signal_connect_object (diary, "changed", G_CALLBACK (reload_cb), self, G_CONNECT_SWAPPED);
  take_months (self, self->sections);
  return self;
}

void
fascia_history_model_set_filter (FasciaHistoryModel *self, const FasciaLogFilter *filter)
{
  g_return_if_fail (FASCIA_IS_HISTORY_MODEL (self));

  if (filter == NULL && !self->filters)
    return;
  self->filters = filter != NULL;
  self->filter = filter == NULL ? FASCIA_LOG_FILTER_NONE : *filter;
  reload (self, FALSE);
}

gboolean
fascia_history_model_is_searching (FasciaHistoryModel *self)
{
  g_return_val_if_fail (FASCIA_IS_HISTORY_MODEL (self), FALSE);

  return self->search != NULL || self->replacing;
}

guint
fascia_history_model_get_n_sessions (FasciaHistoryModel *self)
{
  g_return_val_if_fail (FASCIA_IS_HISTORY_MODEL (self), 0);

  return get_n_items (G_LIST_MODEL (self)) - self->sections->len;
}

gboolean
fascia_history_model_find_day (FasciaHistoryModel *self, FasciaDay day, guint *position)
{
  FasciaStore *store;

  g_return_val_if_fail (FASCIA_IS_HISTORY_MODEL (self), FALSE);
  g_return_val_if_fail (fascia_day_is_valid (day) && position != NULL, FALSE);

  store = fascia_diary_get_store (self->diary);
  for (guint i = 0; i < self->sections->len && !self->filters; i++)
    {
      const Section *section = &g_array_index (self->sections, Section, i);
      FasciaDay end = i > 0 ? g_array_index (self->sections, Section, i - 1).month.first : FASCIA_DAY_NONE;
      FasciaSessionTotal later, there;

      if (section->month.first.julian > day.julian)
        continue;
      if (!fascia_store_sum_sessions (store, day, day, &there, NULL) || there.sessions == 0 ||
          !fascia_store_sum_sessions (store, fascia_day_add (day, 1), fascia_day_is_valid (end) ? fascia_day_add (end, -1) : FASCIA_DAY_NONE, &later, NULL))
        return FALSE;
      *position = section->start + 1 + later.sessions;
      return TRUE;
    }
  return FALSE;
}
