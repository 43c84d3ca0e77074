import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from brobygger.office.access import policies


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0005_a_look_in_one_step"),
        ("duties", "0003_how_it_is_counted"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Settlement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.CharField(max_length=60, verbose_name="regel")),
                ("version", models.CharField(max_length=120, verbose_name="version")),
                (
                    "kind",
                    models.CharField(
                        choices=[("version", "reglen"), ("transition", "overgangen")],
                        max_length=10,
                        verbose_name="hvad",
                    ),
                ),
                ("count", models.CharField(blank=True, max_length=24, verbose_name="tælles")),
                ("number", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="antal")),
                ("source", models.CharField(max_length=300, verbose_name="kilde")),
                ("withdrawn", models.BooleanField(default=False, verbose_name="trukket tilbage")),
                ("settled_on", models.DateField(verbose_name="dato")),
                (
                    "settled_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="tidspunkt"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.municipality",
                        verbose_name="kommune",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="medarbejder",
                    ),
                ),
            ],
            options={
                "verbose_name": "bekræftelse",
                "verbose_name_plural": "bekræftelser",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["municipality", "id"], name="settlements_in_turn")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        name="a_settlement_has_a_source",
                        violation_error_message="Skriv kilden.",
                    )
                ],
            },
        ),
        policies.apart("duties_settlement"),
        policies.within("duties_settlement", "officer_id", "access_officer"),
        policies.signed("duties_settlement"),
        policies.append_only("duties_settlement"),
    ]
