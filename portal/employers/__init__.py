"""Employers: SMEs, cooperatives, associations that take people on.

An *organisation* has *members*, who sign in like everyone. Staff verify it before anyone sees what
it posts.
"""
