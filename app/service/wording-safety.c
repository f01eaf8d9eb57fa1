/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/service/wording.h"

#include <glib/gi18n-lib.h>

const char *
fascia_wording_condition (FasciaCondition condition)
{
  static const char *const names[FASCIA_N_CONDITIONS] = {
    N_("Open wound, burn, recent scar or skin infection"),
    N_("Known or suspected broken bone, or stress fracture"),
    N_("Known or suspected blood clot, or new swelling, warmth, redness or pain in one leg"),
    N_("Bone infection (osteomyelitis)"),
    N_("Bone formation in a muscle after a blow (myositis ossificans)"),
    N_("Hot, red, swollen or freshly injured area"),
    N_("Fever or feeling ill"),
    N_("Surgery within the last 6 weeks, or not yet released by the surgeon"),
    N_("Pulled or torn muscle in the last days"),
    N_("New weakness, numbness in the seat area, or trouble passing urine or holding stool"),
    N_("Under the influence of alcohol or strong painkillers"),
    N_("Blood-thinning medicine or a bleeding disorder"),
    N_("Osteoporosis or long-term cortisone"),
    N_("Pregnant, or gave birth in the last weeks"),
    N_("Earlier blood clot, or a high risk of one (long immobility, recent leg cast, active cancer)"),
    N_("Varicose veins or vein inflammation"),
    N_("Diabetes with reduced feeling, or other loss of feeling"),
    N_("Poor circulation in the legs, or heart or kidney failure with swelling"),
    N_("Rheumatoid arthritis or another inflammatory disease in flare"),
    N_("Cancer, present or under treatment"),
    N_("Marked hypermobility or connective-tissue disease"),
    N_("Joint replacement, plates, pacemaker or port"),
    N_("Very high, untreated blood pressure"),
    N_("Rash or contagious skin condition"),
    N_("Pain for more than about 6 weeks, night pain, or unexplained weight loss"),
    N_("Under 16 without an adult"),
  };

  g_return_val_if_fail ((guint) condition < G_N_ELEMENTS (names), "");
  return _(names[condition]);
}

const char *
fascia_wording_advice (FasciaAdvice advice)
{
  switch (advice)
    {
    case FASCIA_ADVICE_HEAL:
      return _("Leave it alone until it has healed; if it is no better after 3 days, or gets worse, see a doctor or physiotherapist.");
    case FASCIA_ADVICE_TOMORROW:
      return _("Rest today, and look again tomorrow.");
    case FASCIA_ADVICE_DOCTOR:
      return _("See a doctor before you go on.");
    case FASCIA_ADVICE_URGENT:
      return _("Call a doctor at once, out of hours the medical helpline, and do not wait until tomorrow. With chest pain or breathlessness call 112.");
    case FASCIA_ADVICE_SURGEON:
      return _("Wait until your surgeon says that you may.");
    case FASCIA_ADVICE_ADULT:
      return _("Ask an adult to be with you.");
    case FASCIA_ADVICE_PROFESSIONAL:
    default:
      return _("Ask a doctor or physiotherapist first.");
    }
}

const char *
fascia_wording_health_due (FasciaHealthDue due)
{
  switch (due)
    {
    case FASCIA_HEALTH_NEVER_ASKED:
      return _("Before the first session, look through the health check.");
    case FASCIA_HEALTH_TOO_OLD:
      return _("The health check is 90 days old; look through it once more.");
    case FASCIA_HEALTH_HAS_CHANGED:
      return _("You said that something has changed; look through the health check once more.");
    case FASCIA_HEALTH_NOT_DUE:
    default:
      return _("The health check is up to date.");
    }
}

/* Those with the same advice stand together; the advice most pressing comes first. */
static void
append_conditions (GString *text, guint32 conditions)
{
  static const FasciaAdvice order[] = {
    FASCIA_ADVICE_URGENT, FASCIA_ADVICE_DOCTOR, FASCIA_ADVICE_SURGEON, FASCIA_ADVICE_PROFESSIONAL,
    FASCIA_ADVICE_HEAL, FASCIA_ADVICE_TOMORROW, FASCIA_ADVICE_ADULT,
  };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      gboolean any = FALSE;

      for (guint condition = 0; condition < FASCIA_N_CONDITIONS; condition++)
        {
          if ((conditions & (1u << condition)) == 0 || fascia_condition_get_advice ((FasciaCondition) condition) != order[i])
            continue;
          if (text->len > 0)
            g_string_append_c (text, ' ');
          /* Translators: what the user answered yes to in the health check. */
          g_string_append_printf (text, _("“%s”."), fascia_wording_condition ((FasciaCondition) condition));
          any = TRUE;
        }
      if (any)
        g_string_append_printf (text, " %s", fascia_wording_advice (order[i]));
    }
}

static void
append_resting (GString *text, guint32 resting)
{
  g_autoptr (GString) areas = g_string_new (NULL);

  for (guint area = 0; area < FASCIA_N_AREAS; area++)
    {
      if ((resting & FASCIA_AREA_BIT (area)) == 0)
        continue;
      if (areas->len > 0)
        g_string_append (areas, _(", "));
      g_string_append (areas, fascia_wording_area ((FasciaArea) area));
    }
  if (areas->len == 0)
    return;
  if (text->len > 0)
    g_string_append_c (text, ' ');
  /* Translators: areas that were too much or hurt last time, such as “Calf, Foot”. */
  g_string_append_printf (text, _("Resting for 48 hours: %s."), areas->str);
}

char *
fascia_wording_safety_reasons (const FasciaSafetyReasons *reasons)
{
  GString *text;

  g_return_val_if_fail (reasons != NULL, NULL);

  text = g_string_new (NULL);
  append_conditions (text, reasons->conditions);
  append_resting (text, reasons->resting);
  return g_string_free (text, FALSE);
}

char *
fascia_wording_safety (const FasciaSafetyVerdict *verdict)
{
  g_autofree char *reasons = NULL;

  g_return_val_if_fail (verdict != NULL, NULL);

  reasons = fascia_wording_safety_reasons (&verdict->reasons);
  switch (verdict->outcome)
    {
    case FASCIA_SAFETY_BLOCKED:
      if (verdict->whole_body)
        return g_strdup_printf (_("Nothing can be started while this is so: %s"), reasons);
      return g_strdup_printf (_("This cannot be started now: %s"), reasons);
    case FASCIA_SAFETY_CHANGED:
      return g_strdup_printf (_("Not all of this can be done as written: %s"), reasons);
    case FASCIA_SAFETY_ALLOWED:
    default:
      return g_strdup (_("Nothing in your answers speaks against this."));
    }
}

char *
fascia_wording_safety_item (const FasciaSafetyItem *item, FasciaLanguage language)
{
  g_return_val_if_fail (item != NULL, NULL);

  switch (item->outcome)
    {
    case FASCIA_SAFETY_CHANGED:
      /* Translators: as in “Instead: Calf with massage stick (Massage stick)”: a technique and its tool. */
      return g_strdup_printf (_("Instead: %1$s (%2$s)"), fascia_text_get (&item->technique->name, language),
                              fascia_wording_tool (item->tool));
    case FASCIA_SAFETY_BLOCKED:
      return g_strdup (_("Left out"));
    case FASCIA_SAFETY_ALLOWED:
    default:
      return g_strdup (_("As written"));
    }
}

char *
fascia_wording_pressure_cap (guint cap)
{
  return g_strdup_printf (_("Pressure at most %u of 10"), cap);
}
