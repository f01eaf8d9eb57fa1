/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/content.h"

#include <string.h>

static const char technique_text[] =
    "# A note\n"
    "[technique]\n"
    "name=Calf with 2 tools\n"
    "name[da]=Læg med 2 redskaber\n"
    "muscles=Soleus\n"
    "muscles[da]=Den dybe lægmuskel\n"
    "area=calf\n"
    "tools=foam-roller;massage-ball\n"
    "sides=either\n"
    "level=2\n"
    "places=floor;chair\n"
    "position=sitting\n"
    "partner=calf-stick\n"
    "sections=smr/how-to;mfr/faq-painful\n"
    "\n"
    "[dose]\n"
    "prepare=10\n"
    "roll=40\n"
    "hold=20\n"
    "sets=1\n"
    "rest=15\n"
    "\n"
    "[cues]\n"
    "set-up=Sit.\n"
    "set-up[da]=Sid.\n"
    "roll=Roll.\n"
    "roll[da]=Rul.\n"
    "hold=Hold.\n"
    "hold[da]=Hold.\n"
    "\n"
    "[text]\n"
    "start=Start.\n"
    "start[da]=Begynd.\n"
    "movement=Roll 5 cm, 3 times.\n"
    "movement[da]=Rul 5 cm, 3 gange.\n"
    "easier=Less.\n"
    "easier[da]=Mindre.\n"
    "harder=More.\n"
    "harder[da]=Mere.\n"
    "mistakes=Haste.\n"
    "mistakes[da]=Hast.\n"
    "caution=Pain: stop.\n"
    "caution[da]=Smerte: stop.\n";

static const char routine_text[] =
    "[routine]\n"
    "name=Whole body\n"
    "name[da]=Hele kroppen\n"
    "about=It takes 10 minutes.\n"
    "about[da]=Den tager 10 minutter.\n"
    "afterwards=Now move: 5 minutes\n"
    "afterwards[da]=Bevæg dig nu: 5 minutter\n"
    "contexts=everyday;recovery\n"
    "audience=all;standing-work\n"
    "level=1\n"
    "pressure-cap=4\n"
    "version=3\n"
    "sections=smr/risks\n"
    "\n"
    "[item 1]\n"
    "technique=calf-roller\n"
    "sides=both\n"
    "tool=massage-ball\n"
    "prepare=12\n"
    "roll=45\n"
    "hold=0\n"
    "sets=1\n"
    "rest=0\n"
    "\n"
    "[item 2]\n"
    "technique=chest-ball-wall\n"
    "sides=left-right\n"
    "prepare=0\n"
    "roll=0\n"
    "hold=30\n"
    "sets=3\n"
    "rest=15\n";

static void
test_technique_has_all_that_is_written (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaTechnique) technique = NULL;

  technique = fascia_content_parse_technique ("calf-test", technique_text, strlen (technique_text), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (technique->id, ==, "calf-test");
  g_assert_cmpstr (fascia_text_get (&technique->name, FASCIA_LANGUAGE_EN), ==, "Calf with 2 tools");
  g_assert_cmpstr (fascia_text_get (&technique->name, FASCIA_LANGUAGE_DA), ==, "Læg med 2 redskaber");
  g_assert_cmpstr (fascia_text_get (&technique->muscles, FASCIA_LANGUAGE_DA), ==, "Den dybe lægmuskel");
  g_assert_cmpint (technique->area, ==, FASCIA_AREA_CALF);
  g_assert_cmpuint (technique->n_tools, ==, 2);
  g_assert_cmpint (technique->tools[0], ==, FASCIA_TOOL_FOAM_ROLLER);
  g_assert_cmpint (technique->tools[1], ==, FASCIA_TOOL_MASSAGE_BALL);
  g_assert_cmpint (technique->sides, ==, FASCIA_SIDES_EITHER);
  g_assert_cmpuint (technique->level, ==, 2);
  g_assert_cmpuint (technique->places, ==, FASCIA_PLACE_FLOOR | FASCIA_PLACE_CHAIR);
  g_assert_cmpint (technique->position, ==, FASCIA_POSITION_SITTING);
  g_assert_cmpstr (technique->partner, ==, "calf-stick");
  g_assert_cmpuint (g_strv_length (technique->sections), ==, 2);
  g_assert_cmpstr (technique->sections[1], ==, "mfr/faq-painful");
  g_assert_cmpuint (technique->prepare_s, ==, 10);
  g_assert_cmpuint (technique->roll_s, ==, 40);
  g_assert_cmpuint (technique->hold_s, ==, 20);
  g_assert_cmpuint (technique->sets, ==, 1);
  g_assert_cmpuint (technique->rest_s, ==, 15);
  g_assert_cmpstr (fascia_text_get (&technique->cue_set_up, FASCIA_LANGUAGE_DA), ==, "Sid.");
  g_assert_cmpstr (fascia_text_get (&technique->cue_roll, FASCIA_LANGUAGE_EN), ==, "Roll.");
  g_assert_cmpstr (fascia_text_get (&technique->cue_hold, FASCIA_LANGUAGE_DA), ==, "Hold.");
  g_assert_cmpstr (fascia_text_get (&technique->start, FASCIA_LANGUAGE_DA), ==, "Begynd.");
  g_assert_cmpstr (fascia_text_get (&technique->movement, FASCIA_LANGUAGE_EN), ==, "Roll 5 cm, 3 times.");
  g_assert_cmpstr (fascia_text_get (&technique->easier, FASCIA_LANGUAGE_EN), ==, "Less.");
  g_assert_cmpstr (fascia_text_get (&technique->harder, FASCIA_LANGUAGE_DA), ==, "Mere.");
  g_assert_cmpstr (fascia_text_get (&technique->mistakes, FASCIA_LANGUAGE_DA), ==, "Hast.");
  g_assert_cmpstr (fascia_text_get (&technique->caution, FASCIA_LANGUAGE_DA), ==, "Smerte: stop.");
}

static void
test_routine_has_all_that_is_written (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaRoutine) routine = NULL;
  const FasciaRoutineItem *item;

  routine = fascia_content_parse_routine ("test-10", routine_text, strlen (routine_text), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (routine->id, ==, "test-10");
  g_assert_cmpstr (fascia_text_get (&routine->name, FASCIA_LANGUAGE_DA), ==, "Hele kroppen");
  g_assert_cmpstr (fascia_text_get (&routine->about, FASCIA_LANGUAGE_EN), ==, "It takes 10 minutes.");
  g_assert_cmpstr (fascia_text_get (&routine->afterwards, FASCIA_LANGUAGE_DA), ==, "Bevæg dig nu: 5 minutter");
  g_assert_cmpuint (routine->n_occasions, ==, 2);
  g_assert_cmpint (routine->occasions[0], ==, FASCIA_OCCASION_EVERYDAY);
  g_assert_cmpint (routine->occasions[1], ==, FASCIA_OCCASION_RECOVERY);
  g_assert_cmpuint (g_strv_length (routine->audience), ==, 2);
  g_assert_cmpstr (routine->audience[1], ==, "standing-work");
  g_assert_cmpuint (routine->level, ==, 1);
  g_assert_cmpuint (routine->pressure_cap, ==, 4);
  g_assert_cmpuint (routine->version, ==, 3);
  g_assert_cmpstr (routine->sections[0], ==, "smr/risks");
  g_assert_false (routine->own);
  g_assert_cmpuint (routine->items->len, ==, 2);

  item = g_ptr_array_index (routine->items, 0);
  g_assert_cmpstr (item->technique, ==, "calf-roller");
  g_assert_cmpint (item->sides, ==, FASCIA_SIDES_BOTH);
  g_assert_cmpint (item->tool, ==, FASCIA_TOOL_MASSAGE_BALL);
  g_assert_cmpuint (item->prepare_s, ==, 12);
  g_assert_cmpuint (item->roll_s, ==, 45);
  g_assert_cmpuint (item->hold_s, ==, 0);

  item = g_ptr_array_index (routine->items, 1);
  g_assert_cmpint (item->sides, ==, FASCIA_SIDES_LEFT_RIGHT);
  g_assert_cmpint (item->tool, ==, FASCIA_TOOL_NONE);
  g_assert_cmpuint (item->hold_s, ==, 30);
  g_assert_cmpuint (item->sets, ==, 3);
  g_assert_cmpuint (item->rest_s, ==, 15);
}

/* The good text with one thing in it replaced, and what is said of it. */
typedef struct {
  const char *find;
  const char *put;
  const char *message;
} Broken;

static const Broken broken_techniques[] = {
  { "area=calf\n", "", "x.ini, group [technique], key “area”: it is missing; add it." },
  { "area=calf\n", "area=\n", "x.ini, group [technique], key “area”: it is empty; write something." },
  { "area=calf", "area=neck", "x.ini, group [technique], key “area”: “neck” is not a word that is known here; see the list in order.ini." },
  { "name[da]=Læg med 2 redskaber\n", "", "x.ini, group [technique], key “name[da]”: it is missing; add it." },
  { "name=Calf with 2 tools\n", "", "x.ini, group [technique], key “name”: it is missing; add it." },
  { "caution[da]=Smerte: stop.", "caution[da]=", "x.ini, group [text], key “caution[da]”: it is empty; write something." },
  { "caution[da]=", "caution[de]=", "x.ini, group [text], key “caution[da]”: it is missing; add it." },
  { "caution=Pain: stop.", "caution=Pain: stop.\ncaution[de]=Schmerz: halt.", "x.ini, group [text], key “caution[de]”: nothing reads it; correct its name or remove it." },
  { "Rul 5 cm, 3 gange", "Rul 3 cm, 5 gange", "x.ini, group [text], key “movement[da]”: its numbers are not those of the English text; make them agree." },
  { "Rul 5 cm, 3 gange", "Rul 5 cm, tre gange", "x.ini, group [text], key “movement[da]”: its numbers are not those of the English text; make them agree." },
  { "Rul 5 cm, 3 gange", "Rul 5 cm, 3 gange 1", "x.ini, group [text], key “movement[da]”: its numbers are not those of the English text; make them agree." },
  { "Rul 5 cm", "Rul 50 cm", "x.ini, group [text], key “movement[da]”: its numbers are not those of the English text; make them agree." },
  { "tools=foam-roller;massage-ball", "tools=massage-gun", "x.ini, group [technique], key “tools”: “massage-gun” is not a word that is known here; see the list in order.ini." },
  { "tools=foam-roller;massage-ball", "tools=foam-roller;foam-roller", "x.ini, group [technique], key “tools”: “foam-roller” stands in it twice; keep one of them." },
  { "tools=foam-roller;massage-ball", "tools=foam-roller;", "x.ini, group [technique], key “tools”: there is no word before or after a semicolon; remove the semicolon." },
  { "sides=either", "sides=left", "x.ini, group [technique], key “sides”: “left” is not a word that is known here; see the list in order.ini." },
  { "level=2", "level=4", "x.ini, group [technique], key “level”: “4” is not a whole number from 1 to 3; correct it." },
  { "level=2", "level=0", "x.ini, group [technique], key “level”: “0” is not a whole number from 1 to 3; correct it." },
  { "level=2", "level=two", "x.ini, group [technique], key “level”: “two” is not a whole number from 1 to 3; correct it." },
  { "position=sitting", "position=hanging", "x.ini, group [technique], key “position”: “hanging” is not a word that is known here; see the list in order.ini." },
  { "places=floor;chair", "places=floor;bed", "x.ini, group [technique], key “places”: “bed” is not a word that is known here; see the list in order.ini." },
  { "partner=calf-stick", "partner=Calf stick", "x.ini, group [technique], key “partner”: “Calf stick” is not a word that is known here; see the list in order.ini." },
  { "sections=smr/how-to", "sections=how-to", "x.ini, group [technique], key “sections”: “how-to” is not a word that is known here; see the list in order.ini." },
  { "sections=smr/how-to", "sections=smr/How-to", "x.ini, group [technique], key “sections”: “smr/How-to” is not a word that is known here; see the list in order.ini." },
  { "sections=smr/how-to", "sections=smr/", "x.ini, group [technique], key “sections”: “smr/” is not a word that is known here; see the list in order.ini." },
  { "prepare=10", "prepare=31", "x.ini, group [dose], key “prepare”: “31” is not a whole number from 0 to 30; correct it." },
  { "prepare=10", "prepare=-1", "x.ini, group [dose], key “prepare”: “-1” is not a whole number from 0 to 30; correct it." },
  { "prepare=10", "prepare=10 s", "x.ini, group [dose], key “prepare”: “10 s” is not a whole number from 0 to 30; correct it." },
  { "roll=40", "roll=121", "x.ini, group [dose], key “roll”: “121” is not a whole number from 0 to 120; correct it." },
  { "roll=40", "roll=14", "x.ini, group [dose], key “roll”: 14 s is too short to do anything; write 15 or more, or 0 for none." },
  { "roll=40\nhold=20", "roll=0\nhold=0", "x.ini, group [dose], key “roll”: it and “hold” are both 0, so there is nothing to do; give one of them time." },
  { "hold=20", "hold=61", "x.ini, group [dose], key “hold”: “61” is not a whole number from 0 to 60; correct it." },
  { "hold=20", "hold=1.5", "x.ini, group [dose], key “hold”: “1.5” is not a whole number from 0 to 60; correct it." },
  { "sets=1", "sets=0", "x.ini, group [dose], key “sets”: “0” is not a whole number from 1 to 3; correct it." },
  { "sets=1", "sets=4", "x.ini, group [dose], key “sets”: “4” is not a whole number from 1 to 3; correct it." },
  { "roll=40\nhold=20\nsets=1", "roll=41\nhold=20\nsets=3", "x.ini, group [dose], key “sets”: all sets together roll and hold for more than 180 s on one side; shorten them." },
  { "rest=15", "rest=61", "x.ini, group [dose], key “rest”: “61” is not a whole number from 0 to 60; correct it." },
  { "rest=15", "rest=18446744073709551631", "x.ini, group [dose], key “rest”: “18446744073709551631” is not a whole number from 0 to 60; correct it." },
  { "level=2\n", "level=2\ncolour=red\n", "x.ini, group [technique], key “colour”: nothing reads it; correct its name or remove it." },
  { "# A note\n", "[note]\n", "x.ini, group [note]: nothing reads it; correct its name or remove it." },
  { "name[da]=Læg", "name[da]=L\xe6g", "x.ini: line 4 is not written in UTF-8; save the file with that encoding." },
  { "[dose]", "[d\xf8se]", "x.ini: line 16 is not written in UTF-8; save the file with that encoding." },
  { "# A note\n", "# \xff\n", "x.ini: line 1 is not written in UTF-8; save the file with that encoding." },
  { "easier=Less.", "easier=Less\\.", "x.ini, group [text], key “easier”: there is a backslash in it, which means nothing here; remove it." },
};

/* No GKeyFile at all: how some of their messages go on is up to GLib. */
static const Broken unreadable[] = {
  { "level=2\n", "level\n", "x.ini: line 10 is neither a group, nor a note, nor a key of a group; correct it." },
  { "level=2\n", "=2\n", "x.ini: it cannot be read; correct it. (" },
  { "[cues]\n", "[cues\n", "x.ini: line 23 is neither a group, nor a note, nor a key of a group; correct it." },
  { "[cues]\n", "[cues]x\n", "x.ini: it cannot be read; correct it. (" },
  { "[technique]\n", "", "x.ini: line 2 is neither a group, nor a note, nor a key of a group; correct it." },
};

static const Broken broken_routines[] = {
  { "version=3\n", "", "x.ini, group [routine], key “version”: it is missing; add it." },
  { "version=3", "version=0", "x.ini, group [routine], key “version”: “0” is not a whole number from 1 to 2147483647; correct it." },
  { "pressure-cap=4", "pressure-cap=11", "x.ini, group [routine], key “pressure-cap”: “11” is not a whole number from 1 to 10; correct it." },
  { "afterwards[da]=Bevæg dig nu: 5 minutter\n", "", "x.ini, group [routine], key “afterwards[da]”: it is missing; add it." },
  { "afterwards=Now move: 5 minutes\n", "", "x.ini, group [routine], key “afterwards”: it is missing; add it." },
  { "Den tager 10 minutter", "Den tager 12 minutter", "x.ini, group [routine], key “about[da]”: its numbers are not those of the English text; make them agree." },
  { "contexts=everyday;recovery", "contexts=bedtime", "x.ini, group [routine], key “contexts”: “bedtime” is not a word that is known here; see the list in order.ini." },
  { "audience=all;standing-work", "audience=all;standing work", "x.ini, group [routine], key “audience”: “standing work” is not a word that is known here; see the list in order.ini." },
  { "sides=both", "sides=either", "x.ini, group [item 1], key “sides”: “either” is not a word that is known here; see the list in order.ini." },
  { "tool=massage-ball", "tool=ball", "x.ini, group [item 1], key “tool”: “ball” is not a word that is known here; see the list in order.ini." },
  { "technique=chest-ball-wall\n", "", "x.ini, group [item 2], key “technique”: it is missing; add it." },
  { "hold=30\nsets=3", "hold=60\nsets=4", "x.ini, group [item 2], key “sets”: “4” is not a whole number from 1 to 3; correct it." },
  { "roll=0\n", "roll=10\n", "x.ini, group [item 2], key “roll”: 10 s is too short to do anything; write 15 or more, or 0 for none." },
  { "[item 1]", "[item 3]", "x.ini, group [item 1], key “technique”: it is missing; add it." },
  { "[item 2]", "[item 3]", "x.ini, group [item 3]: nothing reads it; correct its name or remove it." },
};

static char *
replace_once (const char *text,
              const Broken *broken)
{
  const char *at = strstr (text, broken->find);

  g_assert_nonnull (at);

  return g_strdup_printf ("%.*s%s%s", (int)(at - text), text, broken->put, at + strlen (broken->find));
}

/* (transfer full): the tables do not count lines; another test does. */
static char *
without_line (const char *message)
{
  g_autoptr (GRegex) line = g_regex_new (", line [0-9]+", 0, 0, NULL);

  return g_regex_replace_literal (line, message, -1, 0, "", 0, NULL);
}

static void
test_broken_techniques_are_named (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (broken_techniques); i++)
    {
      const Broken *broken = &broken_techniques[i];
      g_autofree char *text = replace_once (technique_text, broken);
      g_autofree char *said = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_null (fascia_content_parse_technique ("x", text, strlen (text), &error));
      g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT);
      said = without_line (error->message);
      g_assert_cmpstr (said, ==, broken->message);
    }
}

static void
test_broken_routines_are_named (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (broken_routines); i++)
    {
      const Broken *broken = &broken_routines[i];
      g_autofree char *text = replace_once (routine_text, broken);
      g_autofree char *said = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_null (fascia_content_parse_routine ("x", text, strlen (text), &error));
      g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT);
      said = without_line (error->message);
      g_assert_cmpstr (said, ==, broken->message);
    }
}

static void
test_other_formats_are_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (unreadable); i++)
    {
      const Broken *broken = &unreadable[i];
      g_autofree char *text = replace_once (technique_text, broken);
      g_autoptr (GError) error = NULL;

      g_assert_null (fascia_content_parse_technique ("x", text, strlen (text), &error));
      g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT);
      g_assert_true (g_str_has_prefix (error->message, broken->message));
      g_assert_true (g_str_has_suffix (error->message, ")") || g_str_equal (error->message, broken->message));
    }
}

static void
test_every_cut_is_refused (void)
{
  /* The last byte is a line's end, which may be missing. */
  for (gsize length = 0; length < strlen (technique_text) - 2; length++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *cut = g_memdup2 (technique_text, length + 1);
      g_autoptr (FasciaTechnique) technique = NULL;

      cut[length] = '\n'; /* not a string any more: only @length may be looked at */
      technique = fascia_content_parse_technique ("x", cut, length, &error);
      if (technique != NULL)
        {
          /* Cut inside its last text, which nobody can tell from a shorter one. */
          g_assert_cmpuint (length, >, strstr (technique_text, "caution[da]=") + strlen ("caution[da]=") - technique_text);
          continue;
        }
      g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT);
      g_assert_true (g_str_has_prefix (error->message, "x.ini"));
    }
}

static void
test_zero_bytes_are_refused (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_memdup2 (technique_text, sizeof technique_text);
  char *level = strstr (text, "level=2");

  level[strlen ("level=")] = '\0';
  g_assert_null (fascia_content_parse_technique ("x", text, strlen (technique_text), &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT);
  g_assert_cmpstr (error->message, ==, "x.ini: line 10 is not written in UTF-8; save the file with that encoding.");
}

static void
test_file_names_are_slugs (void)
{
  static const char *const names[] = { "", "Calf", "calf roller", "calf--roller", "-calf", "calf-", "læg", "../calf" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *message = g_strdup_printf ("%s.ini: its name may have small letters, digits and single hyphens only; rename it.", names[i]);

      g_assert_null (fascia_content_parse_technique (names[i], technique_text, strlen (technique_text), &error));
      g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT);
      g_assert_cmpstr (error->message, ==, message);
      g_clear_error (&error);

      g_assert_null (fascia_content_parse_routine (names[i], routine_text, strlen (routine_text), &error));
      g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT);
      g_assert_cmpstr (error->message, ==, message);
    }
}

/* GKeyFile would merge them and let the last one win in silence. */
static void
test_repetitions_are_refused (void)
{
  static const Broken repeated[] = {
    { "level=2\n", "level=2\nlevel=2\n", "x.ini, line 10, group [technique], key “level”: it stands twice, here and in line 11; keep one of them." },
    { "level=2\n", "level=2\n level = 3\n", "x.ini, line 10, group [technique], key “level”: it stands twice, here and in line 11; keep one of them." },
    { "name[da]=", "name=", "x.ini, line 3, group [technique], key “name”: it stands twice, here and in line 4; keep one of them." },
    { "hold[da]=Hold.\n", "hold[da]=Hold.\n[dose]\n", "x.ini, line 16, group [dose]: it stands twice, here and in line 30; keep one of them." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (repeated); i++)
    {
      g_autofree char *text = replace_once (technique_text, &repeated[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (fascia_content_parse_technique ("x", text, strlen (text), &error));
      g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT);
      g_assert_cmpstr (error->message, ==, repeated[i].message);
    }
}

/* A key that is there is named with its own line, one that is not with its group's. */
static void
test_complaints_name_the_line (void)
{
  static const Broken lines[] = {
    { "area=calf", "area=neck", "x.ini, line 7, " },
    { "area=calf\n", "", "x.ini, line 2, " },
    { "caution[da]=Smerte: stop.", "caution[da]=", "x.ini, line 43, " },
    { "[dose]\n", "\r\n  # more\n\t[dose]\n", "x.ini, line 31, " },
    { "level=2\n", "level=2\ncolour=red\n", "x.ini, line 11, " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *changed = replace_once (technique_text, &lines[i]);
      Broken empty_cue = { "hold[da]=Hold.", "hold[da]=", "" };
      g_autofree char *text = i == 3 ? replace_once (changed, &empty_cue) : g_strdup (changed);
      g_autoptr (GError) error = NULL;

      g_assert_null (fascia_content_parse_technique ("x", text, strlen (text), &error));
      g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, lines[i].message));
    }
}

static const char section_text[] =
    "[section]\n"
    "title=How?\n"
    "title[da]=Hvordan?\n"
    "summary=In 3 steps.\n"
    "summary[da]=I 3 trin.\n"
    "leads-to=technique:calf-roller;routine:whole-body-10;page:health;section:smr/risks;web:fysfinder\n"
    "\n"
    "[evidence 1]\n"
    "text=It takes 90 s.\n"
    "text[da]=Det tager 90 s.\n"
    "grade=trial\n"
    "sources=behm-2020;debski-2019\n"
    "\n"
    "[evidence 2]\n"
    "text=It is usual.\n"
    "text[da]=Det er sædvanligt.\n"
    "grade=practice\n"
    "sources=practice\n";
static const char section_english[] =
    "Take **3** of them.\n"
    "\n"
    "1. See [the risks](fascia:section/smr/risks).\n"
    "2. Ask at [FysFinder](https://fysfinder.dk/).\n";
static const char section_danish[] =
    "Tag **3** af dem.\n"
    "\n"
    "1. Spørg på [FysFinder](https://fysfinder.dk/) om\n"
    "2. [risici](fascia:section/smr/risks).\n";

static FasciaArticleSection *
parse_section (const char *slug,
               const char *ini,
               const char *english,
               const char *danish,
               GError **error)
{
  g_autoptr (GBytes) ini_bytes = g_bytes_new (ini, strlen (ini));
  g_autoptr (GBytes) english_bytes = english != NULL ? g_bytes_new (english, strlen (english)) : NULL;
  g_autoptr (GBytes) danish_bytes = danish != NULL ? g_bytes_new (danish, strlen (danish)) : NULL;

  return fascia_content_parse_section (slug, ini_bytes, english_bytes, danish_bytes, error);
}

static void
assert_lead (const GPtrArray *leads,
             guint index,
             const char *text)
{
  g_autofree char *said = fascia_lead_to_string (g_ptr_array_index (leads, index));

  g_assert_cmpstr (said, ==, text);
}

static void
test_section_has_all_that_is_written (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaArticleSection) section = parse_section ("smr/how-to", section_text, section_english, section_danish, &error);
  const FasciaClaim *claim;

  g_assert_no_error (error);
  g_assert_cmpstr (section->slug, ==, "smr/how-to");
  g_assert_cmpstr (fascia_article_section_get_article (section), ==, "smr");
  g_assert_false (fascia_article_section_is_container (section));
  g_assert_cmpstr (fascia_text_get (&section->title, FASCIA_LANGUAGE_DA), ==, "Hvordan?");
  g_assert_cmpstr (fascia_text_get (&section->summary, FASCIA_LANGUAGE_EN), ==, "In 3 steps.");
  g_assert_true (g_str_has_prefix (fascia_text_get (&section->body, FASCIA_LANGUAGE_DA), "Tag **3** af dem.\n\n1. "));

  g_assert_cmpuint (section->leads->len, ==, 5);
  assert_lead (section->leads, 0, "technique:calf-roller");
  assert_lead (section->leads, 3, "section:smr/risks");
  g_assert_null (fascia_lead_get_url (g_ptr_array_index (section->leads, 3)));
  g_assert_cmpstr (fascia_lead_get_url (g_ptr_array_index (section->leads, 4)), ==, "https://fysfinder.dk/");
  g_assert_cmpuint (section->links->len, ==, 2);
  assert_lead (section->links, 0, "section:smr/risks");
  assert_lead (section->links, 1, "web:fysfinder");

  g_assert_cmpuint (section->evidence->len, ==, 2);
  claim = g_ptr_array_index (section->evidence, 0);
  g_assert_cmpint (claim->about, ==, FASCIA_ABOUT_NONE);
  g_assert_cmpint (claim->grade, ==, FASCIA_GRADE_TRIAL);
  g_assert_cmpstr (fascia_text_get (&claim->text, FASCIA_LANGUAGE_DA), ==, "Det tager 90 s.");
  g_assert_cmpuint (g_strv_length (claim->references), ==, 2);
  g_assert_cmpstr (claim->references[1], ==, "debski-2019");
}

static const Broken broken_sections[] = {
  { "title[da]=Hvordan?\n", "", "smr/x.ini, group [section], key “title[da]”: it is missing; add it." },
  { "summary[da]=I 3 trin.", "summary[da]=I 4 trin.", "smr/x.ini, group [section], key “summary[da]”: its numbers are not those of the English text; make them agree." },
  { "summary=In 3 steps.", "summary=In 3 steps, each of which is so long that nobody would read it to its end in a list of sections.", "smr/x.ini, group [section], key “summary”: it is longer than 90 characters; shorten it." },
  { "page:health", "page:heaven", "smr/x.ini, group [section], key “leads-to”: “page:heaven” is not a word that is known here; see the list in order.ini." },
  { "web:fysfinder", "web:elsewhere", "smr/x.ini, group [section], key “leads-to”: “web:elsewhere” is not a word that is known here; see the list in order.ini." },
  { "section:smr/risks", "section:risks", "smr/x.ini, group [section], key “leads-to”: “section:risks” is not a word that is known here; see the list in order.ini." },
  { "technique:calf", "techniques:calf", "smr/x.ini, group [section], key “leads-to”: “techniques:calf-roller” is not a word that is known here; see the list in order.ini." },
  { "technique:calf-roller", "calf-roller", "smr/x.ini, group [section], key “leads-to”: “calf-roller” is not a word that is known here; see the list in order.ini." },
  { "grade=trial", "grade=proof", "smr/x.ini, group [evidence 1], key “grade”: “proof” is not a word that is known here; see the list in order.ini." },
  { "sources=practice\n", "", "smr/x.ini, group [evidence 2], key “sources”: it is missing; add it." },
  { "sources=practice", "sources=Behm 2020", "smr/x.ini, group [evidence 2], key “sources”: “Behm 2020” is not a word that is known here; see the list in order.ini." },
  { "[evidence 2]", "[evidence 3]", "smr/x.ini, group [evidence 3]: nothing reads it; correct its name or remove it." },
  { "[evidence 2]", "[evidence 1]", "smr/x.ini, group [evidence 1]: it stands twice, here and in line 14; keep one of them." },
  { "grade=practice", "about=dose\ngrade=practice", "smr/x.ini, group [evidence 2], key “about”: nothing reads it; correct its name or remove it." },
};

/* The English body with one thing in it replaced. */
static const Broken broken_bodies[] = {
  { "Take", "Take <b>all</b>", "smr/x.en.md, line 1: there is HTML in it, which a section does not have; take it out." },
  { "[the risks]", "![the risks]", "smr/x.en.md, line 3: there is a picture in it, which a section does not have; take it out." },
  { "See", "`See`", "smr/x.en.md, line 3: there is code in it, which a section does not have; take it out." },
  { "See", "See\\", "smr/x.en.md, line 3: there is a backslash in it, which a section does not have; take it out." },
  { "Take", "# Take", "smr/x.en.md, line 1: it is a heading of level 1, which the title is already; begin it with “##”." },
  { "them.\n", "them.\n---\n", "smr/x.en.md, line 2: it is a rule or a heading's underline; begin a heading with “##” instead." },
  { "\n1.", "\n    1.", "smr/x.en.md, line 3: it is set in by four or more spaces, which makes it code; set it in by less." },
  { "risks).", "risks.", "smr/x.en.md, line 3: a link has no closing bracket; keep a link on one line." },
  { "https://fysfinder.dk/", "https://example.org/", "smr/x.en.md, line 4: “https://example.org/” is nothing a section may link to; see the list in order.ini." },
  { "https://fysfinder.dk/", "fascia:web/fysfinder", "smr/x.en.md, line 4: “fascia:web/fysfinder” is nothing a section may link to; see the list in order.ini." },
  { "fascia:section/smr/risks", "fascia:section/Risks", "smr/x.en.md, line 3: “fascia:section/Risks” is nothing a section may link to; see the list in order.ini." },
  { "fascia:section/smr/risks", "fascia:section/smr/how-to", "smr/x.da.md: its links are not those of the English text; make them agree." },
  { "**3**", "**4**", "smr/x.da.md: its numbers are not those of the English text; make them agree." },
  { "them.", "th\xffm.", "smr/x.en.md: line 1 is not written in UTF-8; save the file with that encoding." },
};

static void
test_broken_sections_are_named (void)
{
  static const char *const slugs[] = { "how-to", "smr/", "smr/How", "abc/how-to", "smr/how/to", "", "../smr/how-to" };

  for (guint i = 0; i < G_N_ELEMENTS (broken_sections); i++)
    {
      g_autofree char *text = replace_once (section_text, &broken_sections[i]);
      g_autofree char *said = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_null (parse_section ("smr/x", text, section_english, section_danish, &error));
      g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT);
      said = without_line (error->message);
      if (strstr (broken_sections[i].message, "twice") != NULL)
        g_assert_cmpstr (error->message, ==, "smr/x.ini, line 8, group [evidence 1]: it stands twice, here and in line 14; keep one of them.");
      else
        g_assert_cmpstr (said, ==, broken_sections[i].message);
    }

  for (guint i = 0; i < G_N_ELEMENTS (broken_bodies); i++)
    {
      g_autofree char *english = replace_once (section_english, &broken_bodies[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (parse_section ("smr/x", section_text, english, section_danish, &error));
      g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT);
      g_assert_cmpstr (error->message, ==, broken_bodies[i].message);
    }

  for (guint i = 0; i < G_N_ELEMENTS (slugs); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse_section (slugs[i], section_text, section_english, section_danish, &error));
      g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT);
    }
}

static void
test_a_section_in_one_language_is_refused (void)
{
  static const char *const empty[] = { NULL, "", " \n\n" };

  for (guint i = 0; i < G_N_ELEMENTS (empty); i++)
    for (guint danish = 0; danish < 2; danish++)
      {
        g_autofree char *message = g_strdup_printf ("smr/x.%s.md: %s", danish ? "da" : "en",
                                                    empty[i] == NULL ? "it is missing; write the section in both languages."
                                                                     : "it is empty; write something.");
        g_autoptr (GError) error = NULL;

        g_assert_null (parse_section ("smr/x", section_text, danish ? section_english : empty[i], danish ? empty[i] : section_danish, &error));
        g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT);
        g_assert_cmpstr (error->message, ==, message);
      }
}

static const char references_text[] =
    "[article-smr]\n"
    "kind=article\n"
    "year=2024\n"
    "title=Selvmyofascial release\n"
    "verified=read\n"
    "[behm-2020]\n"
    "kind=review\n"
    "authors=Behm et al.\n"
    "year=2020\n"
    "journal=J Strength Cond Res 34(11):3301–3308\n"
    "doi=10.1519/JSC.0000000000003765\n"
    "verified=abstract\n"
    "[rule]\n"
    "kind=guidance\n"
    "title=Practice\n"
    "title[da]=Praksis\n"
    "pmc=PMC3924613\n"
    "verified=second-hand\n";

static void
test_references_have_all_that_is_written (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) references = fascia_content_parse_references (references_text, strlen (references_text), &error);
  static const struct {
    const char *id;
    FasciaVerified verified;
    const char *english;
    const char *danish;
    const char *url;
  } expected[] = {
    { "article-smr", FASCIA_VERIFIED_READ, "Selvmyofascial release (2024)", "Selvmyofascial release (2024)", NULL },
    { "behm-2020", FASCIA_VERIFIED_ABSTRACT, "Behm et al. 2020. J Strength Cond Res 34(11):3301–3308", "Behm et al. 2020. J Strength Cond Res 34(11):3301–3308", "https://doi.org/10.1519/JSC.0000000000003765" },
    { "rule", FASCIA_VERIFIED_SECOND_HAND, "Practice", "Praksis", "https://pmc.ncbi.nlm.nih.gov/articles/PMC3924613/" },
  };

  g_assert_no_error (error);
  g_assert_cmpuint (references->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < references->len; i++)
    {
      const FasciaReference *reference = g_ptr_array_index (references, i);
      g_autofree char *english = fascia_reference_to_citation (reference, FASCIA_LANGUAGE_EN);
      g_autofree char *danish = fascia_reference_to_citation (reference, FASCIA_LANGUAGE_DA);
      g_autofree char *url = fascia_reference_to_url (reference);

      g_assert_cmpstr (reference->id, ==, expected[i].id);
      g_assert_cmpint (reference->verified, ==, expected[i].verified);
      g_assert_cmpstr (english, ==, expected[i].english);
      g_assert_cmpstr (danish, ==, expected[i].danish);
      g_assert_cmpstr (url, ==, expected[i].url);
    }
}

static const Broken broken_references[] = {
  { "kind=review\n", "", "sources.ini, group [behm-2020], key “kind”: it is missing; add it." },
  { "kind=review", "kind=blog", "sources.ini, group [behm-2020], key “kind”: “blog” is not a word that is known here; see the list in order.ini." },
  { "verified=abstract", "verified=unverified", "sources.ini, group [behm-2020], key “verified”: “unverified” is not a word that is known here; see the list in order.ini." },
  { "verified=abstract\n", "", "sources.ini, group [behm-2020], key “verified”: it is missing; add it." },
  { "year=2020", "year=20", "sources.ini, group [behm-2020], key “year”: “20” is not a whole number from 1900 to 2100; correct it." },
  { "doi=10", "doi=https://doi.org/10", "sources.ini, group [behm-2020], key “doi”: a DOI begins with “10.”; write it without an address in front of it." },
  { "pmc=PMC3924613", "pmc=3924613", "sources.ini, group [rule], key “pmc”: it is not “PMC” and a number; correct it." },
  { "title=Selvmyofascial release\n", "", "sources.ini, group [article-smr]: it has neither authors nor a title; add one of them." },
  { "title=Practice\n", "", "sources.ini, group [rule], key “title”: it is missing; add it." },
  { "[behm-2020]", "[Behm 2020]", "sources.ini, group [Behm 2020]: its name may have small letters, digits and single hyphens only; rename it." },
  { "[rule]", "[behm-2020]", "sources.ini, group [behm-2020]: it stands twice, here and in line 13; keep one of them." },
};

static void
test_broken_references_are_named (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (broken_references); i++)
    {
      g_autofree char *text = replace_once (references_text, &broken_references[i]);
      g_autofree char *message = NULL;
      g_autoptr (GRegex) own_line = g_regex_new ("sources.ini, line [0-9]+", 0, 0, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_null (fascia_content_parse_references (text, strlen (text), &error));
      g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT);
      message = g_regex_replace_literal (own_line, error->message, -1, 0, "sources.ini", 0, NULL);
      g_assert_cmpstr (message, ==, broken_references[i].message);
    }
}

static void
test_shared_claims_are_narrowed (void)
{
  static const char text[] =
      "[claim 1]\nabout=dose\ntext=A.\ntext[da]=B.\ngrade=trial\nsources=behm-2020\n"
      "[claim 2]\nabout=caution\nareas=calf;hand\ntools=massage-ball\nplaces=floor;wall\n"
      "text=A.\ntext[da]=B.\ngrade=article\nsources=article-smr\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) claims = fascia_content_parse_claims (text, strlen (text), &error);
  const FasciaClaim *claim;

  g_assert_no_error (error);
  g_assert_cmpuint (claims->len, ==, 2);
  claim = g_ptr_array_index (claims, 0);
  g_assert_cmpint (claim->about, ==, FASCIA_ABOUT_DOSE);
  g_assert_cmpuint (claim->areas | claim->tools | claim->places, ==, 0);
  claim = g_ptr_array_index (claims, 1);
  g_assert_cmpuint (claim->areas, ==, 1u << FASCIA_AREA_CALF | 1u << FASCIA_AREA_HAND);
  g_assert_cmpuint (claim->tools, ==, 1u << FASCIA_TOOL_MASSAGE_BALL);
  g_assert_cmpuint (claim->places, ==, FASCIA_PLACE_FLOOR | FASCIA_PLACE_WALL);
}

/* (transfer full): @text with a few bytes of it changed, doubled, moved or gone. */
static char *
mutate (const char *text)
{
  static const char *const bits[] = { "\n", "=", "[", "]", ";", "[da]", "](", ")", "\xc3", "\xff", "\\", "0", "99999999999", "fascia:", "claim 1", "#", " " };
  GString *mutated = g_string_new (text);
  guint n = g_test_rand_int_range (1, 4);

  while (n-- > 0 && mutated->len > 2)
    {
      gssize at = g_test_rand_int_range (0, mutated->len - 1);
      gssize length = g_test_rand_int_range (1, MIN (40, (gssize)mutated->len - at) + 1);

      switch (g_test_rand_int_range (0, 5))
        {
        case 0:
          mutated->str[at] = (char)g_test_rand_int_range (1, 256);
          break;
        case 1:
          g_string_erase (mutated, at, length);
          break;
          case 2: {
            g_autofree char *piece = g_strndup (mutated->str + at, length);

            g_string_insert (mutated, g_test_rand_int_range (0, mutated->len), piece);
            break;
          }
        case 3:
          g_string_truncate (mutated, at);
          break;
        default:
          g_string_insert (mutated, at, bits[g_test_rand_int_range (0, G_N_ELEMENTS (bits))]);
          break;
        }
    }

  return g_string_free (mutated, FALSE);
}

/* Whatever the bytes: either they are read, or it is said in words what is wrong. */
static void
assert_sound (gboolean parsed,
              const GError *error)
{
  if (parsed)
    {
      g_assert_no_error (error);
    }
  else
    {
      g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT);
      g_assert_true (strstr (error->message, ".ini") != NULL || strstr (error->message, ".md") != NULL);
    }
}

static void
test_mutations_are_read_or_refused (void)
{
  guint n_refused = 0;

  for (guint round = 0; round < 4000; round++)
    {
      g_autofree char *technique_bytes = mutate (technique_text);
      g_autofree char *routine_bytes = mutate (routine_text);
      g_autofree char *ini = mutate (section_text);
      g_autofree char *body = mutate (section_english);
      g_autofree char *sources = mutate (references_text);
      g_autoptr (GError) technique_error = NULL;
      g_autoptr (GError) routine_error = NULL;
      g_autoptr (GError) ini_error = NULL;
      g_autoptr (GError) body_error = NULL;
      g_autoptr (GError) sources_error = NULL;
      g_autoptr (FasciaTechnique) technique = fascia_content_parse_technique ("x", technique_bytes, strlen (technique_bytes), &technique_error);
      g_autoptr (FasciaRoutine) routine = fascia_content_parse_routine ("x", routine_bytes, strlen (routine_bytes), &routine_error);
      g_autoptr (FasciaArticleSection) of_ini = parse_section ("smr/x", ini, section_english, section_danish, &ini_error);
      g_autoptr (FasciaArticleSection) of_body = parse_section ("smr/x", section_text, body, section_danish, &body_error);
      g_autoptr (GPtrArray) references = fascia_content_parse_references (sources, strlen (sources), &sources_error);

      assert_sound (technique != NULL, technique_error);
      assert_sound (routine != NULL, routine_error);
      assert_sound (of_ini != NULL, ini_error);
      assert_sound (of_body != NULL, body_error);
      assert_sound (references != NULL, sources_error);
      n_refused += technique == NULL;
    }

  /* They really were broken, most of them. */
  g_assert_cmpuint (n_refused, >, 1000);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/content/technique-has-all-that-is-written", test_technique_has_all_that_is_written);
  g_test_add_func ("/content/routine-has-all-that-is-written", test_routine_has_all_that_is_written);
  g_test_add_func ("/content/broken-techniques-are-named", test_broken_techniques_are_named);
  g_test_add_func ("/content/broken-routines-are-named", test_broken_routines_are_named);
  g_test_add_func ("/content/other-formats-are-refused", test_other_formats_are_refused);
  g_test_add_func ("/content/every-cut-is-refused", test_every_cut_is_refused);
  g_test_add_func ("/content/zero-bytes-are-refused", test_zero_bytes_are_refused);
  g_test_add_func ("/content/file-names-are-slugs", test_file_names_are_slugs);
  g_test_add_func ("/content/repetitions-are-refused", test_repetitions_are_refused);
  g_test_add_func ("/content/complaints-name-the-line", test_complaints_name_the_line);
  g_test_add_func ("/content/section-has-all-that-is-written", test_section_has_all_that_is_written);
  g_test_add_func ("/content/broken-sections-are-named", test_broken_sections_are_named);
  g_test_add_func ("/content/a-section-in-one-language-is-refused", test_a_section_in_one_language_is_refused);
  g_test_add_func ("/content/references-have-all-that-is-written", test_references_have_all_that_is_written);
  g_test_add_func ("/content/broken-references-are-named", test_broken_references_are_named);
  g_test_add_func ("/content/shared-claims-are-narrowed", test_shared_claims_are_narrowed);
  g_test_add_func ("/content/mutations-are-read-or-refused", test_mutations_are_read_or_refused);

  return g_test_run ();
}
