/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/service/history-model.h"

#include "fascia/service/journal.h"

/* Rows read at a time: a screenful or two. */
#define PAGE_ROWS 50

struct _FasciaHistoryItem
{
  GObject parent_instance;
  FasciaLogEntry *entry;
};

G_DEFINE_FINAL_TYPE (FasciaHistoryItem, fascia_history_item, G_TYPE_OBJECT)

static void
fascia_history_item_finalize (GObject *object)
{
  g_clear_pointer (&FASCIA_HISTORY_ITEM (object)->entry, fascia_log_entry_free);
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
  return self->entry;
}

struct _FasciaHistoryModel
{
  GObject parent_instance;

  FasciaDiary *diary;
  guint n_items;
  GHashTable *pages; /* page number → GPtrArray of FasciaHistoryItem */
  FasciaLogFilter filter;
  gboolean filters;
};

static void fascia_history_model_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FasciaHistoryModel, fascia_history_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, fascia_history_model_list_model_init))

static void
fascia_history_model_finalize (GObject *object)
{
  FasciaHistoryModel *self = FASCIA_HISTORY_MODEL (object);

  g_clear_pointer (&self->pages, g_hash_table_unref);
  g_clear_object (&self->diary);

  G_OBJECT_CLASS (fascia_history_model_parent_class)->finalize (object);
}

static void
fascia_history_model_class_init (FasciaHistoryModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fascia_history_model_finalize;
}

static void
fascia_history_model_init (FasciaHistoryModel *self)
{
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
}

static GType
get_item_type (GListModel *model)
{
  return FASCIA_TYPE_HISTORY_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return FASCIA_HISTORY_MODEL (model)->n_items;
}

static GPtrArray *
load_page (FasciaHistoryModel *self, guint page)
{
  GPtrArray *items = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (page));
  g_autoptr (GPtrArray) entries = NULL;

  if (items != NULL)
    return items;

  items = g_ptr_array_new_with_free_func (g_object_unref);
  entries = fascia_diary_list_sessions (self->diary, FASCIA_DAY_NONE, FASCIA_DAY_NONE,
                                        page * PAGE_ROWS, PAGE_ROWS, NULL);
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      FasciaHistoryItem *item = g_object_new (FASCIA_TYPE_HISTORY_ITEM, NULL);

      item->entry = fascia_log_entry_copy (g_ptr_array_index (entries, i));
      g_ptr_array_add (items, item);
    }
  g_hash_table_insert (self->pages, GUINT_TO_POINTER (page), items);
  return items;
}

static gpointer
get_item (GListModel *model, guint position)
{
  FasciaHistoryModel *self = FASCIA_HISTORY_MODEL (model);
  GPtrArray *items;

  if (position >= self->n_items)
    return NULL;
  items = load_page (self, position / PAGE_ROWS);
  /* Another process may have deleted rows that the count still knows: an empty
   * item keeps the list whole until "changed" arrives. */
  if (position % PAGE_ROWS >= items->len)
    {
      FasciaHistoryItem *item = g_object_new (FASCIA_TYPE_HISTORY_ITEM, NULL);

      item->entry = fascia_log_entry_new ();
      return item;
    }
  return g_object_ref (g_ptr_array_index (items, position % PAGE_ROWS));
}

static void
fascia_history_model_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* What a filter finds is read at once, into the same pages. */
static guint
load_found (FasciaHistoryModel *self)
{
  g_autoptr (GPtrArray) entries = fascia_diary_find_sessions (self->diary, &self->filter, FASCIA_HISTORY_MAX_FOUND, NULL);
  GPtrArray *page = NULL;

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      FasciaHistoryItem *item = g_object_new (FASCIA_TYPE_HISTORY_ITEM, NULL);

      if (i % PAGE_ROWS == 0)
        {
          page = g_ptr_array_new_with_free_func (g_object_unref);
          g_hash_table_insert (self->pages, GUINT_TO_POINTER (i / PAGE_ROWS), page);
        }
      item->entry = fascia_log_entry_copy (g_ptr_array_index (entries, i));
      g_ptr_array_add (page, item);
    }

  return entries == NULL ? 0 : entries->len;
}

static void
reload_cb (FasciaHistoryModel *self)
{
  guint before = self->n_items;

  g_hash_table_remove_all (self->pages);
  if (self->filters)
    self->n_items = load_found (self);
  else
    self->n_items = (guint) CLAMP (fascia_diary_count_sessions (self->diary, NULL), 0, G_MAXINT);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->n_items);
}

FasciaHistoryModel *
fascia_history_model_new (FasciaDiary *diary)
{
  FasciaHistoryModel *self;

  g_return_val_if_fail (FASCIA_IS_DIARY (diary), NULL);

  self = g_object_new (FASCIA_TYPE_HISTORY_MODEL, NULL);
  self->diary = g_object_ref (diary);
  g_signal_connect_object (diary, "changed", G_CALLBACK (reload_cb), self, G_CONNECT_SWAPPED);
  reload_cb (self);
  return self;
}

void
fascia_history_model_set_filter (FasciaHistoryModel *self, const FasciaLogFilter *filter)
{
  g_return_if_fail (FASCIA_IS_HISTORY_MODEL (self));

  self->filters = filter != NULL;
  self->filter = filter == NULL ? FASCIA_LOG_FILTER_NONE : *filter;
  reload_cb (self);
}
