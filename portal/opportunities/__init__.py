"""Internships, jobs, trainings, work grants: *opportunities* that organisations post.

One is *posted* by a member, *checked* by staff, *open* until it is filled, paused, withdrawn, or
nobody *confirms* it any more.
"""
