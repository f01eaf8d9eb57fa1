/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/service/settings.h"

#include "fascia-config.h"

typedef struct {
  const char *name;
  GType type;
  double minimum;
  double maximum;
  double value; /* the default */
} Key;

/* The schema says the same; a test compares the two. */
static const Key keys[] = {
  { "window-width", G_TYPE_INT, 360, 16384, 720 },
  { "window-height", G_TYPE_INT, 294, 16384, 640 },
  { "window-maximized", G_TYPE_BOOLEAN, 0, 1, FALSE },
  { "sounds", G_TYPE_BOOLEAN, 0, 1, TRUE },
  { "volume", G_TYPE_INT, 0, 100, 80 },
  { "sound-count-in", G_TYPE_BOOLEAN, 0, 1, TRUE },
  { "sound-prepare", G_TYPE_BOOLEAN, 0, 1, TRUE },
  { "sound-roll", G_TYPE_BOOLEAN, 0, 1, TRUE },
  { "sound-hold", G_TYPE_BOOLEAN, 0, 1, TRUE },
  { "sound-switch", G_TYPE_BOOLEAN, 0, 1, TRUE },
  { "sound-rest", G_TYPE_BOOLEAN, 0, 1, TRUE },
  { "sound-end", G_TYPE_BOOLEAN, 0, 1, TRUE },
  { "sound-last-seconds", G_TYPE_BOOLEAN, 0, 1, TRUE },
  { "sound-halfway", G_TYPE_BOOLEAN, 0, 1, TRUE },
  { "sound-pause", G_TYPE_BOOLEAN, 0, 1, TRUE },
  { "sound-ease", G_TYPE_BOOLEAN, 0, 1, TRUE },
  { "voice", G_TYPE_BOOLEAN, 0, 1, FALSE },
  { "announce-next", G_TYPE_BOOLEAN, 0, 1, TRUE },
  { "pacer", G_TYPE_BOOLEAN, 0, 1, TRUE },
  { "stroke-seconds", G_TYPE_DOUBLE, 2, 4, 3 },
  { "stroke-tick", G_TYPE_BOOLEAN, 0, 1, FALSE },
  { "keep-awake", G_TYPE_BOOLEAN, 0, 1, TRUE },
};

struct _FasciaSettings
{
  GObject parent_instance;

  GSettings *kept; /* NULL where the schema is not installed */
  double values[G_N_ELEMENTS (keys)];
};

static GParamSpec *properties[G_N_ELEMENTS (keys) + 1];

G_DEFINE_FINAL_TYPE (FasciaSettings, fascia_settings, G_TYPE_OBJECT)

static void
fascia_settings_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FasciaSettings *self = FASCIA_SETTINGS (object);
  double number;

  if (id == 0 || id > G_N_ELEMENTS (keys))
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }

  number = self->values[id - 1];
  if (keys[id - 1].type == G_TYPE_BOOLEAN)
    g_value_set_boolean (value, number != 0);
  else if (keys[id - 1].type == G_TYPE_INT)
    g_value_set_int (value, (int) number);
  else
    g_value_set_double (value, number);
}

static void
fascia_settings_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FasciaSettings *self = FASCIA_SETTINGS (object);
  double number;

  if (id == 0 || id > G_N_ELEMENTS (keys))
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }

  if (keys[id - 1].type == G_TYPE_BOOLEAN)
    number = g_value_get_boolean (value);
  else if (keys[id - 1].type == G_TYPE_INT)
    number = g_value_get_int (value);
  else
    number = g_value_get_double (value);

  if (number == self->values[id - 1])
    return;
  self->values[id - 1] = number;
  g_object_notify_by_pspec (object, pspec);
}

static void
fascia_settings_dispose (GObject *object)
{
  FasciaSettings *self = FASCIA_SETTINGS (object);

  g_clear_object (&self->kept);

  G_OBJECT_CLASS (fascia_settings_parent_class)->dispose (object);
}

static void
fascia_settings_class_init (FasciaSettingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = fascia_settings_get_property;
  object_class->set_property = fascia_settings_set_property;
  object_class->dispose = fascia_settings_dispose;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const Key *key = &keys[i];

      if (key->type == G_TYPE_BOOLEAN)
        properties[i + 1] = g_param_spec_boolean (key->name, NULL, NULL, key->value != 0, flags);
      else if (key->type == G_TYPE_INT)
        properties[i + 1] = g_param_spec_int (key->name, NULL, NULL, (int) key->minimum, (int) key->maximum, (int) key->value, flags);
      else
        properties[i + 1] = g_param_spec_double (key->name, NULL, NULL, key->minimum, key->maximum, key->value, flags);
    }
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
fascia_settings_init (FasciaSettings *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    self->values[i] = keys[i].value;
}

/* An unknown schema ends the program (g_settings_new() does), so it is looked up
 * first: beside the program, wherever that was installed. */
static GSettingsSchema *
find_schema (const char *folder)
{
  GSettingsSchemaSource *system = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchemaSource) source = g_settings_schema_source_new_from_directory (folder, system, FALSE, NULL);

  if (source != NULL)
    return g_settings_schema_source_lookup (source, FASCIA_APPLICATION_ID, TRUE);
  return system != NULL ? g_settings_schema_source_lookup (system, FASCIA_APPLICATION_ID, TRUE) : NULL;
}

/* An older schema may lie about, and one that does not fit would end the program too. */
static gboolean
schema_has (GSettingsSchema *schema, const Key *key)
{
  g_autoptr (GSettingsSchemaKey) found = NULL;
  const GVariantType *type = G_VARIANT_TYPE_BOOLEAN;

  if (!g_settings_schema_has_key (schema, key->name))
    return FALSE;
  if (key->type == G_TYPE_INT)
    type = G_VARIANT_TYPE_INT32;
  else if (key->type == G_TYPE_DOUBLE)
    type = G_VARIANT_TYPE_DOUBLE;
  found = g_settings_schema_get_key (schema, key->name);
  return g_variant_type_equal (g_settings_schema_key_get_value_type (found), type);
}

FasciaSettings *
fascia_settings_new (const char *schema_folder)
{
  FasciaSettings *self = g_object_new (FASCIA_TYPE_SETTINGS, NULL);
  g_autoptr (GSettingsSchema) schema = find_schema (schema_folder != NULL ? schema_folder : FASCIA_DATADIR "/glib-2.0/schemas");

  if (schema == NULL)
    return self;

  self->kept = g_settings_new_full (schema, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (schema_has (schema, &keys[i]))
        g_settings_bind (self->kept, keys[i].name, self, keys[i].name, G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_NO_SENSITIVITY);
    }
  return self;
}

gboolean
fascia_settings_is_kept (FasciaSettings *self)
{
  g_return_val_if_fail (FASCIA_IS_SETTINGS (self), FALSE);

  return self->kept != NULL;
}

static double
get_value (FasciaSettings *self, const char *name, GType type)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (strcmp (keys[i].name, name) == 0 && keys[i].type == type)
        return self->values[i];
    }
  g_critical ("There is no setting “%s” of the type %s.", name, g_type_name (type));
  return 0;
}

gboolean
fascia_settings_get_boolean (FasciaSettings *self, const char *name)
{
  g_return_val_if_fail (FASCIA_IS_SETTINGS (self), FALSE);

  return get_value (self, name, G_TYPE_BOOLEAN) != 0;
}

int
fascia_settings_get_int (FasciaSettings *self, const char *name)
{
  g_return_val_if_fail (FASCIA_IS_SETTINGS (self), 0);

  return (int) get_value (self, name, G_TYPE_INT);
}

double
fascia_settings_get_double (FasciaSettings *self, const char *name)
{
  g_return_val_if_fail (FASCIA_IS_SETTINGS (self), 0);

  return get_value (self, name, G_TYPE_DOUBLE);
}
