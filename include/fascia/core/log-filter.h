/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/types.h"

G_BEGIN_DECLS

/**
 * FasciaLogFilter:
 * @words: (nullable): words of the note, found by their beginnings and without accents
 * @area: or FASCIA_AREA_NONE
 * @techniques: (nullable): any of these; with an @area, one or the other is enough
 * @tool: or FASCIA_TOOL_NONE
 * @occasion: or FASCIA_OCCASION_NONE
 *
 * All that is given must fit. Nothing is owned.
 */
typedef struct {
  const char *words;
  FasciaArea area;
  const char *const *techniques;
  FasciaTool tool;
  FasciaOccasion occasion;
} FasciaLogFilter;

#define FASCIA_LOG_FILTER_NONE \
  ((FasciaLogFilter){ .area = FASCIA_AREA_NONE, .tool = FASCIA_TOOL_NONE, .occasion = FASCIA_OCCASION_NONE })

G_END_DECLS
