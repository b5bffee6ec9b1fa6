"""A language model as judge of drafted answers: an optional second opinion that never decides.

No gate reads it. A judge gives other verdicts on other days, so each is asked several times and its agreement
with human labels is printed beside it.
"""
