"""Job fairs, information sessions, trainings and workshops.

An *event* has *places* and *sessions* (a day, an hour, a capacity). A person's *registration* has a
*badge* (a page with a code) and a *seat* in each session it asks for: *seated*, or *waiting* until
a freed place is *offered* to it. Several registrations may share one phone.
"""
