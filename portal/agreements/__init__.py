"""Internship agreements (*conventions de stage*): drafted, read, signed by each party, evaluated.

A *party* signs with a code sent to them. A signature holds for the words that were read: a change
afterwards makes all of them void.
"""
