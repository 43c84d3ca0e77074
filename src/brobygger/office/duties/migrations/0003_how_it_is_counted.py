from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("duties", "0002_an_ending_breaks_nothing_later"),
    ]

    operations = [
        migrations.AddField(
            model_name="duty",
            name="counted",
            field=models.JSONField(default={"da": "", "en": ""}, verbose_name="tælles således"),
            preserve_default=False,
        ),
    ]
