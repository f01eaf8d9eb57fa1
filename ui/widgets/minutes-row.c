/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/minutes-row.h"

#include "widgets/phrases.h"

struct _FasciaMinutesRow
{
  AdwComboRow parent_instance;

  GArray *choices; /* element-type guint: ascending */
  char *none;
  guint minutes;
  gboolean filling; /* the list follows the choices, not the user */
};

G_DEFINE_FINAL_TYPE (FasciaMinutesRow, fascia_minutes_row, ADW_TYPE_COMBO_ROW)

enum {
  PROP_0,
  PROP_MINUTES,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
fill (FasciaMinutesRow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < self->choices->len; i++)
    {
      guint minutes = g_array_index (self->choices, guint, i);

      if (minutes == 0 && self->none != NULL)
        gtk_string_list_append (names, self->none);
      else
        gtk_string_list_take (names, fascia_phrase_length (minutes));
      if (minutes == self->minutes)
        selected = i;
    }
  self->filling = TRUE;
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), selected);
  self->filling = FALSE;
}

/* Where @minutes is or belongs. */
static gboolean
find (FasciaMinutesRow *self, guint minutes, guint *index)
{
  for (guint i = 0; i < self->choices->len; i++)
    if (g_array_index (self->choices, guint, i) >= minutes)
      {
        *index = i;
        return g_array_index (self->choices, guint, i) == minutes;
      }
  *index = self->choices->len;

  return FALSE;
}

static void
selected_cb (FasciaMinutesRow *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));

  if (self->filling || selected >= self->choices->len || g_array_index (self->choices, guint, selected) == self->minutes)
    return;
  self->minutes = g_array_index (self->choices, guint, selected);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MINUTES]);
}

static void
fascia_minutes_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_MINUTES:
      g_value_set_uint (value, FASCIA_MINUTES_ROW (object)->minutes);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fascia_minutes_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_MINUTES:
      fascia_minutes_row_set_minutes (FASCIA_MINUTES_ROW (object), g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fascia_minutes_row_finalize (GObject *object)
{
  FasciaMinutesRow *self = FASCIA_MINUTES_ROW (object);

  g_array_unref (self->choices);
  g_free (self->none);

  G_OBJECT_CLASS (fascia_minutes_row_parent_class)->finalize (object);
}

static void
fascia_minutes_row_class_init (FasciaMinutesRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fascia_minutes_row_get_property;
  object_class->set_property = fascia_minutes_row_set_property;
  object_class->finalize = fascia_minutes_row_finalize;

  properties[PROP_MINUTES] = g_param_spec_uint ("minutes", NULL, NULL, 0, G_MAXUINT, 0,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fascia_minutes_row_init (FasciaMinutesRow *self)
{
  self->choices = g_array_new (FALSE, FALSE, sizeof (guint));
  g_signal_connect_object (self, "notify::selected", G_CALLBACK (selected_cb), self, 0);
}

void
fascia_minutes_row_set_choices (FasciaMinutesRow *self, const guint *choices, guint n_choices, const char *none)
{
  g_return_if_fail (FASCIA_IS_MINUTES_ROW (self));

  g_array_set_size (self->choices, 0);
  g_array_append_vals (self->choices, choices, n_choices);
  g_free (self->none);
  self->none = g_strdup (none);
  fill (self);
}

guint
fascia_minutes_row_get_minutes (FasciaMinutesRow *self)
{
  g_return_val_if_fail (FASCIA_IS_MINUTES_ROW (self), 0);

  return self->minutes;
}

void
fascia_minutes_row_set_minutes (FasciaMinutesRow *self, guint minutes)
{
  guint index;
  gboolean known;

  g_return_if_fail (FASCIA_IS_MINUTES_ROW (self));

  known = find (self, minutes, &index);
  if (!known)
    g_array_insert_val (self->choices, index, minutes);
  if (minutes == self->minutes && known && adw_combo_row_get_selected (ADW_COMBO_ROW (self)) == index)
    return;
  self->minutes = minutes;
  if (known)
    {
      self->filling = TRUE;
      adw_combo_row_set_selected (ADW_COMBO_ROW (self), index);
      self->filling = FALSE;
    }
  else
    {
      fill (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MINUTES]);
}
