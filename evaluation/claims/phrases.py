"""The phrases by which a claim says what happened, to whom and why: patterns of small letters."""

from __future__ import annotations

import re
from typing import Literal

Happened = Literal["improved", "worse", "no_change", "recovered", "not_judged", "paired", ""]

_CHANGED = (
    r"(?:had |showed )?no (?:reliable )?change|stayed (?:the same|in the same)|unchanged|\bthe same\b"
    r"|did(?: not|n't) change|(?:changed by )?less change|changed by less"
)
_BETTER = (
    r"improve(?:d|s|ments?)?\b|improving|better\b|happier\b|progress(?:ed)?\b|benefit(?:ed|ted)\b|gain(?:ed)?\b"
    r"|increased?\b|fell\b|rose\b|lower\b|reduc(?:ed|es|tion)\b|helped\b"
)
VERBS: tuple[tuple[Happened, str], ...] = (
    ("not_judged", r"could not be judged"),
    ("paired", r"scores [^.]*?\b(?:are|is) held"),
    ("no_change", _CHANGED),
    ("worse", r"(?:got|scored|felt|did|became) (?:\w+ )?worse|worse\b|worsened|deteriorated|declined"),
    ("recovered", r"recover(?:ed|y)|no longer|(?:crossed|below) the cut-off|out of the clinical range"),
    ("improved", _BETTER),
)
NEGATED = re.compile(
    r"(?:\b(?:not|never|failed to|without|hardly|barely|scarcely)|n't) "
    r"(?:(?:get|getting|got|feel|show|see|make|have|had|any|much|really|reliably|significantly) )*"
    r"(?:improv|better|happier|recover|progress|benefit|worse|deteriorat)"
    r"|\bno (?:reliable |real |significant |clear )?"
    r"(?:better|happier|worse|improvement|progress|benefit|recovery)\b"
)
# How far scores moved is no share of people: "improved by 40%", "a 40% reduction", "halved".
AMOUNT = re.compile(
    r"\bby (?:(?:about|around|nearly|almost|over|up to|more than|at least|an average of) )?"
    r"\d+(?:\.\d+)?\s?(?:%|per\s?cent\b)"
    r"|\bby (?:a )?(?:half|third|quarter)\b"
    r"|\bby (?:(?:about|around|nearly|almost|over|up to|more than|at least|an average of) )?"
    r"(?:\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten) (?:or more )?points?\b"
    r"|\d+(?:\.\d+)?\s?(?:%|per\s?cent) (?:(?:average|overall|reliable|significant|greater|more) )?"
    r"(?:improvement|reduction|increase|decrease|rise|fall|drop|lower|higher|less|fewer)\b(?! rate)"
    r"|\d+(?:\.\d+)?\s?(?:%|per\s?cent) (?:more|better (?:than|off)|better scores)\b"
    r"|\b(?:halved|doubled|trebled|tripled|twice|half again|double the)\b"
    r"|\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten) times (?:as|more|better|less|the)\b"
)
COMPARED = re.compile(
    r"\bthan (?:in |at )?(?:other|others|similar|the (?:national|england|local|rest)|(?:the )?average"
    r"|elsewhere|most|any other|before we|last (?:year|quarter)|without)\b"
    r"|\b(?:above|below) (?:the )?(?:national )?average\b|\bnational average\b"
    r"|(?<!not )\bcompared (?:with|to)\b"
    r"|\b(?:outperform|best in)\w*"
)
SIGNIFICANT = re.compile(
    r"(?:\bstatistically |(?<!clinically )\b)significan(?:tly|t|ce)"
    r"(?= (?:\w+ )?(?:improv|better|change|progress|reduc|increas|less|lower|higher|drop|fall|rise|differen))"
    r"|(?:improve(?:d|ment)?|better|change[ds]?|progress|reduced|increased|fell|rose) (?:\w+ )?"
    r"(?<!clinically )significant(?:ly)?\b|\bstatistical(?:ly)? significan(?:t|ce)"
)
UP, DOWN = re.compile(r"increas|rose"), re.compile(r"fell|lower|reduc")
CAUSAL = re.compile(
    r"\b(?:because\b|thanks to|due to|led to|leads to|caused?\b|as a result\b|result(?:ed|s)? in"
    r"|attributable to|owing to|helped\b|helps\b|helping\b|reduc(?:ed|es|ing)\b|transform(?:ed|s|ing)\b"
    r"|ma(?:de|kes) (?:a|the) difference|ha[ds] an impact|enabl(?:ed|es|ing)\b|empower(?:ed|s|ing)\b"
    r"|brought about|responsible for|by attending|by taking part"
    r"|impact (?:of|on)|effect of|effective|works\b|worked for|through our\b"
    r"|through (?:the|this) (?:service|programme|project|therapy|course|support|sessions|intervention|group)"
    r"|prov(?:es?|ed|en)\b|proof"
    r"|(?:we|service|programme|project|therapy|course|support|sessions|intervention|team) "
    r"(?:has |have |had |also |significantly )*(?:improved|increased|lowered|raised|changed|cut))"
)
# Who finished something is whom a figure is about; that they did is no cause.
COMPLETED = re.compile(
    r"\b(?:(?:who|that|which) (?:have |had |has )?(?:completed|finished|attended|started|joined|took part in)"
    r"|completed|completing|finishing|attending) (?:(?:the|our|a|this|their|whole|full|all|of) )*(?:\w+ )?"
    r"(?:service|programme|project|therapy|course|support|sessions|intervention|group|treatment)\b"
)
# What says that no cause is claimed. It ends where its clause does, so that nothing hides behind it.
DENIED = re.compile(
    r"\bcause (?:is not|isn't) known\b"
    r"|\bcan(?:'t|not) (?:show|say|tell|prove) (?:that|what|whether) (?:(?:the|our|this) )?(?:\w+ )?caused?\b"
)
FELT = re.compile(r"\bhapp(?:ier|iness)\b|\b(?:feel(?:s|ing)?|felt) (?:\w+ )?better\b")
NOUNS = (
    *("families", "parents", "mothers", "mums", "fathers", "dads", "carers", "babies", "infants", "children"),
    *("learners", "practitioners", "staff", "goals", "referrals", "enrolments", "clients", "people"),
    *("participants", "service users", "users", "women", "dyads"),
)
BOTH = re.compile(
    r"both scores|two scores|rated twice|before and after scores|completed both|with a second score|paired"
)
FIRST = re.compile(r"(?:with|had|gave) a first score|who started|of those starting")
EVERYONE = re.compile(
    r"all (?:the )?(?:families|parents|people|clients) (?:we|who were|that we|referred)|everyone|everybody"
    r"|referred to us|in the file|of all those referred|we (?:saw|worked with|supported)"
)
# Who gave the scores: as "rated by practitioners", or as "practitioners said".
_WHO = {
    "parent": r"parents?|mothers?|mums?|fathers?|dads?|carers?",
    "practitioner": r"practitioners?|therapists?|clinicians?|staff|professionals?|psychologists?|workers?",
    "observer": r"(?:independent )?(?:observers?|raters?|coders?|researchers?)",
    "learner": r"learners?|trainees?",
    "supervisor": r"supervisors?",
}
RATERS = {
    rater: re.compile(
        rf"\b(?:(?:rated|scored|assessed|reported|judged|filled in|answered|observed|completed) by"
        rf"|according to|in the (?:eyes|view|opinion) of) (?:(?:the|their|our|a|an|its) )?(?:{who})\b"
        rf"|\b(?:{who}) (?:rated|scored|assessed|reported|judged|observed|said|told us|thought)\b"
        rf"|\b(?:{who})-(?:rated|reported|assessed)\b"
    )
    for rater, who in _WHO.items()
}
# Words at a number that make it another: "not 12", "the first 12", "another 12", "12 more", "-12".
TWISTED = re.compile(
    r"\b(?:not|another|(?:a )?further|(?:the )?(?:first|last|best|next))"
    r" (?:\d[\d,]*%?|two|three|four|five|six|seven|eight|nine|ten)(?![\w.%])"
    r"(?! (?:days?|weeks?|months?|years?|sessions?|visits?|scores?|points?|ratings?)\b)"
    r"|\b\d[\d,]* (?:more|fewer|less|extra|additional)\b(?! (?:than|or)\b)"
    r"|(?<![\w)%.])-\d[\d,]*"
)
INTERVAL = re.compile(
    r"\(?(?P<level>\d+(?:\.\d+)?%)\s+(?:confidence )?(?:interval|ci)[:,]?\s+(?:of |from )?"
    r"(?P<low>(?:(?:less|more) than )?\d+(?:\.\d+)?%?)\s*(?:to|-|and)\s*"
    r"(?P<high>(?:(?:less|more) than )?\d+(?:\.\d+)?%)"
)
# Numbers that are not read: better refused than read as another.
VAGUE = re.compile(
    r"\b(?:(?:an?|\d+|[a-z]+teen|[a-z]+ty|one|two|three|four|five|six|seven|eight|nine|ten|several|many) )?"
    r"(?:hundreds?|thousands?|millions?|dozens?)\b(?: and [a-z-]+)?"
)
