/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/clock.h"

gint64
fascia_clock_utc_us (FasciaClock *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->utc_us (self);
}

gint64
fascia_clock_monotonic_us (FasciaClock *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->monotonic_us (self);
}

gint64
fascia_clock_boottime_us (FasciaClock *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->boottime_us (self);
}

GTimeZone *
fascia_clock_zone (FasciaClock *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->zone (self);
}

gint64
fascia_clock_real_delay_us (FasciaClock *self, gint64 delay_us)
{
  g_return_val_if_fail (self != NULL, delay_us);

  return self->real_delay_us (self, delay_us);
}
