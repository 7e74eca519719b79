"""Employers: SMEs, cooperatives, associations that take people on.

An *organisation* has *members*, who sign in like everyone; one of them, the *owner*, invites and
removes the others. Staff verify it before anyone sees what it posts: each *decision* is kept with
its words. It may sign the *charter* of responsible employers.
"""
