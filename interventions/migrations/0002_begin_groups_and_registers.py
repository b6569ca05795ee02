import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import chrysalis.keys


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0003_let_agencies_say_how_many_leads_lift"),
        ("interventions", "0001_begin_programmes_and_places"),
        ("referrals", "0006_index_what_lists_read"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="enrolment",
            name="exit_review_on",
            field=models.DateField(blank=True, null=True, verbose_name="exit review held on"),
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("module", models.CharField(blank=True, max_length=100)),
                ("starts_at", models.DateTimeField()),
                ("minutes", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "Planned"), ("held", "Held"), ("cancelled", "Cancelled")],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="why it was cancelled")),
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("appointment"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("person_name", models.CharField(max_length=802)),
                ("name_key", models.CharField(blank=True, max_length=801)),
                ("date_of_birth", models.CharField(blank=True, max_length=10)),
                ("is_restricted", models.BooleanField(default=False)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="referrals.case"
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="referrals.client"
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="interventions.enrolment",
                    ),
                ),
                (
                    "provider_agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "with_worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("attendance"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("met_at", models.DateTimeField()),
                ("module", models.CharField(blank=True, max_length=100)),
                (
                    "mark",
                    models.CharField(
                        choices=[
                            ("attended", "Attended"),
                            ("late", "Late"),
                            ("left_early", "Left early"),
                            ("remote", "Remote"),
                            ("no_word", "No word, absent"),
                            ("accepted", "Notice accepted, absent"),
                            ("not_accepted", "Notice not accepted, absent"),
                            ("turned_away", "Turned away"),
                            ("excluded", "Excluded by us"),
                            ("cancelled", "Cancelled by us"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "minutes_late",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minutes late"),
                ),
                ("line", models.CharField(blank=True, max_length=200, verbose_name="in one line")),
                ("marked_at", models.DateTimeField()),
                ("is_restricted", models.BooleanField(default=False)),
                (
                    "appointment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="interventions.appointment",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="referrals.case"
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="interventions.enrolment",
                    ),
                ),
                (
                    "marked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "provider_agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
            ],
            options={
                "ordering": ["met_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Concern",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("concern"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("words", "Something said"),
                            ("plans", "Something planned"),
                            ("event", "Something that happened"),
                            ("state", "How the person is"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("person", "The person"),
                            ("close", "Somebody close to the person"),
                            ("child", "A child"),
                            ("here", "Somebody here"),
                            ("other", "Somebody else"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "police_called",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("not_needed", "Not needed")], max_length=10
                    ),
                ),
                ("manager_told", models.BooleanField()),
                ("account", models.TextField(blank=True, max_length=2000, verbose_name="in your words")),
                ("at", models.DateTimeField()),
                ("is_restricted", models.BooleanField(default=False)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="referrals.case"
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="concerns",
                        to="interventions.enrolment",
                    ),
                ),
                (
                    "provider_agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="EarlierMark",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("earlier-mark"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "mark",
                    models.CharField(
                        choices=[
                            ("attended", "Attended"),
                            ("late", "Late"),
                            ("left_early", "Left early"),
                            ("remote", "Remote"),
                            ("no_word", "No word, absent"),
                            ("accepted", "Notice accepted, absent"),
                            ("not_accepted", "Notice not accepted, absent"),
                            ("turned_away", "Turned away"),
                            ("excluded", "Excluded by us"),
                            ("cancelled", "Cancelled by us"),
                        ],
                        max_length=20,
                    ),
                ),
                ("minutes_late", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("line", models.CharField(blank=True, max_length=200)),
                ("marked_at", models.DateTimeField()),
                ("corrected_at", models.DateTimeField()),
                (
                    "attendance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="earlier",
                        to="interventions.attendance",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="referrals.case"
                    ),
                ),
                (
                    "corrected_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "marked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "provider_agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "ordering": ["corrected_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="GroupSession",
            fields=[
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("module", models.CharField(blank=True, max_length=100)),
                ("starts_at", models.DateTimeField()),
                ("minutes", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "Planned"), ("held", "Held"), ("cancelled", "Cancelled")],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="why it was cancelled")),
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("group-session"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "provider_agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at", "id"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="attendance",
            name="session",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attendances",
                to="interventions.groupsession",
            ),
        ),
        migrations.CreateModel(
            name="ProgrammeGroup",
            fields=[
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("programme-group"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("programme", models.SlugField(max_length=40)),
                ("name", models.CharField(max_length=120, verbose_name="name of the group")),
                ("venue", models.CharField(max_length=200, verbose_name="where it meets")),
                ("starts_on", models.DateField(verbose_name="first session")),
                ("meets_at", models.TimeField(verbose_name="time")),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes a session")),
                ("capacity", models.PositiveSmallIntegerField(verbose_name="people at most")),
                (
                    "programme_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="interventions.programmeversion",
                    ),
                ),
                (
                    "provider_agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.scheme"
                    ),
                ),
            ],
            options={
                "ordering": ["-starts_on", "name", "id"],
            },
        ),
        migrations.AddField(
            model_name="groupsession",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sessions",
                to="interventions.programmegroup",
            ),
        ),
        migrations.CreateModel(
            name="GroupMember",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("group-member"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="groups",
                        to="interventions.enrolment",
                    ),
                ),
                (
                    "provider_agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="interventions.programmegroup",
                    ),
                ),
            ],
            options={
                "ordering": ["from_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="GroupFacilitator",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("group-facilitator"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                (
                    "provider_agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="facilitators",
                        to="interventions.programmegroup",
                    ),
                ),
            ],
            options={
                "ordering": ["from_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("review"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("why", models.CharField(max_length=60)),
                ("repeats_all", models.BooleanField(default=False)),
                ("opened_at", models.DateTimeField()),
                ("decide_by", models.DateField()),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[("resume", "The person goes on"), ("withdraw", "The place ends")],
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("is_restricted", models.BooleanField(default=False)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="referrals.case"
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="interventions.enrolment",
                    ),
                ),
                (
                    "provider_agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
            ],
            options={
                "ordering": ["decide_by", "id"],
            },
        ),
        migrations.CreateModel(
            name="SessionNote",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("session-note"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("content", models.TextField(max_length=4000, verbose_name="what was done")),
                ("debrief", models.TextField(blank=True, max_length=4000, verbose_name="debrief")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "provider_agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="interventions.groupsession",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(
                fields=["provider_agency", "starts_at", "id"],
                include=("is_restricted",),
                name="appointment_by_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "cancelled"), models.Q(("reason", ""), _negated=True)),
                    models.Q(models.Q(("state", "cancelled"), _negated=True), ("reason", "")),
                    _connector="OR",
                ),
                name="appointment_cancelled_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes__gte", 1)), name="appointment_takes_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.UniqueConstraint(
                fields=("enrolment", "number"), name="appointment_numbered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.UniqueConstraint(
                fields=("enrolment", "starts_at"), name="one_appointment_at_a_time"
            ),
        ),
        migrations.AddIndex(
            model_name="attendance",
            index=models.Index(fields=["enrolment", "met_at"], name="attendance_of_a_person"),
        ),
        migrations.AddIndex(
            model_name="attendance",
            index=models.Index(fields=["provider_agency", "met_at"], name="attendance_by_time"),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(fields=("enrolment", "session"), name="marked_once_a_session"),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                fields=("enrolment", "appointment"), name="marked_once_an_appointment"
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("appointment__isnull", True), ("session__isnull", False)),
                    models.Q(("appointment__isnull", False), ("session__isnull", True)),
                    _connector="OR",
                ),
                name="attendance_is_of_one_meeting",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(("marked_at__gte", models.F("met_at"))), name="nobody_attends_the_future"
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes_late__isnull", True), ("mark", "late"), _connector="OR"),
                name="minutes_late_where_late",
            ),
        ),
        migrations.AddConstraint(
            model_name="programmegroup",
            constraint=models.UniqueConstraint(
                fields=("provider_agency", "name", "starts_on"), name="group_named_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="programmegroup",
            constraint=models.CheckConstraint(
                condition=models.Q(("capacity__gte", 1)), name="group_has_room"
            ),
        ),
        migrations.AddIndex(
            model_name="groupsession",
            index=models.Index(fields=["provider_agency", "starts_at", "id"], name="session_by_time"),
        ),
        migrations.AddConstraint(
            model_name="groupsession",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "cancelled"), models.Q(("reason", ""), _negated=True)),
                    models.Q(models.Q(("state", "cancelled"), _negated=True), ("reason", "")),
                    _connector="OR",
                ),
                name="groupsession_cancelled_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupsession",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes__gte", 1)), name="groupsession_takes_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="groupsession",
            constraint=models.UniqueConstraint(fields=("group", "number"), name="session_numbered_once"),
        ),
        migrations.AddConstraint(
            model_name="groupsession",
            constraint=models.UniqueConstraint(fields=("group", "starts_at"), name="one_session_at_a_time"),
        ),
        migrations.AddConstraint(
            model_name="groupmember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until_on", None)), fields=("enrolment",), name="in_one_group_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until_on__isnull", True), ("until_on__gte", models.F("from_on")), _connector="OR"
                ),
                name="in_a_group_from_before_until",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupfacilitator",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until_on", None)),
                fields=("group", "worker"),
                name="facilitates_a_group_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupfacilitator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until_on__isnull", True), ("until_on__gte", models.F("from_on")), _connector="OR"
                ),
                name="facilitates_from_before_until",
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                condition=models.Q(("decided_at", None)),
                fields=["provider_agency", "decide_by", "id"],
                name="review_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decided_at", None)), fields=("enrolment",), name="one_review_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("decision", "")),
                    models.Q(models.Q(("decision", ""), _negated=True), ("decided_at__isnull", False)),
                    _connector="OR",
                ),
                name="review_decided_at_a_moment",
            ),
        ),
    ]
