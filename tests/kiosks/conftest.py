"""An open session, its check point and a kiosk: what most tests of the doors begin with."""

import pytest

from tests.factories import doors
from tests.kiosks.devices import Device, sent
from tests.kiosks.wire import open_session


@pytest.fixture
def session():
    return open_session()


@pytest.fixture
def point(session):
    return doors.point(session)


@pytest.fixture
def kiosk(point):
    """The kiosk, and its token."""
    return doors.kiosk(point)


@pytest.fixture
def device(point):
    """What a kiosk would hold: it asks as a kiosk asks, page by page."""
    return Device(doors.kiosk(point)[0].id)


@pytest.fixture
def ask(app, kiosk):
    """ask(scans, since=…): one question of the kiosk; its answer."""
    client = app.test_client()
    return lambda *scans, token=kiosk[1], **more: sent(client, token, *scans, **more)


@pytest.fixture
def nobody(app):
    return app.test_client()
