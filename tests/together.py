"""Several at the same instant, as several workers and people are."""

import threading

from portal.core.db import db


def together(app, *deeds):
    """Each deed on a thread of its own, all beginning at the same instant."""
    gate, wrong = threading.Barrier(len(deeds)), []

    def run(deed):
        try:
            with app.app_context():
                gate.wait(10)
                deed()
                db.session.remove()
        except BaseException as error:  # a thread keeps its fault to itself
            wrong.append(error)

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert wrong == []
