import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import chrysalis.keys


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0003_let_agencies_say_how_many_leads_lift"),
        ("referrals", "0007_count_cases_from_the_index_alone"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("answer"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[("written", "Written by the sender"), ("telephone", "By telephone")],
                        max_length=20,
                    ),
                ),
                ("words", models.CharField(max_length=2000)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("decision"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("redirect", "Sent on to another service"), ("refuse", "Not accepted")],
                        max_length=20,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("outside_area", "Lives outside the area"),
                            ("too_young", "Younger than the service takes"),
                            ("other_harm", "Not about domestic abuse or stalking"),
                            ("already_here", "Already with the service"),
                            ("said_no", "Does not want contact"),
                            ("other_help_first", "Needs other help first"),
                            ("proceedings", "Court proceedings stand in the way"),
                            ("other", "Another reason"),
                        ],
                        max_length=20,
                    ),
                ),
                ("said", models.CharField(max_length=200)),
                ("explanation", models.CharField(blank=True, max_length=2000)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("handover"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("reference", models.CharField(max_length=20)),
                ("person_name", models.CharField(max_length=802)),
                ("name_key", models.CharField(blank=True, max_length=801)),
                ("date_of_birth", models.CharField(blank=True, max_length=10)),
                ("summary", models.TextField(max_length=4000)),
                (
                    "to_do",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("first_contact", "Get in touch with the person"),
                                ("after_release", "Meet the person after release"),
                                ("assessment", "Assess"),
                                ("risk", "Look at risk again"),
                                ("programme", "Find a place on a programme"),
                                ("housing", "Help with housing"),
                                ("money", "Help with money, papers or a bank account"),
                                ("health", "Help with health, drink or drugs"),
                                ("other", "Something else, in the summary"),
                            ],
                            max_length=20,
                        ),
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "Waiting for an answer"),
                            ("taken", "Taken"),
                            ("returned", "Returned"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="offered",
                        max_length=20,
                    ),
                ),
                ("offered_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("returned_because", models.CharField(blank=True, max_length=1000)),
                ("is_restricted", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["due_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="LegProgress",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("leg-progress"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("contacting", "Making first contact"),
                            ("assessment", "Waiting for assessment"),
                            ("waiting", "Waiting for a programme"),
                            ("active", "On a programme"),
                            ("handed_over", "Handed over"),
                            ("closed", "Closed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("began_on", models.DateField()),
                ("changed_on", models.DateField()),
                ("is_restricted", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name_plural": "progress of legs",
                "ordering": ["began_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="NextService",
            fields=[
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("next-service"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name of the service")),
                ("takes", models.CharField(blank=True, max_length=300, verbose_name="whom it takes")),
                ("telephone", models.CharField(blank=True, max_length=60)),
                ("is_retired", models.BooleanField(default=False, verbose_name="no longer offered")),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("question"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("reference", models.CharField(max_length=20)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reaching", "How to reach the person"),
                            ("identity", "Who the person is"),
                            ("standing", "Where things stand with police or the court"),
                            ("release", "When the person leaves custody"),
                            ("needs", "What the person needs to take part"),
                            ("agrees", "Whether the person agrees to be contacted"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.CharField(max_length=500)),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-asked_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="RefusalWords",
            fields=[
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("refusal-words"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("outside_area", models.CharField(default="Lives outside the area", max_length=200)),
                ("too_young", models.CharField(default="Younger than the service takes", max_length=200)),
                (
                    "other_harm",
                    models.CharField(default="Not about domestic abuse or stalking", max_length=200),
                ),
                ("already_here", models.CharField(default="Already with the service", max_length=200)),
                ("said_no", models.CharField(default="Does not want contact", max_length=200)),
                ("other_help_first", models.CharField(default="Needs other help first", max_length=200)),
                (
                    "proceedings",
                    models.CharField(default="Court proceedings stand in the way", max_length=200),
                ),
                ("other", models.CharField(default="Another reason", max_length=200)),
            ],
            options={
                "verbose_name_plural": "words of refusals",
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("release"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("released_at", models.DateTimeField()),
                ("is_certain", models.BooleanField(default=False)),
                (
                    "police_told",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("not_known", "Not known")], max_length=20
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-recorded_at", "-id"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="referral",
            name="referral_decided_with_a_date",
        ),
        migrations.AddField(
            model_name="case",
            name="ended_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="ending",
            field=models.CharField(
                blank=True,
                choices=[
                    ("completed", "Completed what was planned"),
                    ("part_completed", "Completed part of what was planned"),
                    ("withdrew", "Withdrew"),
                    ("withdrawn_by_service", "Ended by the service"),
                    ("declined", "Did not want to take part"),
                    ("not_suitable", "Not suitable now"),
                    ("not_reached", "Could not be reached"),
                    ("moved_away", "Moved out of the area"),
                    ("died", "Died"),
                ],
                max_length=30,
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="first_referral",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="referrals.referral",
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="handover_id",
            field=models.UUIDField(blank=True, editable=False, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="referral",
            name="paused_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="case",
            name="referral",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="case",
                to="referrals.referral",
            ),
        ),
        migrations.AlterField(
            model_name="case",
            name="state",
            field=models.CharField(
                choices=[
                    ("contacting", "Making first contact"),
                    ("assessment", "Waiting for assessment"),
                    ("waiting", "Waiting for a programme"),
                    ("active", "On a programme"),
                    ("handed_over", "Handed over"),
                    ("closed", "Closed"),
                ],
                default="contacting",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="contactattempt",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("reached", "Spoke with the person"),
                    ("declined", "Spoke with the person, who does not want contact"),
                    ("no_answer", "No answer"),
                    ("voicemail", "Left a voicemail"),
                    ("someone_else", "Somebody else answered"),
                    ("sent", "Sent, no reply yet"),
                    ("wrong", "Number or address is wrong"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="referral",
            name="state",
            field=models.CharField(
                choices=[
                    ("received", "Received"),
                    ("information_needed", "More information needed"),
                    ("accepted", "Accepted"),
                    ("redirected", "Sent on to another service"),
                    ("refused", "Not accepted"),
                ],
                default="received",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="referralstatus",
            name="word",
            field=models.CharField(
                choices=[
                    ("received", "Received"),
                    ("information_needed", "More information needed"),
                    ("accepted", "Accepted"),
                    ("redirected", "Sent on to another service"),
                    ("refused", "Not accepted"),
                    ("started", "Started"),
                    ("finished", "Finished"),
                ],
                default="received",
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("handover_id__isnull", True), ("referral__isnull", False)),
                    models.Q(("handover_id__isnull", False), ("referral__isnull", True)),
                    _connector="OR",
                ),
                name="case_began_with_a_referral_or_a_handover",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("handed_over", "closed")), ("ended_at__isnull", False)),
                    models.Q(
                        models.Q(("state__in", ("handed_over", "closed")), _negated=True),
                        ("ended_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="case_ended_with_a_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("ending", ""), ("state", "closed"), _negated=True),
                name="case_closed_with_an_ending",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("state__in", ("received", "information_needed"))),
                    models.Q(
                        models.Q(("state__in", ("received", "information_needed")), _negated=True),
                        ("decided_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="referral_decided_with_a_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("paused_at__isnull", False), ("state", "information_needed")),
                    models.Q(
                        models.Q(("state", "information_needed"), _negated=True), ("paused_at__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="referral_paused_while_it_is_asked_about",
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="provider_agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="referral",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="referrals.referral"
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="referring_agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="provider_agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="referral",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="decision", to="referrals.referral"
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="client",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="referrals.client"
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="first_referral",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="referrals.referral"
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="from_agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="from_case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="handovers", to="referrals.case"
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="offered_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="pathway",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="handovers", to="referrals.pathway"
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.scheme"
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="settled_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="to_agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="legprogress",
            name="case",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="progress", to="referrals.case"
            ),
        ),
        migrations.AddField(
            model_name="legprogress",
            name="client",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="referrals.client"
            ),
        ),
        migrations.AddField(
            model_name="legprogress",
            name="provider_agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="nextservice",
            name="kept_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="nextservice",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.scheme"
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="next_service",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="referrals.nextservice",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="provider_agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="referral",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="referrals.referral"
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="referring_agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="question",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="answer", to="referrals.question"
            ),
        ),
        migrations.AddField(
            model_name="refusalwords",
            name="kept_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="refusalwords",
            name="scheme",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.scheme"
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="releases", to="referrals.case"
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="provider_agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddIndex(
            model_name="handover",
            index=models.Index(fields=["to_agency", "state", "due_at", "id"], name="handover_inbox"),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "offered")), fields=("from_case",), name="handover_offered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_at__isnull", True), ("state", "offered")),
                    models.Q(models.Q(("state", "offered"), _negated=True), ("settled_at__isnull", False)),
                    _connector="OR",
                ),
                name="handover_settled_with_a_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("returned_because", ""), ("state", "returned"), _negated=True),
                name="handover_returned_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="nextservice",
            constraint=models.UniqueConstraint(
                fields=("scheme", "name"), name="next_service_name_once_a_scheme"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "redirect"), ("next_service__isnull", False)),
                    models.Q(("kind", "refuse"), ("next_service__isnull", True)),
                    _connector="OR",
                ),
                name="decision_sends_on_to_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)),
                fields=("referral",),
                name="question_open_once",
            ),
        ),
    ]
