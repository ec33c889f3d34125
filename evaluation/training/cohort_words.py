"""What a programme's trainees together say in words, made from the evidence alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.findings.finding import Caveat
from evaluation.training.figures import number, told

if TYPE_CHECKING:
    from evaluation.training.evidence import Cohort

NO_STANDARD = Caveat(
    key="no_standard",
    text="Pass marks and the least number of cases are not published: they are set by your course. A session "
    "counts as passed, and a unit or an accreditation as reached, only where the files say so.",
)
OF_ALL = Caveat(
    key="of_all",
    text="Shares are of all trainees of a pathway, those included who have not come to that part yet or have "
    "chosen another accreditation.",
)
CHOSEN = Caveat(
    key="chosen",
    text="Feedback is from those who gave it, who may differ from those who did not. Best means one of the "
    "two best answers of four or more, the best one of fewer.",
)
SEVERAL_QUESTIONS = Caveat(
    key="several_questions",
    text="Feedback forms ask several things, so their answers are counted one by one, without an interval.",
)
UNDATED = Caveat(
    key="undated",
    text="Only what is dated up to the end of the period looked at is counted.",
)


def cohort_sentence(found: Cohort) -> str:
    """How many are accredited; without accreditations how many trainees there are, on how many pathways."""
    if found.accredited is not None:
        are = "is" if found.accredited.n == 1 else "are"
        return wording.capital(f"{told(found.accredited)} {are} accredited")
    trainees = number(found.trainees, "trainee", "trainees", rounded=found.rounded)
    pathways = wording.plural(len(found.pathways), "pathway", "pathways")
    return wording.capital(f"{trainees} on {pathways}" if len(found.pathways) > 1 else trainees)


def cohort_caveats(found: Cohort) -> tuple[Caveat, ...]:
    """Its caveats, of which none holds a count."""
    return found.caveats
