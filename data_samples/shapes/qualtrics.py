"""Qualtrics: three header rows (ids, question texts, import ids), test responses among the real ones."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from data_samples.shapes.pages import Page, Row
from data_samples.shapes.visits import in_words, visits

if TYPE_CHECKING:
    from data_samples.families import Families
    from data_samples.shapes.visits import Visit

_STAGES = {"before": "Before the work", "after": "After the work"}
# The tool's own columns: id, what the second row says, the import id of the third.
_OWN = (
    ("StartDate", "Start Date", "startDate"),
    ("EndDate", "End Date", "endDate"),
    ("Status", "Response Type", "status"),
    ("IPAddress", "IP Address", "ipAddress"),
    ("Progress", "Progress", "progress"),
    ("Duration (in seconds)", "Duration (in seconds)", "duration"),
    ("Finished", "Finished", "finished"),
    ("RecordedDate", "Recorded Date", "recordedDate"),
    ("ResponseId", "Response ID", "_recordId"),
    ("RecipientLastName", "Recipient Last Name", "recipientLastName"),
    ("RecipientFirstName", "Recipient First Name", "recipientFirstName"),
    ("RecipientEmail", "Recipient Email", "recipientEmail"),
    ("ExternalReference", "External Data Reference", "externalDataReference"),
    ("LocationLatitude", "Location Latitude", "locationLatitude"),
    ("LocationLongitude", "Location Longitude", "locationLongitude"),
    ("DistributionChannel", "Distribution Channel", "distributionChannel"),
    ("UserLanguage", "User Language", "userLanguage"),
)
_OTHER = "What helped? - Other (please say) - Text"


def qualtrics(families: Families) -> tuple[Page, ...]:
    """One row a response below three rows of headers; two are the team's own tries of the form."""
    came = visits(families, ("phq9", "swemwbs"))
    rows = [_row(number, visit, "IP Address") for number, visit in enumerate(came)]
    tries = [_row(len(came) + place, visit, "Survey Preview") for place, visit in enumerate(came[:2])]
    return (Page(name="Sheet1", rows=[*_headers(), *tries, *rows]),)


def _headers() -> list[Row]:
    asked = [("Q1", "Family ID", "QID1_TEXT"), ("Q2", "Which stage is this?", "QID2")]
    asked += [(f"Q3_{item}", f"PHQ-9 - Question {item}", f"QID3_{item}") for item in range(1, 10)]
    asked += [(f"Q4_{item}", f"SWEMWBS - Question {item}", f"QID4_{item}") for item in range(1, 8)]
    asked += [("Q5", "What helped? - Selected Choice", "QID5"), ("Q5_4_TEXT", _OTHER, "QID5_4_TEXT")]
    every = (*_OWN, *asked)
    imports: Row = [
        json.dumps({"ImportId": key} | ({"timeZone": "Europe/London"} if "Date" in key else {}))
        for _, _, key in every
    ]
    return [[short for short, _, _ in every], [text for _, text, _ in every], imports]


def _row(number: int, visit: Visit, status: str) -> Row:
    ended = visit.at + timedelta(minutes=5, seconds=number % 50)
    row: Row = [visit.at, ended, status, "192.0.2.9", 100, 300 + number % 50, "True", ended]
    row += [f"R_made{number:05d}", None, None, None, None, "51.5", "-0.1", "anonymous", "EN-GB"]
    row += [visit.code if status == "IP Address" else "TEST", _STAGES[visit.stage]]
    row += in_words("phq9", visit.answers["phq9"])
    row += list(visit.answers["swemwbs"])  # recoded by the team: 1 to 5, as printed
    return [*row, ("Play", "Talking, with other parents", None)[number % 3], None]
