/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/types.h"

G_DEFINE_QUARK (fascia-error-quark, fascia_error)
