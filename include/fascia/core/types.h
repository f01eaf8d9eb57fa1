/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FASCIA_ERROR:
 *
 * The one error domain of the program. Messages are whole, translated-ready
 * sentences that say what is wrong and what to do about it.
 */
#define FASCIA_ERROR (fascia_error_quark ())
GQuark fascia_error_quark (void);

/**
 * FasciaError:
 * @FASCIA_ERROR_INVALID: what was asked is not valid (command line: exit 2)
 * @FASCIA_ERROR_NOT_FOUND: no such technique, routine, session or rule
 * @FASCIA_ERROR_FAILED: could not be done; the message says why
 * @FASCIA_ERROR_UNREADABLE: a file is not what it should be; it is left untouched
 * @FASCIA_ERROR_NEWER: a file was written by a newer Fascia; it is left untouched
 * @FASCIA_ERROR_NO_SPACE: the disk is full
 * @FASCIA_ERROR_READ_ONLY: the place cannot be written to
 * @FASCIA_ERROR_BUSY: another program holds the database for too long
 * @FASCIA_ERROR_CONTENT: shipped content breaks its own rules
 * @FASCIA_ERROR_UNSAFE: the health check or a resting area forbids it, or asks for a
 *   change that the user has not agreed to
 */
typedef enum {
  FASCIA_ERROR_INVALID,
  FASCIA_ERROR_NOT_FOUND,
  FASCIA_ERROR_FAILED,
  FASCIA_ERROR_UNREADABLE,
  FASCIA_ERROR_NEWER,
  FASCIA_ERROR_NO_SPACE,
  FASCIA_ERROR_READ_ONLY,
  FASCIA_ERROR_BUSY,
  FASCIA_ERROR_CONTENT,
  FASCIA_ERROR_UNSAFE,
} FasciaError;

typedef enum {
  FASCIA_LANGUAGE_EN,
  FASCIA_LANGUAGE_DA,
} FasciaLanguage;
#define FASCIA_N_LANGUAGES 2

/**
 * FasciaText:
 *
 * One text in every language of the content. Never %NULL; an absent text is "".
 */
typedef struct {
  char *in[FASCIA_N_LANGUAGES];
} FasciaText;

/* (transfer none): the text in @language. */
const char *fascia_text_get (const FasciaText *text, FasciaLanguage language);
void fascia_text_copy (const FasciaText *from, FasciaText *to);
void fascia_text_clear (FasciaText *text);

/* The enumerations below are stored and exported by their string names, which
 * are only ever appended to. `…_from_string` returns %FALSE for an unknown one. */

typedef enum {
  FASCIA_SIDE_LEFT,
  FASCIA_SIDE_RIGHT,
  FASCIA_SIDE_BOTH, /* both legs at once, or an area on the midline */
} FasciaSide;
const char *fascia_side_to_string (FasciaSide side);
gboolean fascia_side_from_string (const char *text, FasciaSide *side);

/* How a technique, or an item of a routine, uses the sides. */
typedef enum {
  FASCIA_SIDES_LEFT_RIGHT, /* "left-right": one side after the other */
  FASCIA_SIDES_BOTH,       /* "both": both at once, or midline */
  FASCIA_SIDES_EITHER,     /* "either": techniques only: the user may choose */
} FasciaSides;
const char *fascia_sides_to_string (FasciaSides sides);
gboolean fascia_sides_from_string (const char *text, FasciaSides *sides);

/* The phases of a plan; only roll and hold are active time. */
typedef enum {
  FASCIA_PHASE_PREPARE,
  FASCIA_PHASE_ROLL,
  FASCIA_PHASE_HOLD,
  FASCIA_PHASE_SWITCH,
  FASCIA_PHASE_REST,
} FasciaPhaseKind;
const char *fascia_phase_kind_to_string (FasciaPhaseKind kind);
gboolean fascia_phase_kind_from_string (const char *text, FasciaPhaseKind *kind);

typedef enum {
  FASCIA_TOOL_NONE = -1, /* not known; null in exports */
  FASCIA_TOOL_FOAM_ROLLER = 0,
  FASCIA_TOOL_MASSAGE_BALL,
  FASCIA_TOOL_TENNIS_BALL,
  FASCIA_TOOL_DOUBLE_BALL,
  FASCIA_TOOL_MASSAGE_STICK,
} FasciaTool;
#define FASCIA_N_TOOLS 5
/* Sets of tools. */
#define FASCIA_TOOL_BIT(tool) (1u << (tool))
#define FASCIA_ALL_TOOL_BITS ((1u << FASCIA_N_TOOLS) - 1)
const char *fascia_tool_to_string (FasciaTool tool); /* (nullable): %NULL for NONE */
gboolean fascia_tool_from_string (const char *text, FasciaTool *tool);

/* The 19 areas of content-facts 4.0, in the order head-down used in lists there. */
typedef enum {
  FASCIA_AREA_NONE = -1, /* not known */
  FASCIA_AREA_FOOT = 0,
  FASCIA_AREA_CALF,
  FASCIA_AREA_LOWER_LEG,
  FASCIA_AREA_THIGH_FRONT,
  FASCIA_AREA_THIGH_OUTER,
  FASCIA_AREA_THIGH_INNER,
  FASCIA_AREA_THIGH_BACK,
  FASCIA_AREA_BUTTOCK,
  FASCIA_AREA_HIP_SIDE,
  FASCIA_AREA_HIP_FRONT,
  FASCIA_AREA_UPPER_BACK,
  FASCIA_AREA_SIDE_BACK,
  FASCIA_AREA_CHEST,
  FASCIA_AREA_SHOULDER_FRONT,
  FASCIA_AREA_SHOULDER_BACK,
  FASCIA_AREA_SHOULDER_TOP,
  FASCIA_AREA_UPPER_ARM,
  FASCIA_AREA_FOREARM,
  FASCIA_AREA_HAND,
} FasciaArea;
#define FASCIA_N_AREAS 19
const char *fascia_area_to_string (FasciaArea area); /* (nullable): %NULL for NONE */
gboolean fascia_area_from_string (const char *text, FasciaArea *area);

/* Where a technique can be done; a bit set. */
typedef enum {
  FASCIA_PLACE_FLOOR = 1 << 0,
  FASCIA_PLACE_WALL = 1 << 1,
  FASCIA_PLACE_CHAIR = 1 << 2,
  FASCIA_PLACE_DESK = 1 << 3,
  FASCIA_PLACE_TABLE = 1 << 4,
} FasciaPlaces;
#define FASCIA_N_PLACES 5
const char *fascia_place_to_string (FasciaPlaces place); /* of exactly one bit */
gboolean fascia_place_from_string (const char *text, FasciaPlaces *place);

/* What a session was for; the field "context" of logs and routines. */
typedef enum {
  FASCIA_OCCASION_NONE = -1,
  FASCIA_OCCASION_WARM_UP = 0,
  FASCIA_OCCASION_RECOVERY,
  FASCIA_OCCASION_EVERYDAY,
} FasciaOccasion;
#define FASCIA_N_OCCASIONS 3
const char *fascia_occasion_to_string (FasciaOccasion occasion); /* (nullable) */
gboolean fascia_occasion_from_string (const char *text, FasciaOccasion *occasion);

/* How a session came into the log. */
typedef enum {
  FASCIA_SOURCE_TIMER,
  FASCIA_SOURCE_MANUAL,
} FasciaSource;
const char *fascia_source_to_string (FasciaSource source);
gboolean fascia_source_from_string (const char *text, FasciaSource *source);

typedef enum {
  FASCIA_ITEM_DONE,
  FASCIA_ITEM_PARTIAL,
  FASCIA_ITEM_SKIPPED,
  FASCIA_ITEM_STOPPED, /* for safety; see FasciaStopReason */
} FasciaItemStatus;
const char *fascia_item_status_to_string (FasciaItemStatus status);
gboolean fascia_item_status_from_string (const char *text, FasciaItemStatus *status);

typedef enum {
  FASCIA_REASON_NONE = -1,
  FASCIA_REASON_TIRED = 0,
  FASCIA_REASON_TOO_MUCH,
  FASCIA_REASON_PAIN,
  FASCIA_REASON_NERVE,
  FASCIA_REASON_DIZZY,
  FASCIA_REASON_DOCTOR,
  FASCIA_REASON_EMERGENCY,
  FASCIA_REASON_OTHER,
} FasciaStopReason;
const char *fascia_stop_reason_to_string (FasciaStopReason reason); /* (nullable) */
gboolean fascia_stop_reason_from_string (const char *text, FasciaStopReason *reason);
/* %TRUE for every reason but "none" and "tired" (content-facts 3.4). */
gboolean fascia_stop_reason_is_safety (FasciaStopReason reason);

typedef enum {
  FASCIA_NEXT_DAY_NONE = -1,
  FASCIA_NEXT_DAY_FINE = 0,
  FASCIA_NEXT_DAY_SORE,
  FASCIA_NEXT_DAY_WORSE,
} FasciaNextDay;
#define FASCIA_N_NEXT_DAYS 3
const char *fascia_next_day_to_string (FasciaNextDay next_day); /* (nullable) */
gboolean fascia_next_day_from_string (const char *text, FasciaNextDay *next_day);

/* How far a claim of the guidance is carried (spec G4). */
typedef enum {
  FASCIA_GRADE_ARTICLE,   /* said by one of the two articles */
  FASCIA_GRADE_TRIAL,     /* measured */
  FASCIA_GRADE_CONSENSUS, /* agreed by experts who were asked */
  FASCIA_GRADE_PRACTICE,  /* widely taught; no trial behind it */
} FasciaGrade;
#define FASCIA_N_GRADES 4
const char *fascia_grade_to_string (FasciaGrade grade);
gboolean fascia_grade_from_string (const char *text, FasciaGrade *grade);

/* What a claim of a technique speaks of. */
typedef enum {
  FASCIA_ABOUT_NONE = -1, /* evidence beside an article section */
  FASCIA_ABOUT_DOSE = 0,
  FASCIA_ABOUT_PRESSURE,
  FASCIA_ABOUT_CAUTION,
  FASCIA_ABOUT_EFFECT,
  FASCIA_ABOUT_PACE,
  FASCIA_ABOUT_MOVEMENT,
} FasciaAbout;
const char *fascia_about_to_string (FasciaAbout about); /* (nullable): %NULL for NONE */
gboolean fascia_about_from_string (const char *text, FasciaAbout *about);

typedef enum {
  FASCIA_REFERENCE_ARTICLE, /* one of the two articles the guidance retells */
  FASCIA_REFERENCE_TRIAL,
  FASCIA_REFERENCE_REVIEW,
  FASCIA_REFERENCE_CONSENSUS,
  FASCIA_REFERENCE_SURVEY,
  FASCIA_REFERENCE_GUIDANCE,
  FASCIA_REFERENCE_CASE,
  FASCIA_REFERENCE_STUDY, /* measured, but no trial: a cohort, a model */
} FasciaReferenceKind;
const char *fascia_reference_kind_to_string (FasciaReferenceKind kind);
gboolean fascia_reference_kind_from_string (const char *text, FasciaReferenceKind *kind);

/* How much of a reference was read by those who wrote the guidance. */
typedef enum {
  FASCIA_VERIFIED_READ,        /* the record with the statement */
  FASCIA_VERIFIED_ABSTRACT,    /* the record, but not the particular number */
  FASCIA_VERIFIED_SECOND_HAND, /* only what others write of it */
} FasciaVerified;
const char *fascia_verified_to_string (FasciaVerified verified);
gboolean fascia_verified_from_string (const char *text, FasciaVerified *verified);

/* A rating 0–10 that was not given: null everywhere, never 0. */
#define FASCIA_UNRATED (-1)
/* A number of seconds that is not known (planned seconds of a manual item). */
#define FASCIA_UNKNOWN_S (-1)

G_END_DECLS
