"""People who look for work: their profile, their CV, the team's list.

A *person* has *trades*, *skills* and *languages* in her own words, each with where she learned it.
A *file* is what only her counsellors see. Her keys to the door are an *account*, one layer below.
"""
