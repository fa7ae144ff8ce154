
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
                ('told_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('platform', 'account', 'group', 'window_seconds'), name='one_bucket_each_window')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('platform', models.CharField(max_length=40)),
                ('environment', models.CharField(max_length=20)),
                ('account', models.CharField(blank=True, max_length=100)),
                ('sealed', models.TextField()),
                ('generation', models.PositiveIntegerField(default=0)),
                ('scopes', models.TextField(blank=True)),
                ('granted_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(null=True)),
                ('refreshing_by', models.CharField(blank=True, max_length=200)),
                ('refreshing_since', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('platform', 'environment', 'account'), name='one_consent_each_account')],
            },
        ),
    ]
