"""Which views can be asked of a data set: what the data have, and whole cuts under disclosure control."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation.errors import InputError
from evaluation.staff import of_trainees
from evaluation.tokens import tokens
from evaluation.view import whole_months

if TYPE_CHECKING:
    from evaluation.dataset.evaluable import Evaluable
    from evaluation.view import View


def fixed_cuts(view: View) -> View:
    """A view under a disclosure preset: whole months, and one value of each column that it filters by.

    Views that differ by a day or by one value could be compared to find one family (facts/users.md
    section 2.3), and so could months with their quarter: change over time is by quarter. Raises
    InputError when a column has several values.
    """
    for name, values in view.filters.items():
        if len(values) > 1:
            raise InputError(
                f"With small numbers hidden, choose one value of '{name}': views that differ by one value "
                "could be compared to find a family."
            )
    start, end = whole_months(view.start, view.end)
    return view.with_(every="quarter", start=start, end=end)


def refuse_unknown(data: Evaluable, view: View) -> None:
    """Raises InputError when a view names an attribute, a questionnaire or a rater that the data lack.

    And where it would tell one trainee's families from others'.
    """
    for name in (*(name for name, values in view.filters.items() if values), view.group_by):
        if of_trainees(tokens(name)):
            raise InputError(
                f"'{name}' says which trainee worked on a case, so no figures are made by it: each "
                "trainee's own are in their portfolio."
            )
    known = set(data.names)
    for name, values in view.filters.items():
        if values and name not in known:
            listed = ", ".join(f"'{k}'" for k in sorted(known)) or "none"
            raise InputError(f"There is no column '{name}' to filter by; the data have: {listed}.")
    unknown = sorted(set(view.measures) - {measure for measure, _ in data.measures})
    if unknown:
        listed = ", ".join(measure for measure, _ in data.measures)
        raise InputError(f"There is no score on '{unknown[0]}' in the data; they have {listed}.")
    nobody = sorted(set(view.raters) - set(data.raters))
    if nobody:
        listed = ", ".join(data.raters)
        raise InputError(f"There is no score by the rater '{nobody[0]}' in the data; they have {listed}.")
