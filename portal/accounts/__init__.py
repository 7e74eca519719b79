"""Keys to the door: staff, how they sign in, what they may do.

*Staff* sign in with e-mail, password and a code from their phone (TOTP); a *session* is a row.
"""
