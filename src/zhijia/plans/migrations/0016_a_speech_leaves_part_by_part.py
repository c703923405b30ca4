from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0015_the_assistant_is_asked'),
    ]

    operations = [
        migrations.AddField(
            model_name='asking',
            name='begun',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='已发送的部分'),
        ),
        migrations.AddField(
            model_name='asking',
            name='kept',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='已答复的部分'),
        ),
    ]
