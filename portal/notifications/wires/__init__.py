"""Wires: one module for each way to reach a provider, behind one interface (base.py).

`choosing.wire(url, …)` makes the wire that a setting describes. No database in here, no Flask:
a wire is handed a letter and says what came of it.
"""
