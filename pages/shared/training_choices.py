"""What the choices of the training pages are called, in the session and in the address."""

SET = "training set"
COURSES = "courses"
START, STOP = "held from", "held to"
BY = "learners by"
COURSE = "course"
SESSION = "session"
ABOUT = "answers about"
# Choices of one value that name something in the files.
NAMED = (BY, COURSE, SESSION, ABOUT, "who by", "question", "referrals of", "beside in")
