/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "fascia/core/day.h"

G_BEGIN_DECLS

/**
 * FasciaInstant:
 *
 * An instant as the user wrote it down: UTC microseconds, the offset in force
 * there and then, and the IANA zone ("UTC" or "+01:00" forms where only an
 * offset is known).
 */
typedef struct {
  gint64 utc_us;
  gint32 utc_offset_s;
  char *zone;
} FasciaInstant;

/* Frees what @instant holds, not @instant itself. */
void fascia_instant_clear (FasciaInstant *instant);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FasciaInstant, fascia_instant_clear)

/* The instant @utc_us as seen in @zone. */
void fascia_instant_init (FasciaInstant *instant, gint64 utc_us, GTimeZone *zone);

/**
 * fascia_instant_parse:
 * @text: `YYYY-MM-DDTHH:MM[:SS][±HH:MM|Z][[IANA/Zone]]`
 * @zone: the user's zone, for a text without one
 *
 * Without offset it is local time (gap and overlap as in
 * fascia_instant_at_local()). Errors: %FASCIA_ERROR_INVALID for a malformed
 * text, an unknown zone, a date that does not exist, or an offset that
 * contradicts the zone.
 */
gboolean fascia_instant_parse (const char *text, GTimeZone *zone, FasciaInstant *instant, GError **error);

/* (transfer full): `YYYY-MM-DDTHH:MM:SS±HH:MM`, whole seconds (rounded down). */
char *fascia_instant_format (gint64 utc_us, gint32 utc_offset_s);

/* Seconds east of UTC in force in @zone at @utc_us. */
gint32 fascia_zone_offset_at (GTimeZone *zone, gint64 utc_us);

/**
 * fascia_instant_at_local:
 * @minute_of_day: 0–1439
 *
 * The instant at which local clocks of @zone show @minute_of_day on @day.
 * In a spring gap: the first instant after the gap (02:30 becomes 03:00). In an
 * autumn overlap: the earlier of the two.
 *
 * Returns: %FALSE when @day does not exist there (Pacific/Apia, 2011-12-30)
 */
gboolean fascia_instant_at_local (FasciaDay day, guint minute_of_day, GTimeZone *zone, gint64 *utc_us);

G_END_DECLS
