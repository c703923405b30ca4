from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0016_a_speech_leaves_part_by_part'),
    ]

    operations = [
        migrations.AddField(
            model_name='stagestep',
            name='is_owners',
            field=models.BooleanField(default=False, verbose_name='责任人办理'),
        ),
    ]
