# SPDX-License-Identifier: GPL-3.0-or-later
"""The guidance as people read it: whole in both languages, linked, honest.

The parsers refuse what is broken (tests/core/content.c); here is what no parser
can know: what the articles have, what leads where, and what must not be promised.
"""

import configparser
import re

from check import main

ARTICLES = {
    "mfr": "intro what-is how-it-works benefits who-benefits side-effects find-physio faq "
           "faq-what-to-expect faq-session-length faq-painful faq-combine",
    "smr": "intro what-is how-it-works benefits who-benefits how-to risks in-training faq "
           "faq-vs-massage faq-injuries faq-how-often",
}
SLUGS = {f"{article}/{name}" for article, names in ARTICLES.items() for name in names.split()}
CONTAINERS = {slug for slug in SLUGS if slug.endswith(("/intro", "/faq"))}
# Each section says at its end which article it retells.
NAMES = {"mfr": "“Myofascial release”", "smr": "“Selvmyofascial release”"}
LANGUAGES = {"en": "", "da": "[da]"}
MAX_LINE = 90


def read(path):
    """An .ini as GKeyFile reads it: case kept, values as they stand."""
    file = configparser.RawConfigParser(delimiters=("=",), comment_prefixes=("#",), strict=True,
                                        interpolation=None, empty_lines_in_values=False)
    file.optionxform = str
    file.read_string(path.read_text(encoding="utf-8"), str(path))
    return file


def folder(source):
    return source / "data" / "content"


def sections(source):
    """slug → (its .ini, {language: body})."""
    articles = folder(source) / "articles"
    return {slug: (read(articles / f"{slug}.ini"),
                   {language: (articles / f"{slug}.{language}.md").read_text(encoding="utf-8") for language in LANGUAGES})
            for slug in sorted(SLUGS)}


def words(value):
    return [word.strip() for word in value.split(";") if word.strip()]


def complete(source, build):
    """Every file of the content is built in, listed, and in both languages."""
    content = folder(source)
    there = {str(path.relative_to(content)) for path in content.rglob("*") if path.is_file()} - {"content.gresource.xml"}
    built = re.findall(r"<file>(.*?)</file>", (content / "content.gresource.xml").read_text(encoding="utf-8"))
    if len(built) != len(set(built)):
        yield "content.gresource.xml names a file twice"
    for name in sorted(there ^ set(built)):
        yield f"{name} is {'not in content.gresource.xml' if name in there else 'in content.gresource.xml, but not there'}"

    wanted = {f"articles/{slug}{ending}" for slug in SLUGS for ending in (".ini", ".en.md", ".da.md")}
    for name in sorted({name for name in there if name.startswith("articles/")} ^ wanted):
        yield f"{name} {'is no section of the two articles' if name in there else 'is missing'}"

    order = read(content / "order.ini")["order"]
    for key in ("techniques", "routines", "sections"):
        listed = words(order[key])
        if len(listed) != len(set(listed)):
            yield f"order.ini lists one of the {key} twice"
        place = "articles" if key == "sections" else key
        files = {str(path.relative_to(content / place))[:-len(".ini")] for path in (content / place).rglob("*.ini")}
        for name in sorted(files ^ set(listed)):
            yield f"{name} is {'not in order.ini' if name in files else f'in order.ini, but not in {place}'}"


def linked(source, build):
    """Each section that holds facts is linked from somewhere and leads somewhere;
    those that hold none list their neighbours."""
    content = folder(source)
    leads_from = {}
    for slug, (ini, bodies) in sections(source).items():
        leads = words(ini["section"]["leads-to"])
        leads_from[slug] = {lead[len("section:"):] for lead in leads if lead.startswith("section:")}
        if not leads:
            yield f"{slug} leads nowhere"
        if f"section:{slug}" in leads:
            yield f"{slug} leads to itself"

        article = slug[:3]
        if slug.endswith("/intro"):
            wanted = {other for other in SLUGS if other.startswith(article) and "/faq-" not in other} - {slug}
        elif slug.endswith("/faq"):
            wanted = {other for other in SLUGS if other.startswith(f"{article}/faq-")}
        else:
            wanted = set()
        for missing in sorted(wanted - leads_from[slug]):
            yield f"{slug} holds no facts, so it must list its neighbour {missing}"

        acts = any(lead.split(":")[0] in ("technique", "routine", "page", "web") for lead in leads)
        if article == "mfr" and slug not in CONTAINERS and not acts and "mfr/find-physio" not in leads_from[slug]:
            yield f"{slug} leads to nothing that can be done, so it must lead to mfr/find-physio"
        if article == "smr" and slug not in CONTAINERS and not acts and "mfr/find-physio" not in leads_from[slug]:
            yield f"{slug} leads to nothing that can be done, nor to mfr/find-physio"

        for language, body in bodies.items():
            if NAMES[article] not in body:
                yield f"{slug}.{language}.md does not name the article {NAMES[article]} it retells"

    named = {slug for kind in ("techniques", "routines") for path in (content / kind).glob("*.ini")
             for slug in words(read(path)[kind[:-1]]["sections"])}
    for slug in sorted(SLUGS - CONTAINERS):
        # A table of contents alone does not bring anybody here at the right moment.
        if slug not in named and not any(slug in leads for other, leads in leads_from.items() if other not in CONTAINERS):
            yield f"nothing but a list of contents leads to {slug}"
    for slug in ("smr/how-to", "smr/risks"):
        for path in sorted((content / "techniques").glob("*.ini")):
            if slug not in words(read(path)["technique"]["sections"]):
                yield f"{path.name} does not link to {slug}"


def short(source, build):
    """A cue is read at a glance, from the floor."""
    for path in sorted((folder(source) / "techniques").glob("*.ini")):
        for key, value in read(path)["cues"].items():
            if len(value) > MAX_LINE:
                yield f"{path.name}, {key}: {len(value)} characters; {MAX_LINE} is the most"


def claims_of(file):
    return [(name, group) for name, group in file.items() if re.fullmatch(r"(claim|evidence) \d+", name)]


def all_claims(source):
    """(file name, group name, group) of everything that claims something."""
    content = folder(source)
    for path in [content / "claims.ini", *sorted(content.glob("techniques/*.ini")), *sorted(content.glob("articles/*/*.ini"))]:
        for name, group in claims_of(read(path)):
            yield path.relative_to(content), name, group


# Which kinds of source carry a grade.
CARRIES = {
    "article": {"article"},
    "trial": {"trial", "review", "study", "survey"},
    "consensus": {"consensus"},
    "practice": {"guidance", "survey", "case", "review", "article"},
}


def sourced(source, build):
    """Each claim has a source of the kind its grade says; each source is sound."""
    references = read(folder(source) / "sources.ini")
    count = 0
    for path, name, group in all_claims(source):
        count += 1
        sources = words(group["sources"])
        for missing in (one for one in sources if one not in references):
            yield f"{path}, [{name}]: the source {missing} is not in sources.ini"
        kinds = {references[one]["kind"] for one in sources if one in references}
        if not kinds & CARRIES[group["grade"]]:
            yield f"{path}, [{name}]: no source of it is of a kind that carries the grade “{group['grade']}”"
        if group["grade"] != "practice" and "practice" in sources:
            yield f"{path}, [{name}]: it rests on common practice, but its grade does not say so"
    if count < 50:
        yield f"only {count} claims were found: this check looks in the wrong place"

    for name, group in references.items():
        if name == references.default_section:
            continue
        if not any(key in group for key in ("title", "journal", "doi", "pmc")) and not ("authors" in group and "year" in group):
            yield f"sources.ini, [{name}]: nobody could find it; add its authors and year, or its title"
        if "doi" in group and not re.fullmatch(r"10\.\d{4,9}/\S+", group["doi"]):
            yield f"sources.ini, [{name}]: “{group['doi']}” is no DOI"
        year = group.get("year", "")
        if re.search(r"\d{4}", name) and year and year not in name:
            yield f"sources.ini, [{name}]: its name and its year do not agree"
    dois = [group["doi"].lower() for group in references.values() if "doi" in group]
    for doi in sorted({doi for doi in dois if dois.count(doi) > 1}):
        yield f"sources.ini: two groups have the DOI {doi}"


# What content-facts 2.6 says no text may promise. A promise that is denied, doubted or
# told as what an article says is none; “may” is enough only where it says so.
DENIED = {
    "en": r"\b(not|no|never|nor|whether|nothing|hardly|cannot|unknown|unclear|article|says|said|believed|claims?|is a picture)\b|n’t\b",
    "da": r"\b(ikke|ingen|intet|aldrig|næppe|hverken|uvist|ukendt|uklart|artiklen|siger|siges|sagt|hævder|et billede)\b",
}
HEDGED = {
    "en": r"\b(may|might|can|could|some|many|seems?|feel)\b",
    "da": r"\b(kan|måske|muligvis|nogle|mange|ser ud|føles|oplever)\b",
}
# (pattern, whether “may” makes it honest)
PROMISES = {
    "en": [
        (r"(?<!poorly )\b(heals?|healing|cures?|curing)\b", False),
        (r"\b(treats|treating)\b", False),
        (r"\b(break|breaks|breaking|tears?|tearing|loosens?|loosening|frees?|freeing|dissolves?|releases?)\b[^.]*"
         r"\b(adhesions?|tangled|stuck|restrictions?|restricted|knots?|scar tissue)\b", False),
        (r"\b(makes?|making|become|get|gets)\b[^.]*\b(faster|stronger|fitter)\b", False),
        (r"\b(improves?|improving|boosts?|better|higher)\b[^.]*\bperformance\b", False),
        (r"\b(prevents?|preventing|protects?|protecting|lowers?|reduces?|fewer|avoids?)\b[^.]*\binjur", False),
        (r"\b(relieves?|relieving|removes?|takes away|eases|gets rid of|ends)\b[^.]*\bpain\b", True),
        (r"\b(toxins?|waste products?|detox\w*)\b", False),
        (r"\b(sleep better|better sleep|(reduces?|lowers?|relieves?) (your )?stress)\b", False),
    ],
    "da": [
        (r"\b(heler(?! dårligt)|hele sår|heling\w*|kurerer|kurere|helbreder|helbrede)\b", False),
        (r"\b(rulning|rullen|teknikken|øvelsen|appen|den|det) behandler\b", False),
        (r"\b(bryder|bryde|nedbryder|løsner|løsne|river|rive|opløser|opløse|frigør|frigøre|frigiver)\b[^.]*"
         r"\b(sammenvok\w*|sammenfiltre\w*|fastlåst\w*|knuder|restriktion\w*|arvæv)\b", False),
        (r"\b(gør|bliver|bliv|blive)\b[^.]*\b(hurtigere|stærkere)\b(?! (næste|end du ønsker))", False),
        (r"\b(forbedrer|forbedre|øger|øge|bedre|højere)\b[^.]*\bpræstation", False),
        (r"\b(forebygger|forebygge|beskytter|beskytte|mindsker|nedsætter|færre|undgår|undgå)\b[^.]*\bskade", False),
        (r"\b(lindrer|fjerner|tager|dæmper)\b[^.]*\bsmerte", True),
        (r"\b(giftstof\w*|affaldsstof\w*|toksin\w*|udrens\w*)\b", False),
        (r"\b(sove bedre|sover bedre|bedre søvn|(mindsker|sænker|dæmper) (din )?stress)\b", False),
    ],
}
CAUGHT = {
    "en": [
        "Rolling heals tired muscles.", "It cures back pain.", "The technique treats a sore knee.",
        "Rolling breaks up adhesions in the fascia.", "Slow pressure may loosen stuck tissue.",
        "The ball frees restricted fascia.", "Rolling makes you faster and stronger.",
        "It improves your performance.", "Rolling prevents injuries.", "Regular rolling reduces the risk of injury.",
        "Rolling relieves pain.", "It flushes out toxins.", "You sleep better afterwards.", "Rolling reduces stress.",
    ],
    "da": [
        "Rulning heler trætte muskler.", "Det kurerer ondt i ryggen.", "Rulning behandler et ømt knæ.",
        "Rullen løsner sammenvokset væv.", "Trykket kan bryde restriktioner i fascien.",
        "Bolden frigør fastlåst væv.", "Rulning gør dig hurtigere og stærkere.",
        "Det forbedrer din præstation.", "Rulning forebygger skader.", "Regelmæssig rulning mindsker risikoen for skader.",
        "Rulning lindrer smerter.", "Det skyller affaldsstoffer ud.", "Du sover bedre bagefter.", "Rulning mindsker stress.",
    ],
}
HONEST = {
    "en": [
        "The name says “release”, but rolling does not tear loose stuck tissue.",
        "It seems mainly to change how the nervous system feels pressure and stretch.",
        "Blood flow can rise for a while. Whether anything heals faster is not known.",
        "May make sore muscles feel a little less sore over the next days.",
        "Gives more movement for a short while. Lasting change takes more than four weeks of regular rolling.",
        "Does not make you faster or stronger to any degree you would notice.",
        "It is not known whether rolling prevents injuries.",
        "Many find it pleasant. Measurements of stress have not shown a clear effect.",
        "The article says that this loosens tangled tissue and lets tension go.",
        "Numb or poorly healing feet: ask a doctor first.",
        "It may ease pain.", "Too much pressure can injure you.", "Ask the physiotherapist about your treatment.",
    ],
    "da": [
        "Navnet siger “release”, men rullen river ikke sammenvokset væv løs.",
        "Den ser mest ud til at ændre, hvordan nervesystemet oplever tryk og stræk.",
        "Blodgennemstrømningen kan stige en kort tid. Om noget heler hurtigere, ved man ikke.",
        "Kan gøre ømme muskler lidt mindre ømme de næste dage.",
        "Giver større bevægelighed i en kort periode. Varig ændring kræver mere end fire ugers regelmæssig rulning.",
        "Gør dig ikke mærkbart hurtigere eller stærkere.",
        "Man ved ikke, om rulning forebygger skader.",
        "Mange synes, det er rart. Målinger af stress har ikke vist en tydelig effekt.",
        "Artiklen siger, at det løsner sammenfiltret væv og giver slip på spændinger.",
        "Følelsesløse fødder eller fødder, der heler dårligt: spørg først en læge.",
        "Det kan måske dæmpe smerter.", "For hårdt tryk kan give skader.", "Spørg fysioterapeuten om din behandling.",
    ],
}


def sentences(text):
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text).replace("**", "")
    return [" ".join(one.split()) for one in re.split(r"(?<=[.?!])\s+|\n\s*\n|\n[-\d]", text) if one.strip()]


def promise(language, sentence):
    """What a sentence promises that nobody can keep, or None. A question promises nothing."""
    small = sentence.lower()
    if small.endswith("?") or re.search(DENIED[language], small):
        return None
    for pattern, hedge in PROMISES[language]:
        found = re.search(pattern, small)
        if found and not (hedge and re.search(HEDGED[language], small)):
            return found.group()
    return None


def texts(source):
    """(where, language, text) of everything the content says."""
    content = folder(source)
    for path in sorted(content.rglob("*.ini")):
        if path.name in ("order.ini", "sources.ini", "words.ini"):
            continue
        for name, group in read(path).items():
            for key, value in group.items():
                if f"{key}[da]" in group:
                    yield f"{path.relative_to(content)}, [{name}] {key}", "en", value
                elif key.endswith("[da]"):
                    yield f"{path.relative_to(content)}, [{name}] {key}", "da", value
    for path in sorted(content.rglob("*.md")):
        yield str(path.relative_to(content)), path.name.split(".")[-2], path.read_text(encoding="utf-8")


def honest(source, build):
    """No text promises what research does not carry (content-facts 2.6)."""
    for language in LANGUAGES:
        for sentence in CAUGHT[language]:
            if not promise(language, sentence):
                yield f"the word list does not catch “{sentence}”"
        for sentence in HONEST[language]:
            if any(promise(language, one) for one in sentences(sentence)):
                yield f"the word list catches the honest “{sentence}”"

    count = 0
    for where, language, text in texts(source):
        for sentence in sentences(text):
            count += 1
            found = promise(language, sentence)
            if found:
                yield f"{where}: “{found}” in “{sentence}” is a promise; say what is known, or who says so"
    if count < 1000:
        yield f"only {count} sentences were found: this check looks in the wrong place"


FAULTS = (
    (re.compile(r'"'), 'a straight quote (write “…”)'),
    (re.compile(r"'"), "a straight apostrophe (write ’)"),
    (re.compile(r"\.\.\."), "three dots (write …)"),
    (re.compile(r"\S  +\S"), "two spaces"),
    (re.compile(r"\d ?-\d"), "a hyphen in a range (write –)"),
    (re.compile(r"\S - \S"), "a hyphen as a dash (write –)"),
    (re.compile(r"[ \t]$", re.M), "a space at the end of a line"),
)


def typography(source, build):
    """Real typography in both languages."""
    for where, _, text in texts(source):
        for pattern, fault in FAULTS:
            if pattern.search(text):
                yield f"{where} has {fault}"


if __name__ == "__main__":
    main({"complete": complete, "linked": linked, "short": short, "sourced": sourced,
          "honest": honest, "typography": typography})
