"""Start-ups: the businesses that the programmes help to grow, each with a page that sells.

A *startup* has *members*, who sign in like everyone and keep its page: its *line* (what it does),
its *products* with prices, its *photos*, its *hours*. The team checks a page before it is *shown*
for the first time, and later each new name, photo or link. A member may *hide* the page at any
moment. Readers see, call, write, scan: *signs* of interest, counted by the week and of nobody. A
reader who leaves a number makes a *call request*, which members alone read. The *kit* is what a
member prints and shares; the *catalogue* is the team's.
"""
