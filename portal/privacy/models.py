"""What stays of someone who was erased, and exports that wait to be fetched."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.clock import now
from portal.core.db import Base


class Tombstone(Base):
    """An account that was erased: so that a restored backup does not bring it back."""

    __tablename__ = "tombstone"

    id: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str]  # "account:12"
    phone_index: Mapped[bytes | None] = mapped_column(LargeBinary)  # kept for 30 days
    at: Mapped[datetime] = mapped_column(default=now, index=True)
