/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/clock.h"

G_BEGIN_DECLS

/**
 * fascia_reminderd_main:
 * @clock: (transfer none)
 *
 * The whole of fascia-reminderd but for its clock and its language
 * (fascia_context_init_locale() comes first), so that tests can run it with their
 * own.
 *
 * Returns: the exit status
 */
int fascia_reminderd_main (FasciaClock *clock, int argc, char **argv);

G_END_DECLS
