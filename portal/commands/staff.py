"""`portal staff`: who may sign in at the desk."""

import secrets

import click
import pyotp
import segno
from sqlalchemy import select

from portal.accounts import queries
from portal.accounts.models import Staff
from portal.accounts.operations import staff_keys
from portal.accounts.permissions import Role
from portal.core.db import db, transaction

ISSUER = "Portal"


def _app():
    from portal.app import create_app

    return create_app()


@click.group()
def staff() -> None:
    """Look after the people who may sign in at the desk."""


@staff.command("add")
@click.option("--email", required=True, help="What she signs in with.")
@click.option("--role", required=True, type=click.Choice([str(r) for r in Role]))
@click.option("--hub", default="", help="Where she works: Rabat, Tanger, Oujda…")
def add(email: str, role: str, hub: str) -> None:
    """Make an account; prints its first password and the QR for the phone's code application."""
    password = secrets.token_urlsafe(12)
    hashed = staff_keys.hash_password(password)
    with _app().app_context(), transaction():
        made = staff_keys.add_staff(email, role, password_hash=hashed, hub=hub)
        _show(made, password)


@staff.command("reset")
@click.option("--email", required=True)
def reset(email: str) -> None:
    """A lost password or phone: new ones, and every open session ends."""
    password = secrets.token_urlsafe(12)
    hashed = staff_keys.hash_password(password)
    with _app().app_context(), transaction():
        found = _find(email)
        staff_keys.reset_staff(found, password_hash=hashed)
        _show(found, password)


@staff.command("remove")
@click.option("--email", required=True)
def remove(email: str) -> None:
    """Someone leaves: no way in any more, from this moment."""
    with _app().app_context(), transaction():
        staff_keys.remove_staff(_find(email))
    click.echo(f"{email} can't sign in any more.")


@staff.command("list")
def list_staff() -> None:
    """Who may sign in."""
    with _app().app_context():
        for found in db.session.scalars(select(Staff).where(Staff.active).order_by(Staff.email)):
            click.echo(f"{found.email:<40} {found.role:<12} {found.hub}")


def _find(email: str) -> Staff:
    found = queries.staff_by_email(email)
    if found is None:
        raise click.ClickException(f"No account has the e-mail {email}.")
    return found


def _show(found: Staff, password: str) -> None:
    address = pyotp.TOTP(found.totp_secret).provisioning_uri(name=found.email, issuer_name=ISSUER)
    click.echo(f"E-mail:   {found.email}\nPassword: {password}\nCode key: {found.totp_secret}\n")
    click.echo("Scan this with the phone's code application (Aegis, FreeOTP, Google …):\n")
    segno.make(address).terminal(compact=True)
