"""The words that headers and stages are recognised by: lists only, what they mean is in `vocabulary`.

Entries are parted by commas where they may be of several words, and by spaces where each is one word.
"""

from __future__ import annotations

from typing import Literal

from evaluation.stages import BASELINE, END, FOLLOW_UP, RETROSPECTIVE, REVIEW

STAGES = {
    BASELINE: (
        "pre, before, baseline, base line, bl, initial, initially, first, start, starting, intake, entry, "
        "admission, opening, t 0, t 1, time 0, time 1, timepoint 1, time point 1, wave 1, before score, "
        "prior, 1 st, screening, at referral"
    ),
    END: (
        "post, after, end, ending, final, last, discharge, closing, closure, close, closed, exit, t 2, "
        "time 2, timepoint 2, time point 2, wave 2, end of work, end of therapy, end of treatment, "
        "end of intervention, end of course, second, 2 nd, endpoint, end point, completion, finish, eot, "
        "closing review, final review, end review, discharge review"
    ),
    REVIEW: "review, mid, midpoint, mid point, midway, interim, middle",
    FOLLOW_UP: "follow up, followup, fu, t 3, time 3, timepoint 3, time point 3, wave 3, third, 3 rd",
    RETROSPECTIVE: (
        "retrospective, retrospectively, retro, looking back, thinking back, retrospective pre, "
        "retrospective baseline, then test, retrospective before"
    ),
}
# Both stages in one breath: which of the two is meant is for the person to say.
BOTH_STAGES = "pre post, pre and post, pre or post, before after, before and after, before or after"
# "2nd referral", "first child": the number counts these and no stage.
ORDINALS = {"1 st": 1, "first": 1, "2 nd": 2, "second": 2, "3 rd": 3, "third": 3}
COUNTED = frozenset(
    "referral referrals episode child baby pregnancy enrolment enrollment course parent caregiver carer "
    "twin spell birth".split()
)
# What stands before the number of a stage ("T1", "Wave 2").
NUMBERED = ("t", "time", "timepoint", "point", "wave")
UNITS = {
    name: unit
    for unit, names in {
        "day": "d day days",
        "week": "w wk wks week weeks",
        "month": "m mo mth mths month months",
        "year": "y yr yrs year years",
    }.items()
    for name in names.split()
}
# "Over the last 2 weeks": what a question asks about, and no stage.
RECALLED = frozenset("last past previous".split())
PERIODS = frozenset("day days week weeks fortnight month months year years".split())
HOW_MANY = frozenset("a one two three four six seven few couple of".split())

Role = Literal[
    "private", "id", "row id", "episode", "measure", "occasion", "rater", "first_contact",
    "second_contact", "end", "start", "date", "attribute", "noise",
]  # fmt: skip

# Names that tools and services give a whole column, and how surely each names its role.
COLUMN_NAMES: tuple[tuple[Role, int, str], ...] = (
    ("measure", 3, "measure, questionnaire, questionnaire name, measure name, outcome measure"),
    ("measure", 2, "tool, assessment tool, form name, instrument"),
    ("measure", 1, "assessment, scale, form"),
    ("occasion", 3, "stage, occasion, timepoint, time point, redcap event name, point in time"),
    ("occasion", 3, "pre post, before after, pre or post, before or after"),
    ("occasion", 2, "event, event name, wave, visit"),
    ("occasion", 1, "time, phase"),
    ("rater", 3, "rater, completed by, rated by, informant, filled in by"),
    ("rater", 2, "perspective, scored by"),
    ("first_contact", 3, "first contact, first contact date, date of first contact"),
    ("first_contact", 3, "1st contact, 1st contact date, date of 1st contact"),
    ("second_contact", 3, "second contact, second contact date, date of second contact"),
    ("second_contact", 3, "2nd contact, 2nd contact date, date of 2nd contact"),
    ("end", 3, "end date, discharge date, date of discharge, closure date, date closed, closed date"),
    ("end", 2, "end of episode, date of end"),
    ("start", 3, "referral date, date of referral, date referred, referral received date"),
    ("start", 3, "date referral received, referral received"),
    ("start", 2, "start date, referred on"),
    ("date", 4, "completion time, date completed, completed on, completion date, date of completion"),
    ("date", 3, "timestamp, submission date, survey timestamp, appointment date, date of appointment"),
    ("date", 2, "submission time"),
    ("date", 1, "start time"),
    ("id", 3, "p number"),
    # Numbers that form tools give each form that comes in: nobody's id, unless there is no other.
    ("row id", 1, "respondent id, response id, user id, user no, unique id, uuid, deviceid, device id"),
    ("row id", 1, "instance id, submission id"),
    ("noise", 1, "last modified time, redcap repeat instrument, redcap repeat instance, repeat instrument"),
    ("noise", 1, "repeat instance"),
)

PEOPLE = frozenset(
    "family client dyad subject participant patient parent mother learner trainee person case child baby "
    "infant user respondent delegate student practitioner staff study p".split()
)
# People after whom an id's column may be called, without a word such as "id".
PEOPLE_ALONE = frozenset("participant family client learner subject".split())
# "Practitioner code" says who did the work, but on a course the practitioner is the learner.
WORKERS = frozenset("worker therapist clinician practitioner staff site team service".split())
BESIDE_IDENTIFIERS = frozenset("unique record attune anon anonymous my".split())
NUMBERS = frozenset("no number num".split())
ROWS = frozenset("row response collector form".split())
EPISODES = frozenset("referral episode enrolment enrollment spell pathway booking".split())
PRIVATE = frozenset(
    "surname forename forenames firstname lastname fullname dob birthday birthdate postcode postcodes postal "
    "email emails telephone tel nhs nino".split()
)
# The same, but for a question of many words: "Did the course address your needs?" asks for no address.
PRIVATE_IF_SHORT = frozenset("name names birth mail phone mobile address initials".split())
PRIVATE_PHRASES = (
    "d o b, post code, contact number, contact no, contact details, next of kin, chi number, chi no, "
    "ni number, ni no, house number"
)
# Words of the above that are no personal data here.
NOT_PRIVATE_PHRASES = (
    "birth weight, birth order, birth trauma, birth experience, birth complications, birth type, birth mode, "
    "birth plan, type of birth, mode of birth, country of birth, after birth, before birth, since birth, "
    "at birth, by phone, by telephone, over the phone, phone call, phone calls, telephone call, "
    "telephone calls, phone contacts, telephone contacts"
)
# Things whose name is no person's.
NAMED_THINGS = frozenset(
    "site service team programme program course workshop centre hub school organisation organization org "
    "employer questionnaire measure tool form event project practice file sheet group borough area "
    "locality ward trust provider ccg icb council authority hospital clinic nursery surgery company "
    "department setting region district county country city town charity cohort pathway intervention "
    "medication drug indicator".split()
)
ATTRIBUTES = frozenset(
    "site service team programme program practitioner worker therapist clinician locality borough area ward "
    "region hub centre ethnicity ethnic language gender sex quintile deprivation imd role employer agency "
    "status arm treat group risk workshop course cohort referrer source pathway intervention".split()
)
# Words beside a questionnaire's name that say the column holds no score of it.
FLAGS: tuple[str, ...] = (
    "above", "below", "cut off", "cutoff", "y n", "yes no", "yn", "recovered", "recovery", "reliable",
    "reliably", "number of", "no of", "reason", "not done", "not completed", "age", "count", "how many",
    "caseness", "eligible", "offered", "declined", "due", "sent", "done", "by whom", "clinical range",
)  # fmt: skip
# Other questionnaires whose names begin like a known one's.
OTHER_FORMS = {"mors child": "MORS-Child", "mors r": "MORS-R", "mors c": "MORS-Child"}
# Names that leave open which of several forms is meant, and the form that is mostly meant.
SHORTENED = {"phq": "PHQ-9", "gad": "GAD-7"}
# Who rated, by the words that mean the same person.
SAME_RATER = {
    word: rater
    for rater, words in {"mother": "mum mother mam mummy mom", "father": "dad father daddy"}.items()
    for word in words.split()
}
NOISE = frozenset(
    "complete completed severity band banding change difference diff caseness category rag comment comments "
    "notes note percentile threshold improved improvement timestamp".split()
)
