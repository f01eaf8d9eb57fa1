/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/find.h"

#include <string.h>

/* Nobody types more; what is pasted must not cost more. */
#define MAX_QUERY_WORDS 16
#define MAX_FUZZY_LENGTH 32

#define MIN_INSIDE_LENGTH 3
#define MIN_ONE_SLIP_LENGTH 4
#define MIN_TWO_SLIPS_LENGTH 8

/* How well one word fits another. */
enum {
  FIT_NONE = 0,
  FIT_TWO_SLIPS = 15,
  FIT_ONE_SLIP = 30,
  FIT_INSIDE = 40,
  FIT_BEGINNING = 70,
  FIT_WHOLE = 90,
  FIT_AS_TYPED = 8, /* added to the two above when no letter had to be forgiven */
};

/* How much it says that a word stands there. */
enum {
  WEIGHT_ASIDE = 1,
  WEIGHT_BESIDE = 2,
  WEIGHT_AREA = 3,
  WEIGHT_NAME = 4,
  WEIGHT_NAME_FIRST = 5,
};

typedef struct {
  char *typed;  /* in small letters */
  char *plain;  /* and without what may be forgiven */
  gsize length; /* of plain */
} Word;

typedef struct {
  guint word; /* position in the finder's words */
  guint weight;
} Place;

typedef struct {
  FasciaFoundKind kind;
  guint index;
  GArray *places; /* element-type Place */
} Entry;

struct _FasciaFinder {
  FasciaCatalog *catalog;
  GArray *words;         /* element-type Word; each once */
  GHashTable *positions; /* typed → position in words, plus 1 */
  GArray *entries;       /* element-type Entry */
};

static void
word_clear (gpointer data)
{
  Word *word = data;

  g_free (word->typed);
  g_free (word->plain);
}

static void
entry_clear (gpointer data)
{
  Entry *entry = data;

  g_array_unref (entry->places);
}

/* (transfer full): "læg", "laeg" and "lag" all become "lag". Both the words and the
 * query go through it, so it does not matter that "shoe" becomes "sho". */
static char *
forgive (const char *typed)
{
  g_autofree char *decomposed = g_utf8_normalize (typed, -1, G_NORMALIZE_ALL);
  g_autoptr (GString) plain = g_string_new (NULL);

  for (const char *at = decomposed; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_ismark (c))
        continue;
      if (c == 0xe6) /* æ */
        c = 'a';
      else if (c == 0xf8) /* ø */
        c = 'o';
      /* The second letter of "ae", "oe" and "aa" goes. */
      if (plain->len > 0 &&
          ((c == 'e' && strchr ("ao", plain->str[plain->len - 1]) != NULL) ||
           (c == 'a' && plain->str[plain->len - 1] == 'a')))
        continue;
      g_string_append_unichar (plain, c);
    }

  return g_string_free (g_steal_pointer (&plain), FALSE);
}

/* (transfer full): the words of @text in small letters. */
static GStrv
split_words (const char *text)
{
  return g_str_tokenize_and_fold (text, NULL, NULL);
}

static guint
add_word (FasciaFinder *self,
          const char *typed)
{
  guint position = GPOINTER_TO_UINT (g_hash_table_lookup (self->positions, typed));
  Word word;

  if (position > 0)
    return position - 1;

  word.typed = g_strdup (typed);
  word.plain = forgive (typed);
  word.length = strlen (word.plain);
  g_array_append_val (self->words, word);
  g_hash_table_insert (self->positions, word.typed, GUINT_TO_POINTER (self->words->len));

  return self->words->len - 1;
}

static void
add_text (FasciaFinder *self,
          Entry *entry,
          const FasciaText *text,
          guint first_weight,
          guint weight)
{
  for (guint language = 0; language < FASCIA_N_LANGUAGES; language++)
    {
      g_auto (GStrv) words = split_words (fascia_text_get (text, language));

      for (guint i = 0; words[i] != NULL; i++)
        {
          Place place = { add_word (self, words[i]), i == 0 ? first_weight : weight };

          g_array_append_val (entry->places, place);
        }
    }
}

static Entry
entry_new (FasciaFoundKind kind,
           guint index)
{
  return (Entry){ kind, index, g_array_new (FALSE, FALSE, sizeof (Place)) };
}

static void
add_technique (FasciaFinder *self,
               guint index,
               const FasciaWords *words)
{
  const FasciaTechnique *technique = fascia_catalog_get_technique (self->catalog, index);
  Entry entry = entry_new (FASCIA_FOUND_TECHNIQUE, index);

  add_text (self, &entry, &technique->name, WEIGHT_NAME_FIRST, WEIGHT_NAME);
  add_text (self, &entry, &technique->muscles, WEIGHT_BESIDE, WEIGHT_BESIDE);
  add_text (self, &entry, &words->areas[technique->area], WEIGHT_AREA, WEIGHT_AREA);
  for (guint i = 0; i < technique->n_tools; i++)
    add_text (self, &entry, &words->tools[technique->tools[i]], WEIGHT_BESIDE, WEIGHT_BESIDE);
  for (guint i = 0; i < FASCIA_N_PLACES; i++)
    if ((technique->places & (1u << i)) != 0)
      add_text (self, &entry, &words->places[i], WEIGHT_BESIDE, WEIGHT_BESIDE);

  g_array_append_val (self->entries, entry);
}

static void
add_routine (FasciaFinder *self,
             guint index)
{
  const FasciaRoutine *routine = fascia_catalog_get_routine (self->catalog, index);
  Entry entry = entry_new (FASCIA_FOUND_ROUTINE, index);

  add_text (self, &entry, &routine->name, WEIGHT_NAME_FIRST, WEIGHT_NAME);
  add_text (self, &entry, &routine->about, WEIGHT_ASIDE, WEIGHT_ASIDE);

  g_array_append_val (self->entries, entry);
}

static void
add_section (FasciaFinder *self,
             guint index)
{
  const FasciaArticleSection *section = fascia_catalog_get_section (self->catalog, index);
  Entry entry = entry_new (FASCIA_FOUND_SECTION, index);

  add_text (self, &entry, &section->title, WEIGHT_NAME, WEIGHT_NAME);
  add_text (self, &entry, &section->summary, WEIGHT_ASIDE, WEIGHT_ASIDE);

  g_array_append_val (self->entries, entry);
}

FasciaFinder *
fascia_finder_new (FasciaCatalog *catalog)
{
  FasciaFinder *self;
  const FasciaWords *words;

  g_return_val_if_fail (catalog != NULL, NULL);

  self = g_new0 (FasciaFinder, 1);
  self->catalog = fascia_catalog_ref (catalog);
  self->words = g_array_new (FALSE, FALSE, sizeof (Word));
  g_array_set_clear_func (self->words, word_clear);
  self->positions = g_hash_table_new (g_str_hash, g_str_equal);
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (self->entries, entry_clear);

  words = fascia_catalog_get_words (catalog);
  for (guint i = 0; i < fascia_catalog_get_n_techniques (catalog); i++)
    add_technique (self, i, words);
  for (guint i = 0; i < fascia_catalog_get_n_routines (catalog); i++)
    add_routine (self, i);
  for (guint i = 0; i < fascia_catalog_get_n_sections (catalog); i++)
    add_section (self, i);

  return self;
}

void
fascia_finder_free (FasciaFinder *self)
{
  if (self == NULL)
    return;

  fascia_catalog_unref (self->catalog);
  g_array_unref (self->entries);
  g_hash_table_unref (self->positions);
  g_array_unref (self->words);
  g_free (self);
}

/* How many keys @typed is away from @word or from its beginning: letters put in, left
 * out, changed, or two swapped. @limit + 1 when there are more than @limit. */
static guint
count_slips (const char *typed,
             gsize typed_length,
             const char *word,
             gsize word_length,
             guint limit)
{
  guint rows[3][MAX_FUZZY_LENGTH + 1];
  guint least = 0;

  /* A longer word is looked at only as far as its beginning could reach. */
  word_length = MIN (word_length, typed_length + limit);
  if (typed_length > MAX_FUZZY_LENGTH - 2 || word_length + limit < typed_length)
    return limit + 1;

  for (gsize j = 0; j <= word_length; j++)
    rows[0][j] = j;
  for (gsize i = 1; i <= typed_length; i++)
    {
      guint *row = rows[i % 3];
      const guint *above = rows[(i + 2) % 3];
      const guint *above_that = rows[(i + 1) % 3];

      row[0] = i;
      least = row[0];
      for (gsize j = 1; j <= word_length; j++)
        {
          row[j] = above[j - 1] + (typed[i - 1] != word[j - 1]);
          row[j] = MIN (row[j], above[j] + 1);
          row[j] = MIN (row[j], row[j - 1] + 1);
          if (i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1])
            row[j] = MIN (row[j], above_that[j - 2] + 1);
          least = MIN (least, row[j]);
        }
      if (least > limit)
        return limit + 1;
    }

  /* A beginning is enough: the rest may not be typed yet. */
  return least;
}

static guint
fit_nearly (const Word *asked,
            const Word *word)
{
  guint limit = asked->length >= MIN_TWO_SLIPS_LENGTH ? 2 : 1;

  if (asked->length < MIN_ONE_SLIP_LENGTH)
    return FIT_NONE;

  switch (count_slips (asked->plain, asked->length, word->plain, word->length, limit))
    {
    case 0:
    case 1:
      return FIT_ONE_SLIP;
    case 2:
      return limit >= 2 ? FIT_TWO_SLIPS : FIT_NONE;
    default:
      return FIT_NONE;
    }
}

static guint
fit (const Word *asked,
     const Word *word)
{
  if (strcmp (asked->plain, word->plain) == 0)
    return FIT_WHOLE + (strcmp (asked->typed, word->typed) == 0 ? FIT_AS_TYPED : 0);
  if (g_str_has_prefix (word->plain, asked->plain))
    return FIT_BEGINNING + (g_str_has_prefix (word->typed, asked->typed) ? FIT_AS_TYPED : 0);
  if (asked->length >= MIN_INSIDE_LENGTH && strstr (word->plain, asked->plain) != NULL)
    return FIT_INSIDE;

  return fit_nearly (asked, word);
}

/* Little words that say nothing of what is looked for: found is fine, not found too. */
static gboolean
is_little (const char *word)
{
  static const char *const little[] = {
    "a", "an", "and", "at", "for", "in", "my", "of", "on", "the", "to", "with",
    "af", "en", "et", "i", "med", "min", "mod", "mit", "og", "på", "til", NULL
  };

  return g_strv_contains (little, word);
}

/* Adds to @scores, one for each entry, how well it has @typed; 0 stays what it is for
 * an entry that lacks a word. */
static void
look_for (FasciaFinder *self,
          const char *typed,
          guint *scores)
{
  g_autofree guint *fits = g_new (guint, self->words->len);
  guint best_fit = FIT_NONE;
  guint least_fit;
  Word asked;

  asked.typed = (char *)typed;
  asked.plain = forgive (typed);
  asked.length = strlen (asked.plain);
  for (guint i = 0; i < self->words->len; i++)
    {
      fits[i] = fit (&asked, &g_array_index (self->words, Word, i));
      best_fit = MAX (best_fit, fits[i]);
    }
  g_free (asked.plain);
  /* Where the word itself is known it was no slip: "wall" does not mean "ball". */
  least_fit = best_fit >= FIT_INSIDE ? FIT_INSIDE : FIT_NONE;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);
      guint best = 0;

      if (scores[i] == 0)
        continue;
      for (guint j = 0; j < entry->places->len; j++)
        {
          const Place *place = &g_array_index (entry->places, Place, j);

          if (fits[place->word] >= least_fit)
            best = MAX (best, fits[place->word] * place->weight);
        }
      if (best > 0)
        scores[i] += best;
      else if (!is_little (typed))
        scores[i] = 0;
    }
}

static gboolean
technique_passes (const FasciaTechnique *technique,
                  const FasciaFindFilter *filter)
{
  guint tools = 0;

  for (guint i = 0; i < technique->n_tools; i++)
    tools |= 1u << technique->tools[i];

  return (filter->areas == 0 || (filter->areas & (1u << technique->area)) != 0) &&
         (filter->tools == 0 || (filter->tools & tools) != 0) &&
         (filter->levels == 0 || (filter->levels & (1u << technique->level)) != 0) &&
         (!filter->wall || fascia_technique_is_wall (technique)) &&
         (filter->owned == 0 || (filter->owned & tools) != 0);
}

static gboolean
routine_passes (const FasciaCatalog *catalog,
                const FasciaRoutine *routine,
                const FasciaFindFilter *filter)
{
  guint areas = 0;
  guint tools = 0;
  gboolean wall = TRUE;

  for (guint i = 0; i < routine->items->len; i++)
    {
      const FasciaRoutineItem *item = g_ptr_array_index (routine->items, i);
      const FasciaTechnique *technique = fascia_catalog_find_technique (catalog, item->technique);

      areas |= 1u << technique->area;
      tools |= 1u << item->tool;
      wall = wall && fascia_technique_is_wall (technique);
    }

  return (filter->areas == 0 || (filter->areas & areas) != 0) &&
         (filter->tools == 0 || (filter->tools & tools) != 0) &&
         (filter->levels == 0 || (filter->levels & (1u << routine->level)) != 0) &&
         (!filter->wall || wall) &&
         (filter->owned == 0 || (tools & ~filter->owned) == 0);
}

static gboolean
entry_passes (const FasciaFinder *self,
              const Entry *entry,
              const FasciaFindFilter *filter)
{
  if (filter == NULL)
    return TRUE;

  switch (entry->kind)
    {
    case FASCIA_FOUND_TECHNIQUE:
      return technique_passes (fascia_catalog_get_technique (self->catalog, entry->index), filter);
    case FASCIA_FOUND_ROUTINE:
      return routine_passes (self->catalog, fascia_catalog_get_routine (self->catalog, entry->index), filter);
    case FASCIA_FOUND_SECTION:
    default:
      return filter->areas == 0 && filter->tools == 0 && filter->levels == 0 && !filter->wall;
    }
}

static int
compare_found (gconstpointer a,
               gconstpointer b)
{
  const FasciaFound *first = a;
  const FasciaFound *second = b;

  if (first->score != second->score)
    return first->score > second->score ? -1 : 1;
  if (first->kind != second->kind)
    return (int)first->kind - (int)second->kind;

  return (int)first->index - (int)second->index;
}

GArray *
fascia_finder_search (FasciaFinder *self,
                      const char *query,
                      const FasciaFindFilter *filter)
{
  g_autofree char *valid = NULL;
  g_auto (GStrv) words = NULL;
  g_autofree guint *scores = NULL;
  GArray *found;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (query != NULL, NULL);

  /* Each entry starts with 1, for 0 means that it lacks a word. */
  scores = g_new (guint, self->entries->len);
  for (guint i = 0; i < self->entries->len; i++)
    scores[i] = entry_passes (self, &g_array_index (self->entries, Entry, i), filter) ? 1 : 0;

  valid = g_utf8_make_valid (query, -1);
  words = split_words (valid);
  for (guint i = 0; words[i] != NULL && i < MAX_QUERY_WORDS; i++)
    look_for (self, words[i], scores);

  found = g_array_new (FALSE, FALSE, sizeof (FasciaFound));
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);
      FasciaFound one = { entry->kind, entry->index, scores[i] - 1 };

      if (scores[i] > 0)
        g_array_append_val (found, one);
    }
  g_array_sort (found, compare_found);

  return found;
}
