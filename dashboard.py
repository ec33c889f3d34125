"""Attune's dashboard: navigation, whose data is open, and the choices that every page shares."""

from pathlib import Path

import streamlit as st

from pages.shared.session import current
from pages.shared.sidebar import show_sidebar

# A picture of our own: Streamlit fetches icons it knows by name from another machine.
ICON = Path(__file__).parent / "pages" / "shared" / "icon.png"
st.set_page_config(page_title="Attune", page_icon=str(ICON), layout="wide")

session = current()
page = st.navigation(
    {
        "Results": [
            st.Page("pages/overview.py", title="Overview", icon=":material/home:", default=True,
                    help="What changed on each measure, for how many, in one sentence each."),
            st.Page("pages/outcomes.py", title="Outcomes", icon=":material/bar_chart:",
                    help="One measure in depth: better, no change, worse; before and after; how sure it is."),
            st.Page("pages/over_time.py", title="Over time", icon=":material/show_chart:",
                    help="Each quarter or month: is it getting better, or is that chance?"),
            st.Page("pages/groups.py", title="Groups compared", icon=":material/groups:",
                    help="Sites, practitioners, programmes, families of one kind: do they differ?"),
            st.Page("pages/report.py", title="Report", icon=":material/description:",
                    help="Choose what goes in, look at it, and download Word and Excel."),
        ],
        "Data": [
            st.Page("pages/import_data.py", title="Use my own data", icon=":material/upload:",
                    help="Upload a spreadsheet, see what was recognised, correct it and check it."),
            st.Page("pages/follow_up.py", title="Answers to follow up", icon=":material/emergency_home:",
                    help="Answers about risk that somebody should look at. For whoever holds the data."),
            st.Page("pages/rows.py", title="Rows used", icon=":material/fact_check:",
                    help="What became of every row of the file, and why some were set aside."),
        ],
        "About": [
            st.Page("pages/measures.py", title="Questionnaires", icon=":material/quiz:",
                    help="The questionnaires Attune knows: how each is scored, what it means, who says so."),
            st.Page("pages/measure.py", title="Questionnaire", visibility="hidden"),
            st.Page("pages/methods.py", title="Methods", icon=":material/menu_book:",
                    help="Definitions, rules and formulas, with their sources."),
        ],
    }
)  # fmt: skip
show_sidebar(session)
page.run()
