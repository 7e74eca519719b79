"""Applications: a *person* answers an *opportunity*, and always hears back.

An application moves through *states*, each noted as a *turn*. What an employer sees of a person is
one *card*; her contact only by a *disclosure*, which she gives for this application and may take
back.
"""
