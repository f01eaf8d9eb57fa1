/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/browser.h"

typedef struct {
  GtkWidget *page;
  char *title;
  GtkWidget *focus_before; /* weak: where the focus was when it was opened */
} Level;

struct _FasciaBrowser
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkWidget *root;
  GPtrArray *levels; /* element-type Level: the pages above the root */
  GPtrArray *leaving; /* element-type GtkWidget: left, still sliding out */
};

G_DEFINE_FINAL_TYPE (FasciaBrowser, fascia_browser, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_TITLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
level_free (gpointer data)
{
  Level *level = data;

  g_clear_weak_pointer (&level->focus_before);
  g_free (level->title);
  g_free (level);
}

/* A page that was left is removed when it has slid out of sight. */
static void
remove_left_pages (FasciaBrowser *self)
{
  while (self->leaving->len > 0)
    {
      GtkWidget *page = g_ptr_array_steal_index (self->leaving, self->leaving->len - 1);

      gtk_stack_remove (self->stack, page);
    }
}

static void
transition_cb (FasciaBrowser *self)
{
  if (!gtk_stack_get_transition_running (self->stack))
    remove_left_pages (self);
}

static void
show_top (FasciaBrowser *self)
{
  gtk_stack_set_visible_child (self->stack, fascia_browser_get_page (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
  transition_cb (self);
}

static void
fascia_browser_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, fascia_browser_get_title (FASCIA_BROWSER (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fascia_browser_dispose (GObject *object)
{
  FasciaBrowser *self = FASCIA_BROWSER (object);

  if (self->stack != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->stack, self);
      gtk_widget_unparent (GTK_WIDGET (self->stack));
      self->stack = NULL;
    }
  g_clear_pointer (&self->levels, g_ptr_array_unref);
  g_clear_pointer (&self->leaving, g_ptr_array_unref);

  G_OBJECT_CLASS (fascia_browser_parent_class)->dispose (object);
}

static void
fascia_browser_class_init (FasciaBrowserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fascia_browser_get_property;
  object_class->dispose = fascia_browser_dispose;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
fascia_browser_init (FasciaBrowser *self)
{
  self->levels = g_ptr_array_new_with_free_func (level_free);
  self->leaving = g_ptr_array_new ();
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_transition_type (self->stack, GTK_STACK_TRANSITION_TYPE_SLIDE_LEFT_RIGHT);
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_widget_set_parent (GTK_WIDGET (self->stack), GTK_WIDGET (self));
  g_signal_connect_swapped (self->stack, "notify::transition-running", G_CALLBACK (transition_cb), self);
}

GtkWidget *
fascia_browser_get_root (FasciaBrowser *self)
{
  g_return_val_if_fail (FASCIA_IS_BROWSER (self), NULL);

  return self->root;
}

void
fascia_browser_set_root (FasciaBrowser *self, GtkWidget *root)
{
  g_return_if_fail (FASCIA_IS_BROWSER (self));
  g_return_if_fail (self->root == NULL);

  self->root = root;
  gtk_stack_add_child (self->stack, root);
}

GtkWidget *
fascia_browser_get_page (FasciaBrowser *self)
{
  g_return_val_if_fail (FASCIA_IS_BROWSER (self), NULL);

  if (self->levels->len == 0)
    return self->root;

  return ((Level *) g_ptr_array_index (self->levels, self->levels->len - 1))->page;
}

const char *
fascia_browser_get_title (FasciaBrowser *self)
{
  g_return_val_if_fail (FASCIA_IS_BROWSER (self), NULL);

  if (self->levels == NULL || self->levels->len == 0)
    return NULL;

  return ((Level *) g_ptr_array_index (self->levels, self->levels->len - 1))->title;
}

void
fascia_browser_push (FasciaBrowser *self, GtkWidget *page, const char *title)
{
  GtkRoot *root;
  Level *level;

  g_return_if_fail (FASCIA_IS_BROWSER (self));
  g_return_if_fail (GTK_IS_WIDGET (page));

  level = g_new0 (Level, 1);
  level->page = page;
  level->title = g_strdup (title);
  root = gtk_widget_get_root (GTK_WIDGET (self));
  if (root != NULL)
    {
      GtkWidget *focus = gtk_root_get_focus (root);

      if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
        g_set_weak_pointer (&level->focus_before, focus);
    }
  g_ptr_array_add (self->levels, level);
  gtk_stack_add_child (self->stack, page);
  show_top (self);
  gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

static void
drop_top (FasciaBrowser *self)
{
  Level *level = g_ptr_array_index (self->levels, self->levels->len - 1);

  g_ptr_array_add (self->leaving, level->page);
  g_ptr_array_remove_index (self->levels, self->levels->len - 1);
}

gboolean
fascia_browser_pop (FasciaBrowser *self)
{
  g_autoptr (GtkWidget) focus = NULL;
  Level *top;

  g_return_val_if_fail (FASCIA_IS_BROWSER (self), FALSE);

  if (self->levels->len == 0)
    return FALSE;

  top = g_ptr_array_index (self->levels, self->levels->len - 1);
  if (top->focus_before != NULL)
    focus = g_object_ref (top->focus_before);
  drop_top (self);
  show_top (self);
  if (focus != NULL && gtk_widget_get_root (focus) != NULL)
    gtk_widget_grab_focus (focus);

  return TRUE;
}

void
fascia_browser_pop_all (FasciaBrowser *self)
{
  g_return_if_fail (FASCIA_IS_BROWSER (self));

  if (self->levels->len == 0)
    return;
  while (self->levels->len > 0)
    drop_top (self);
  show_top (self);
}
