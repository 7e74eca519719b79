"""Matching: which openings suit a person, and why; which people suit an opening; fair to both.

A *suggestion* is one person and one opening. She reads it first; only her yes reaches the employer.
"""
