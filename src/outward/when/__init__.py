"""WHEN: plain words become windows, windows become slots, slots are filled with the items worth most.

words      what the user says → `Window`, and back
slots      windows, busy times, a time zone → `Slot`
minutes    how long a resource takes, and how well it fits a setting
solve      items + slots → `Plan` of sessions; rules/ holds one rule in each file, search runs the solver
changes    what a new plan changes in the one that stood, in sentences
hours      weekday × hour: when she keeps sessions, and the little that weighs
review     takeaways come back when they are due
"""
