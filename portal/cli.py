"""The `portal` command."""

import logging
import os
import resource
import signal
import sys
import threading
from pathlib import Path

import click

from portal import build, migrating, settings
from portal.core.errors import Refused, SettingsError
from portal.core.queue import QUEUES

CONNECTIONS = 4096  # that a web process keeps; the next phone waits until one is closed
REFUSALS = {
    "email_wrong": "Write an e-mail address, like name@example.org.",
    "email_taken": "This e-mail address already has an account.",
    "password_short": "Write a password of at least 12 characters.",
}


class Plainly(click.Group):
    """Says what is wrong in one sentence, with exit status 1, instead of a traceback."""

    def invoke(self, ctx):
        try:
            return super().invoke(ctx)
        except SettingsError as error:
            raise click.ClickException(str(error)) from error
        except Refused as no:
            raise click.ClickException(REFUSALS.get(no.code, no.code)) from no


@click.group(cls=Plainly, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """The Work4Life portal: run it, look after it.

    Settings come from environment variables (PORTAL_…): see the README.
    """


def _app():
    from portal.app import create_app

    return create_app()


def _log() -> None:
    from portal.web import logs

    logs.set_up(os.environ.get("PORTAL_LOG_LEVEL", "INFO"))


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--demo", is_flag=True, help="Load the demonstration data on the first start.")
def up(host: str, port: int, demo: bool) -> None:
    """Run everything: Redis, worker, sweeper and web server. Ctrl-C stops it all."""
    from portal.supervisor import everything

    address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"  # noqa: S104
    os.environ.setdefault("PORTAL_BASE_URL", address)
    chosen = settings.load()
    _log()
    _prepare(chosen, demo=demo)
    click.echo(f"\n  Open {chosen.base_url}/\n")
    if demo:
        _say_demo_accounts(chosen)
    everything(chosen, host, port).run()
    click.echo("Stopped.")


def _prepare(chosen: settings.Settings, *, demo: bool) -> None:
    build.build(chosen.programme)
    migrating.upgrade(chosen.database_url)
    if demo:
        from portal.core import queue
        from portal.demo import load

        with _app().app_context():
            queue.bell = None  # Redis is not there yet: the sweeper will find the messages
            load(click.echo)


def _say_demo_accounts(chosen: settings.Settings) -> None:
    from portal.core import phones
    from portal.demo import PASSWORD, STAFF
    from portal.demo_startups import TO_TRY as FOUNDERS
    from portal.demo_work import PIN, TO_TRY

    click.echo("  Demonstration accounts for " + chosen.base_url + "/fr/desk/")
    for email, role in STAFF:
        click.echo(f"    {email:<32} {role:<12} password: {PASSWORD}")
    click.echo("  The six-digit code is shown on the sign-in page (demonstration only).")
    click.echo("  People, employers and founders, for " + chosen.base_url + "/fr/me/")
    for number, who in (*TO_TRY, *FOUNDERS):
        click.echo(f"    {phones.shown(number):<32} {who:<24} PIN: {PIN}")
    click.echo(f"  Their codes are written to {chosen.data_dir}/outbox/.\n")


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
def web(host: str, port: int) -> None:
    """Run the web server alone."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    chosen = settings.load()
    build.build(chosen.programme)
    os.environ.setdefault("PORTAL_LOG_LEVEL", "INFO")
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]  # each connection is an open file
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    Server(
        "wsgi:app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=chosen.workers,
        blocking_threads=chosen.threads,
        backlog=CONNECTIONS,
        backpressure=CONNECTIONS,
        working_dir=settings.ROOT,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=15,
        websockets=False,
        log_level=LogLevels.error,
    ).serve()


@main.command()
@click.argument("queue", type=click.Choice(QUEUES), required=False)
@click.option("--burst", is_flag=True, help="Stop when the queue is empty.")
def worker(queue: str | None, burst: bool) -> None:
    """Run the RQ workers, one for each queue; or one alone, for QUEUE.

    "messages" sends what is due; "work" carries on imports, reminders and tidying.
    """
    from portal.supervisor import workers

    _log()
    if queue is None:
        settings.load()
        workers().run()
        return
    _work(queue, burst)


def _work(name: str, burst: bool) -> None:
    from rq import Queue, Worker
    from rq.serializers import JSONSerializer

    import jobs
    from portal.core import queue

    os.nice(5)  # people who wait for a page come first
    jobs.app()
    connection = queue.Bell(settings.load().redis_url, timeout=None).redis
    _wait_for(connection)
    # A Redis that was away is asked again every five seconds; RQ itself lets a minute pass.
    Worker.max_connection_wait_time = 5.0
    Worker(
        [Queue(name, connection=connection, serializer=JSONSerializer)],
        connection=connection,
        serializer=JSONSerializer,
        log_job_description=False,
        worker_ttl=60,
        maintenance_interval=30,
    ).work(burst=burst, logging_level="WARNING")


def _wait_for(connection) -> None:
    """Give an embedded Redis, started at the same moment, ten seconds to answer."""
    import time

    from redis import RedisError

    for _ in range(100):
        try:
            connection.ping()
            return
        except RedisError:
            time.sleep(0.1)
    raise SettingsError("Redis does not answer. Is it running, is PORTAL_REDIS_URL right?")


@main.command()
def sweeper() -> None:
    """Run the sweeper: it finds what is due in the database and wakes the worker."""
    from jobs import sweeper as sweeping

    _log()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    sweeping.run(stop)


@main.group()
def db() -> None:
    """Look after the database's schema."""


@db.command("upgrade")
def db_upgrade() -> None:
    """Bring the database to the newest schema."""
    migrating.upgrade(settings.load().database_url)
    click.echo(f"The database is at {migrating.newest()}.")


@db.command("check")
def db_check() -> None:
    """Say whether the database has the newest schema (exit status 1 if not)."""
    from portal import monitoring

    with _app().app_context():
        found = [c for c in monitoring.report(settings.load()) if c.name in {"database", "schema"}]
    _say(found)


@main.command()
def check() -> None:
    """Look at settings, database, queue and disk: a line each (exit status 1 if not well)."""
    from portal import monitoring

    chosen = settings.load()
    click.echo(f"ok    settings: {chosen.env}, {chosen.base_url}, data in {chosen.data_dir}")
    with _app().app_context():
        _say(monitoring.report(chosen))


def _say(checks) -> None:
    for found in checks:
        mark = "ok   " if found.ok else ("BAD  " if found.needed else "look ")
        click.echo(f"{mark} {found.name}: {found.fact}")
    sys.exit(0 if all(found.ok for found in checks if found.needed) else 1)


@main.command()
def demo() -> None:
    """Load the demonstration data. Does nothing where it is."""
    from portal.demo import load

    chosen = settings.load()
    if chosen.production:
        raise click.ClickException("The demonstration has known passwords: not in production.")
    with _app().app_context():
        load(lambda text: click.echo(text))


@main.command("build")
def build_files() -> None:
    """Compile the catalogues, name and compress the static files (each start does it if needed)."""
    build.build(settings.load().programme)
    click.echo(f"Built in {build.BUILT}.")


@main.group()
def keys() -> None:
    """Look after the key file."""


@keys.command("new")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def keys_new(file: Path) -> None:
    """Write FILE with fresh keys. Never overwrites one."""
    from portal.core import keys as key_file

    if file.exists():
        raise click.ClickException(f"{file} exists; keys are never overwritten.")
    key_file.write_new(file)
    click.echo(f"{file} is written. Keep a copy away from the database's backups.")


def register_commands() -> None:
    """Add the commands that live in files of their own."""
    from portal.commands import import_startups, imports, matching, messages, staff, trades

    main.add_command(messages.providers)
    main.add_command(messages.messages)
    main.add_command(staff.staff)
    main.add_command(imports.import_)
    imports.import_.add_command(import_startups.startups)
    main.add_command(trades.trades)
    main.add_command(matching.match)


register_commands()

if __name__ == "__main__":
    logging.captureWarnings(True)
    main()
