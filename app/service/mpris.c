/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/service/mpris.h"

#include <string.h>

#include "fascia-config.h"
#include "fascia/service/wording.h"

#define MPRIS_PATH "/org/mpris/MediaPlayer2"
#define ROOT_INTERFACE "org.mpris.MediaPlayer2"
#define PLAYER_INTERFACE "org.mpris.MediaPlayer2.Player"

static const char introspection_xml[] =
    "<node>"
    "<interface name='" ROOT_INTERFACE "'>"
    "<method name='Raise'/>"
    "<method name='Quit'/>"
    "<property name='CanQuit' type='b' access='read'/>"
    "<property name='CanRaise' type='b' access='read'/>"
    "<property name='HasTrackList' type='b' access='read'/>"
    "<property name='Identity' type='s' access='read'/>"
    "<property name='DesktopEntry' type='s' access='read'/>"
    "<property name='SupportedUriSchemes' type='as' access='read'/>"
    "<property name='SupportedMimeTypes' type='as' access='read'/>"
    "</interface>"
    "<interface name='" PLAYER_INTERFACE "'>"
    "<method name='Next'/>"
    "<method name='Previous'/>"
    "<method name='Pause'/>"
    "<method name='PlayPause'/>"
    "<method name='Stop'/>"
    "<method name='Play'/>"
    "<method name='Seek'><arg name='Offset' type='x' direction='in'/></method>"
    "<method name='SetPosition'><arg name='TrackId' type='o' direction='in'/><arg name='Position' type='x' direction='in'/></method>"
    "<method name='OpenUri'><arg name='Uri' type='s' direction='in'/></method>"
    "<signal name='Seeked'><arg name='Position' type='x'/></signal>"
    "<property name='PlaybackStatus' type='s' access='read'/>"
    "<property name='Rate' type='d' access='readwrite'/>"
    "<property name='Metadata' type='a{sv}' access='read'/>"
    "<property name='Volume' type='d' access='readwrite'/>"
    "<property name='Position' type='x' access='read'>"
    "<annotation name='org.freedesktop.DBus.Property.EmitsChangedSignal' value='false'/></property>"
    "<property name='MinimumRate' type='d' access='read'/>"
    "<property name='MaximumRate' type='d' access='read'/>"
    "<property name='CanGoNext' type='b' access='read'/>"
    "<property name='CanGoPrevious' type='b' access='read'/>"
    "<property name='CanPlay' type='b' access='read'/>"
    "<property name='CanPause' type='b' access='read'/>"
    "<property name='CanSeek' type='b' access='read'/>"
    "<property name='CanControl' type='b' access='read'>"
    "<annotation name='org.freedesktop.DBus.Property.EmitsChangedSignal' value='false'/></property>"
    "</interface>"
    "</node>";

/* Those that change, and are told when they do. */
static const char *const changing[] = { "PlaybackStatus", "Metadata", "Volume", "CanGoNext", "CanGoPrevious", "CanPlay", "CanPause" };

struct _FasciaMpris
{
  GObject parent_instance;

  FasciaContext *context;
  FasciaPlayer *player;
  FasciaSettings *settings;

  GDBusConnection *bus; /* NULL where there is none */
  GDBusNodeInfo *interfaces;
  guint root_object;
  guint player_object;
  guint name;

  GVariant *told[G_N_ELEMENTS (changing)]; /* what observers know */
};

enum
{
  RAISE,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FasciaMpris, fascia_mpris, G_TYPE_OBJECT)

/* --- What the session looks like as a media player ---------------------------- */

/* READY … PAUSED, or -1 when there is nothing to control. */
static int
get_state (FasciaMpris *self)
{
  FasciaSession *session = fascia_player_get_session (self->player);
  FasciaSessionState state;

  if (session == NULL)
    return -1;
  state = fascia_session_get_state (session);
  return state == FASCIA_SESSION_FINISHED || state == FASCIA_SESSION_STOPPED ? -1 : (int) state;
}

static const char *
get_status (FasciaMpris *self)
{
  switch (get_state (self))
    {
    case FASCIA_SESSION_COUNTING_IN:
    case FASCIA_SESSION_RUNNING:
      return "Playing";
    case FASCIA_SESSION_READY:
    case FASCIA_SESSION_PAUSED:
    case FASCIA_SESSION_WAITING:
      /* A prepared session, too: phones hide a player that is stopped, and then it
       * could not be started from there. */
      return "Paused";
    default:
      return "Stopped";
    }
}

static gint64
get_position_us (FasciaMpris *self)
{
  FasciaSession *session = fascia_player_get_session (self->player);
  gint64 now_us;

  if (session == NULL || get_state (self) < 0)
    return 0;
  now_us = fascia_clock_monotonic_us (fascia_context_get_clock (self->context));
  return MAX (fascia_session_get_phase_length_us (session) - fascia_session_get_phase_left_us (session, now_us), 0);
}

/* "Left side · Roll"; of an area in the middle just "Roll". */
static char *
describe_phase (const FasciaPhase *phase)
{
  if (phase->side == FASCIA_SIDE_BOTH)
    return g_strdup (fascia_wording_phase (phase->kind));
  return g_strdup_printf ("%s · %s", fascia_wording_side (phase->side), fascia_wording_phase (phase->kind));
}

static GVariant *
build_metadata (FasciaMpris *self)
{
  GVariantDict metadata;

  g_variant_dict_init (&metadata, NULL);
  if (get_state (self) < 0)
    g_variant_dict_insert (&metadata, "mpris:trackid", "o", MPRIS_PATH "/TrackList/NoTrack");
  else
    {
      FasciaSession *session = fascia_player_get_session (self->player);
      guint index = fascia_session_get_phase (session);
      const FasciaPhase *phase = fascia_session_get_phase_at (session, index);
      FasciaRoutine *routine = fascia_session_get_plan (session)->routine;
      g_autofree char *track = g_strdup_printf (FASCIA_RESOURCE_PATH "/phase/%u", index);
      g_autofree char *description = describe_phase (phase);
      const char *artists[] = { description, NULL };

      g_variant_dict_insert (&metadata, "mpris:trackid", "o", track);
      g_variant_dict_insert (&metadata, "mpris:length", "x", fascia_session_get_phase_length_us (session));
      g_variant_dict_insert (&metadata, "xesam:title", "s", fascia_context_get_technique_name (self->context, phase->technique));
      g_variant_dict_insert (&metadata, "xesam:artist", "^as", artists);
      g_variant_dict_insert (&metadata, "xesam:album", "s", fascia_text_get (&routine->name, fascia_context_get_language (self->context)));
      g_variant_dict_insert (&metadata, "xesam:trackNumber", "i", (int) index + 1);
    }
  return g_variant_dict_end (&metadata);
}

/* (transfer floating) */
static GVariant *
build_property (FasciaMpris *self, const char *name)
{
  if (strcmp (name, "PlaybackStatus") == 0)
    return g_variant_new_string (get_status (self));
  if (strcmp (name, "Metadata") == 0)
    return build_metadata (self);
  if (strcmp (name, "Volume") == 0)
    return g_variant_new_double (fascia_settings_get_int (self->settings, "volume") / 100.0);
  if (strcmp (name, "Position") == 0)
    return g_variant_new_int64 (get_position_us (self));
  if (strcmp (name, "Rate") == 0 || strcmp (name, "MinimumRate") == 0 || strcmp (name, "MaximumRate") == 0)
    return g_variant_new_double (1);
  if (strcmp (name, "CanGoNext") == 0 || strcmp (name, "CanGoPrevious") == 0)
    return g_variant_new_boolean (fascia_player_is_under_way (self->player));
  if (strcmp (name, "CanPlay") == 0 || strcmp (name, "CanPause") == 0)
    return g_variant_new_boolean (get_state (self) >= 0);
  if (strcmp (name, "CanSeek") == 0 || strcmp (name, "CanQuit") == 0 || strcmp (name, "HasTrackList") == 0)
    return g_variant_new_boolean (FALSE);
  if (strcmp (name, "CanControl") == 0 || strcmp (name, "CanRaise") == 0)
    return g_variant_new_boolean (TRUE);
  if (strcmp (name, "Identity") == 0)
    return g_variant_new_string ("Fascia");
  if (strcmp (name, "DesktopEntry") == 0)
    return g_variant_new_string (FASCIA_APPLICATION_ID);
  return g_variant_new_strv (NULL, 0); /* SupportedUriSchemes, SupportedMimeTypes */
}

/* --- Telling ------------------------------------------------------------------ */

static void
tell_changes (FasciaMpris *self)
{
  GVariantBuilder properties;
  gboolean any = FALSE;

  if (self->player_object == 0)
    return;

  g_variant_builder_init (&properties, G_VARIANT_TYPE_VARDICT);
  for (guint i = 0; i < G_N_ELEMENTS (changing); i++)
    {
      g_autoptr (GVariant) value = g_variant_ref_sink (build_property (self, changing[i]));

      if (self->told[i] != NULL && g_variant_equal (self->told[i], value))
        continue;
      g_variant_builder_add (&properties, "{sv}", changing[i], value);
      g_clear_pointer (&self->told[i], g_variant_unref);
      self->told[i] = g_steal_pointer (&value);
      any = TRUE;
    }
  if (!any)
    {
      g_variant_builder_clear (&properties);
      return;
    }
  g_dbus_connection_emit_signal (self->bus, NULL, MPRIS_PATH, "org.freedesktop.DBus.Properties", "PropertiesChanged",
                                 g_variant_new ("(sa{sv}as)", PLAYER_INTERFACE, &properties, NULL), NULL);
}

/* Clients count on by themselves while it plays, from the last place they were told. */
static void
tell_position (FasciaMpris *self)
{
  if (self->player_object != 0)
    g_dbus_connection_emit_signal (self->bus, NULL, MPRIS_PATH, PLAYER_INTERFACE, "Seeked",
                                   g_variant_new ("(x)", get_position_us (self)), NULL);
}

static void
own_name (FasciaMpris *self)
{
  gboolean wanted = self->bus != NULL && get_state (self) >= 0;

  if (wanted && self->name == 0)
    self->name = g_bus_own_name_on_connection (self->bus, FASCIA_MPRIS_NAME, G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL, NULL, NULL);
  else if (!wanted)
    g_clear_handle_id (&self->name, g_bus_unown_name);
}

static void
changed_cb (FasciaMpris *self)
{
  tell_changes (self);
  own_name (self);
}

static void
event_cb (FasciaMpris *self, const FasciaSessionEvent *event)
{
  changed_cb (self);
  switch (event->kind)
    {
    case FASCIA_EVENT_COUNT_IN:
    case FASCIA_EVENT_PHASE_BEGAN:
    case FASCIA_EVENT_PAUSED:
    case FASCIA_EVENT_RESUMED:
    case FASCIA_EVENT_ADJUSTED:
    case FASCIA_EVENT_EASED:
    case FASCIA_EVENT_SUSPENDED:
      tell_position (self);
      break;
    case FASCIA_EVENT_STARTED:
    case FASCIA_EVENT_PHASE_ENDED:
    case FASCIA_EVENT_WAITING:
    case FASCIA_EVENT_SPOT_FOUND:
    case FASCIA_EVENT_FINISHED:
    case FASCIA_EVENT_STOPPED:
    default:
      break;
    }
}

/* --- Being told --------------------------------------------------------------- */

static void
handle_player_call (FasciaMpris *self, const char *method)
{
  int state = get_state (self);
  gboolean stands = state == FASCIA_SESSION_READY || state == FASCIA_SESSION_PAUSED || state == FASCIA_SESSION_WAITING;
  gboolean runs = state == FASCIA_SESSION_COUNTING_IN || state == FASCIA_SESSION_RUNNING;

  if (!stands && !runs)
    return;
  if (strcmp (method, "Next") == 0)
    fascia_player_skip (self->player);
  else if (strcmp (method, "Previous") == 0)
    fascia_player_back (self->player);
  else if (strcmp (method, "PlayPause") == 0 ||
           (strcmp (method, "Play") == 0 && stands) ||
           /* A button pressed by mistake must not end a session. */
           ((strcmp (method, "Pause") == 0 || strcmp (method, "Stop") == 0) && runs))
    fascia_player_toggle (self->player);
}

static void
method_cb (GDBusConnection *bus,
           const char *sender,
           const char *path,
           const char *interface,
           const char *method,
           GVariant *arguments,
           GDBusMethodInvocation *invocation,
           gpointer data)
{
  g_autoptr (FasciaMpris) self = g_object_ref (data);

  if (strcmp (method, "OpenUri") == 0)
    {
      g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_NOT_SUPPORTED, "Fascia opens no files.");
      return;
    }

  /* Quit, Seek and SetPosition are not offered (CanQuit, CanSeek): by the standard
   * they do nothing then. */
  if (strcmp (method, "Raise") == 0)
    g_signal_emit (self, signals[RAISE], 0);
  else if (strcmp (interface, PLAYER_INTERFACE) == 0)
    handle_player_call (self, method);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static GVariant *
get_property_cb (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *name, GError **error, gpointer data)
{
  return build_property (data, name);
}

static gboolean
set_property_cb (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *name, GVariant *value, GError **error, gpointer data)
{
  FasciaMpris *self = data;

  if (strcmp (name, "Volume") == 0)
    {
      double volume = g_variant_get_double (value);

      /* Written so that what is no number at all is silence. */
      g_object_set (self->settings, "volume", volume > 0 ? (int) (MIN (volume, 1) * 100 + 0.5) : 0, NULL);
      return TRUE;
    }
  /* Rate: a session knows one speed. Zero is a pause by the standard. */
  if (g_variant_get_double (value) == 0)
    handle_player_call (self, "Pause");
  return TRUE;
}

static const GDBusInterfaceVTable vtable = {
  .method_call = method_cb,
  .get_property = get_property_cb,
  .set_property = set_property_cb,
};

/* --- Object ------------------------------------------------------------------- */

static void
bus_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FasciaMpris) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);

  /* No bus: no media keys. No player: we are gone. */
  if (bus == NULL || self->player == NULL)
    return;

  self->bus = g_steal_pointer (&bus);
  self->root_object = g_dbus_connection_register_object (self->bus, MPRIS_PATH, self->interfaces->interfaces[0], &vtable, self, NULL, &error);
  if (self->root_object != 0)
    self->player_object = g_dbus_connection_register_object (self->bus, MPRIS_PATH, self->interfaces->interfaces[1], &vtable, self, NULL, &error);
  if (self->player_object == 0)
    {
      g_debug ("No media keys: %s", error->message);
      g_clear_object (&self->bus);
      return;
    }
  changed_cb (self);
}

static void
fascia_mpris_dispose (GObject *object)
{
  FasciaMpris *self = FASCIA_MPRIS (object);

  if (self->player != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->player, self);
      g_signal_handlers_disconnect_by_data (self->settings, self);
    }
  g_clear_handle_id (&self->name, g_bus_unown_name);
  if (self->root_object != 0 && self->bus != NULL)
    g_dbus_connection_unregister_object (self->bus, self->root_object);
  if (self->player_object != 0)
    g_dbus_connection_unregister_object (self->bus, self->player_object);
  self->root_object = self->player_object = 0;
  for (guint i = 0; i < G_N_ELEMENTS (changing); i++)
    g_clear_pointer (&self->told[i], g_variant_unref);
  g_clear_pointer (&self->interfaces, g_dbus_node_info_unref);
  g_clear_object (&self->bus);
  g_clear_object (&self->settings);
  g_clear_object (&self->player);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fascia_mpris_parent_class)->dispose (object);
}

static void
fascia_mpris_class_init (FasciaMprisClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fascia_mpris_dispose;

  signals[RAISE] = g_signal_new ("raise", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fascia_mpris_init (FasciaMpris *self)
{
}

FasciaMpris *
fascia_mpris_new (FasciaContext *context, FasciaPlayer *player, FasciaSettings *settings)
{
  FasciaMpris *self;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (FASCIA_IS_PLAYER (player), NULL);
  g_return_val_if_fail (FASCIA_IS_SETTINGS (settings), NULL);

  self = g_object_new (FASCIA_TYPE_MPRIS, NULL);
  self->context = g_object_ref (context);
  self->player = g_object_ref (player);
  self->settings = g_object_ref (settings);
  self->interfaces = g_dbus_node_info_new_for_xml (introspection_xml, NULL);
  g_signal_connect_swapped (player, "event", G_CALLBACK (event_cb), self);
  g_signal_connect_swapped (player, "notify::state", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (player, "notify::phase", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (settings, "notify::volume", G_CALLBACK (changed_cb), self);
  /* Not to be cancelled: that would spoil the shared connection for others. */
  g_bus_get (G_BUS_TYPE_SESSION, NULL, bus_cb, g_object_ref (self));
  return self;
}
