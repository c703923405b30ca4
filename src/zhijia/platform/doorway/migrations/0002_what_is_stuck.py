from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("doorway", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="is_stuck",
            field=models.BooleanField(default=False, verbose_name="没有收下"),
        ),
    ]
