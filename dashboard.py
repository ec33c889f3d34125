"""Attune's dashboard: who is looking, the pages that they may see, and the choices that those share."""

from pathlib import Path

import streamlit as st

from pages.shared.arriving import show_arrival
from pages.shared.look import dress
from pages.shared.looking import look
from pages.shared.pack_sidebar import show_pack_sidebar
from pages.shared.packs import PackSession
from pages.shared.sidebar import show_sidebar
from pages.shared.tour import show_tour
from pages.shared.training_sidebar import about_training, show_training_sidebar

# A picture of our own: Streamlit fetches icons it knows by name from another machine.
ICON = Path(__file__).parent / "pages" / "shared" / "icon.png"
st.set_page_config(page_title="Attune", page_icon=str(ICON), layout="wide")
ROWS = ("Data", "Share", "Network")  # sections that can show rows, or pass figures on: for leads alone

# Among the training pages, and for leads alone: it holds figures of single families.
PORTFOLIO = st.Page("pages/portfolio.py", title="Trainee portfolio", icon=":material/folder_shared:",
                    help="One trainee’s closed cases, rated sessions and feedback.")  # fmt: skip

looking = look()
session = looking.session
alone = isinstance(session, PackSession) and session.training_alone
REPORT = st.Page(
    "pages/report.py",
    title="Report",
    icon=":material/description:",
    help="Choose a layout, add your words, look at it, and download it in every format.",
)
sections = {
    "Results": [
        st.Page("pages/overview.py", title="Overview", icon=":material/home:", default=not alone,
                help="What changed on each measure, for how many, in one sentence each."),
        st.Page("pages/outcomes.py", title="Outcomes", icon=":material/bar_chart:",
                help="One measure in depth: better, no change, worse; before and after; how sure it is."),
        st.Page("pages/reach.py", title="Who we reach", icon=":material/diversity_3:",
                help="How many have scores, who they are, where they started: equality of access."),
        st.Page("pages/over_time.py", title="Over time", icon=":material/show_chart:",
                help="Each quarter or month: is it getting better, or is that chance?"),
        st.Page("pages/groups.py", title="Services compared", icon=":material/groups:",
                help="Sites, programmes, practitioners, families of one kind: do they differ?"),
        st.Page("pages/claim.py", title="Check a sentence", icon=":material/spellcheck:",
                help="Type what you want to print: do the data bear it out, and how is it put honestly?"),
        REPORT,
    ],
    "Training": [
        st.Page("pages/training.py", title="Training overview", icon=":material/school:", default=alone,
                help="Who came, what they learnt, who is missing: people counted once."),
        st.Page("pages/course.py", title="Course", icon=":material/event_available:",
                help="One course in depth: who booked, came and completed it, and what they learnt."),
        st.Page("pages/learners.py", title="Learners’ change", icon=":material/trending_up:",
                help="What learners answered before and after, question by question, and how many moved up."),
        st.Page("pages/coverage.py", title="Coverage", icon=":material/grid_on:",
                help="How much of each role in each borough has come to a course, and what is needed next."),
        PORTFOLIO,
    ],
    "Data": [
        st.Page("pages/import_data.py", title="Use my own data", icon=":material/upload:",
                help="Upload a spreadsheet, see what was recognised, correct it and check it."),
        st.Page("pages/training_files.py", title="Training files", icon=":material/upload_file:",
                help="Upload bookings, attendance lists and course questionnaires; check how they are read."),
        st.Page("pages/saved.py", title="Saved", icon=":material/save:",
                help="Keep a data set for next time; open, compare or delete what is kept; erase a family."),
        st.Page("pages/follow_up.py", title="Families to follow up", icon=":material/emergency_home:",
                help="Answers about risk, second scores that are missing, who got worse: for your eyes."),
        st.Page("pages/quality.py", title="Data quality", icon=":material/rule:",
                help="Can these data carry the conclusions? What is missing, and what to mend first."),
        st.Page("pages/returns.py", title="National return", icon=":material/account_balance:",
                help="The lines of the Family Hubs return: pre and post score of each user, by quarter."),
        st.Page("pages/rows.py", title="Rows used", icon=":material/fact_check:",
                help="What became of every row of the file, and why some were set aside."),
    ],
    "Share": [
        st.Page("pages/publish.py", title="Publish", icon=":material/publish:",
                help="Choose what others may see, look at it as they will, and give them a link."),
    ],
    "Network": [
        st.Page("pages/network.py", title="Network", icon=":material/hub:",
                help="Counts of several services together: what they show, and how much services differ."),
        st.Page("pages/counts.py", title="Counts for a network", icon=":material/output:",
                help="Make the file of counts that a network is sent in place of rows."),
    ],
    "About": [
        st.Page("pages/measures.py", title="Questionnaires", icon=":material/quiz:",
                help="The questionnaires Attune knows: how each is scored, what it means, who says so."),
        st.Page("pages/measure.py", title="Questionnaire", visibility="hidden"),
        st.Page("pages/methods.py", title="Methods", icon=":material/menu_book:",
                help="Definitions, rules and formulas, with their sources."),
        st.Page("pages/accessibility.py", title="Accessibility", icon=":material/accessibility_new:",
                help="What works for everybody, what does not yet, and how it was tested."),
    ],
}  # fmt: skip
if not looking.leads:
    for section in ROWS:
        del sections[section]
    sections["Training"].remove(PORTFOLIO)
if isinstance(session, PackSession) and session.training is None:
    del sections["Training"]
if alone:
    sections = {"Training": [*sections["Training"], REPORT], "About": sections["About"]}
page = st.navigation(sections, position="sidebar" if session else "hidden", expanded=True)
dress()
if session is None:
    show_arrival(looking)
elif isinstance(session, PackSession):
    show_pack_sidebar(session, looking.audience)
    page.run()
else:
    if about_training(session, page.url_path):
        show_training_sidebar(session, leads=looking.leads)
    else:
        show_sidebar(session, looking.audience)
    show_tour(page.url_path)
    page.run()
