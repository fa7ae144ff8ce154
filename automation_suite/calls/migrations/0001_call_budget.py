from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='CallBudget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('platform', models.CharField(max_length=40)),
                ('account', models.CharField(max_length=100)),
                ('group', models.CharField(max_length=60)),
                ('window_seconds', models.PositiveIntegerField()),
                ('capacity', models.PositiveIntegerField()),
                ('left', models.FloatField()),
                ('at', models.DateTimeField()),
                ('resets_at', models.DateTimeField(null=True)),
                ('blocked_until', models.DateTimeField(null=True)),
                ('told_by', models.CharField(max_length=20)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('platform', 'account', 'group', 'window_seconds'), name='one_bucket_each_window')],
            },
        ),
    ]
