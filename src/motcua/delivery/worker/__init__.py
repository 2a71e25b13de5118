"""The process that lets time act: short rounds over what is due, and jobs on a timetable."""
