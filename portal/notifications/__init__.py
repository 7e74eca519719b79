"""Puts words on a wire. Knows addresses and languages, not people or events.

A *message* waits in the *outbox* (its table) until a job *claims* it for a minute (its *lease*),
sends it on a *channel* and notes what came of it.
"""
