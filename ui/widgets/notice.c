/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/notice.h"

#include "fascia-config.h"
#include "widgets/template.h"

struct _FasciaNotice
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkLabel *label;
  GtkWidget *answers;
  GtkButton *first;
  GtkButton *second;
  GtkButton *third;
};

G_DEFINE_FINAL_TYPE (FasciaNotice, fascia_notice, GTK_TYPE_WIDGET)

#define SPACING_PX 6

/* --- Answers side by side, or one below the other ---------------------------------- */

static GtkSizeRequestMode
get_request_mode (GtkWidget *answers)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* What the shown ones need in a row, and the widest of them. */
static guint
add_widths (GtkWidget *answers, int *row, int *widest)
{
  guint n_shown = 0;

  *row = *widest = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (answers); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int width;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
      *row += width + (n_shown++ > 0 ? SPACING_PX : 0);
      *widest = MAX (*widest, width);
    }

  return n_shown;
}

static int
height_of (GtkWidget *child)
{
  int height;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);

  return height;
}

static void
measure_answers (GtkWidget *answers, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  int row, widest;
  int highest = 0;
  int all = 0;
  guint n_shown = add_widths (answers, &row, &widest);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = widest;
      *natural = row;
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (answers); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      {
        highest = MAX (highest, height_of (child));
        all += height_of (child);
      }
  if (n_shown > 1)
    all += (int) (n_shown - 1) * SPACING_PX;
  *minimum = *natural = for_size < 0 || for_size >= row ? highest : all;
}

static void
allocate_answers (GtkWidget *answers, int width, int height, int baseline)
{
  gboolean rtl = gtk_widget_get_direction (answers) == GTK_TEXT_DIR_RTL;
  gboolean beside;
  int row, widest, x;
  int y = 0;

  add_widths (answers, &row, &widest);
  beside = width >= row;
  x = (width - row) / 2;
  for (GtkWidget *child = gtk_widget_get_first_child (answers); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkAllocation place;
      int own;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &own, NULL, NULL);
      place = beside ? (GtkAllocation){ rtl ? width - x - own : x, 0, own, height }
                     : (GtkAllocation){ (width - widest) / 2, y, widest, height_of (child) };
      gtk_widget_size_allocate (child, &place, -1);
      x += own + SPACING_PX;
      y += place.height + SPACING_PX;
    }
}

/* --- The strip ----------------------------------------------------------------------- */

enum {
  PROP_0,
  PROP_TEXT,
  PROP_FIRST_LABEL,
  PROP_FIRST_ACTION,
  PROP_SECOND_LABEL,
  PROP_SECOND_ACTION,
  PROP_THIRD_LABEL,
  PROP_THIRD_ACTION,
  PROP_REVEALED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
set_button_label (GtkButton *button, const char *label)
{
  if (label != NULL)
    fascia_set_button_label (button, label);
  gtk_widget_set_visible (GTK_WIDGET (button), label != NULL && *label != '\0');
}

static void
fascia_notice_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FasciaNotice *self = FASCIA_NOTICE (object);

  switch (id)
    {
    case PROP_TEXT:
      fascia_notice_set_text (self, g_value_get_string (value));
      break;
    case PROP_FIRST_LABEL:
      set_button_label (self->first, g_value_get_string (value));
      break;
    case PROP_FIRST_ACTION:
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->first), g_value_get_string (value));
      break;
    case PROP_SECOND_LABEL:
      set_button_label (self->second, g_value_get_string (value));
      break;
    case PROP_SECOND_ACTION:
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->second), g_value_get_string (value));
      break;
    case PROP_THIRD_LABEL:
      set_button_label (self->third, g_value_get_string (value));
      break;
    case PROP_THIRD_ACTION:
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->third), g_value_get_string (value));
      break;
    case PROP_REVEALED:
      fascia_notice_set_revealed (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fascia_notice_dispose (GObject *object)
{
  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_NOTICE);

  G_OBJECT_CLASS (fascia_notice_parent_class)->dispose (object);
}

static void
fascia_notice_class_init (FasciaNoticeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = fascia_notice_set_property;
  object_class->dispose = fascia_notice_dispose;

#define STRING(id, name) \
  properties[id] = g_param_spec_string (name, NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS)
  STRING (PROP_TEXT, "text");
  STRING (PROP_FIRST_LABEL, "first-label");
  STRING (PROP_FIRST_ACTION, "first-action");
  STRING (PROP_SECOND_LABEL, "second-label");
  STRING (PROP_SECOND_ACTION, "second-action");
  STRING (PROP_THIRD_LABEL, "third-label");
  STRING (PROP_THIRD_ACTION, "third-action");
#undef STRING
  properties[PROP_REVEALED] = g_param_spec_boolean ("revealed", NULL, NULL, FALSE, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/widgets/notice.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaNotice, revealer);
  gtk_widget_class_bind_template_child (widget_class, FasciaNotice, label);
  gtk_widget_class_bind_template_child (widget_class, FasciaNotice, answers);
  gtk_widget_class_bind_template_child (widget_class, FasciaNotice, first);
  gtk_widget_class_bind_template_child (widget_class, FasciaNotice, second);
  gtk_widget_class_bind_template_child (widget_class, FasciaNotice, third);
}

static void
fascia_notice_init (FasciaNotice *self)
{
  fascia_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->answers, gtk_custom_layout_new (get_request_mode, measure_answers, allocate_answers));
  set_button_label (self->first, NULL);
  set_button_label (self->second, NULL);
  set_button_label (self->third, NULL);
}

void
fascia_notice_set_text (FasciaNotice *self, const char *text)
{
  g_return_if_fail (FASCIA_IS_NOTICE (self));

  gtk_label_set_label (self->label, text == NULL ? "" : text);
}

void
fascia_notice_set_revealed (FasciaNotice *self, gboolean revealed)
{
  g_return_if_fail (FASCIA_IS_NOTICE (self));

  /* Hidden buttons must not be reached by Tab either. */
  gtk_widget_set_visible (GTK_WIDGET (self), revealed);
  gtk_revealer_set_reveal_child (self->revealer, revealed);
}

gboolean
fascia_notice_get_revealed (FasciaNotice *self)
{
  g_return_val_if_fail (FASCIA_IS_NOTICE (self), FALSE);

  return gtk_revealer_get_reveal_child (self->revealer);
}
