"""The files of a training programme as records: bookings, attendance, forms, ratings, headcounts."""
