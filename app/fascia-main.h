/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/clock.h"

G_BEGIN_DECLS

/**
 * fascia_main:
 * @clock: (transfer none)
 *
 * The whole of fascia but for its clock, so that tests can run it with one of
 * their own.
 *
 * Returns: the exit status
 */
int fascia_main (FasciaClock *clock, int argc, char **argv);

G_END_DECLS
