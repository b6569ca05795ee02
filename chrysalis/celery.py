"""The worker: `celery -A chrysalis.celery worker --beat`."""

import os

from celery import Celery, signals  # noqa: TID251 - the composition root of the worker

from chrysalis.events import sweeping


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chrysalis.settings")


@signals.setup_logging.connect
def leave_the_journal_alone(**settings: object) -> None:
    """The worker would add a handler of its own, which writes out what a task was given."""


app = Celery("chrysalis")
app.set_default()  # in every thread of the web server too, not only in the one that reads this
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    worker_prefetch_multiplier=1,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    task_default_queue="chrysalis",
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,  # it comes back when it comes back; the sweep works meanwhile
    broker_transport_options={
        "visibility_timeout": 3600,
        "socket_timeout": 2,
        "socket_connect_timeout": 2,
        "max_retries": 1,  # of connecting, while somebody's page waits to ring; the worker's own has no end
        "interval_start": 0,
    },
    worker_hijack_root_logger=False,
    beat_schedule={
        "heartbeat": {"task": "chrysalis.pulse.beat", "schedule": 20.0},
        "seal the log": {"task": "chrysalis.audit.tasks.seal", "schedule": 60.0},
        "watch the log": {"task": "chrysalis.audit.tasks.watch", "schedule": 600.0},
        "send messages": {"task": "chrysalis.delivery.tasks.send_waiting", "schedule": 10.0},
        "make reports": {"task": "chrysalis.reports.tasks.work", "schedule": 10.0},
        "send digests": {"task": "chrysalis.notices.tasks.send_digests", "schedule": 600.0},
        "decide starts": {"task": "partners.tasks.decide_starts", "schedule": 60.0},
        "check attachments": {"task": "chrysalis.attachments.tasks.check", "schedule": 60.0},
        "sweep attachments": {"task": "chrysalis.attachments.tasks.sweep_files", "schedule": 3600.0},
        "sweep documents": {"task": "referrals.tasks.sweep_documents", "schedule": 3600.0},
        "sweep api": {"task": "chrysalis.api.tasks.sweep_api", "schedule": 3600.0},
        "tell records systems": {"task": "referrals.tasks.tell_records_systems", "schedule": 20.0},
        "call webhooks": {"task": "chrysalis.api.tasks.call_webhooks", "schedule": 10.0},
        "sweep drafts": {"task": "chrysalis.drafts.tasks.sweep_drafts", "schedule": 3600.0},
        "sweep ended names": {"task": "referrals.tasks.sweep_ended_names", "schedule": 3600.0},
        "sweep enquiries": {"task": "referrals.tasks.sweep_enquiries", "schedule": 3600.0},
        "sweep imports": {"task": "referrals.tasks.sweep_imports", "schedule": 3600.0},
        "sweep keys": {"task": "referrals.tasks.sweep_keys", "schedule": 3600.0},
        "sweep unsent referrals": {"task": "referrals.tasks.sweep_unsent", "schedule": 3600.0},
        "sweep visits": {"task": "referrals.tasks.sweep_visits", "schedule": 3600.0},
    },
)
app.autodiscover_tasks()
app.autodiscover_tasks(["chrysalis"], related_name="pulse")


# In the processes that do tasks, and not in the one that forks them: a process forked while a thread holds
# a lock inherits the lock and not the thread, and waits for it for ever.
@signals.worker_process_init.connect
def _sweep(**facts: object) -> None:
    sweeping.begin()
