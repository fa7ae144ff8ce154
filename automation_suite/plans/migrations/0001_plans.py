
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('automation_history', '0006_incident_changes'),
    ]

    operations = [
        migrations.CreateModel(
            name='LimitChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('job', models.CharField(db_index=True, max_length=100)),
                ('name', models.CharField(max_length=60)),
                ('old', models.CharField(max_length=100)),
                ('new', models.CharField(max_length=100)),
                ('found_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('job', models.CharField(db_index=True, max_length=100)),
                ('platform', models.CharField(max_length=40)),
                ('account', models.CharField(max_length=100)),
                ('sentence', models.TextField()),
                ('made_at', models.DateTimeField(db_index=True)),
                ('expires_at', models.DateTimeField()),
                ('limits', models.JSONField(default=dict)),
                ('figures', models.JSONField(default=dict)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='automation_history.run')),
                ('undoes', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone_by', to='automation_plans.plan')),
            ],
        ),
        migrations.CreateModel(
            name='Row',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('platform', models.CharField(max_length=40)),
                ('account', models.CharField(max_length=100)),
                ('kind', models.CharField(max_length=40)),
                ('object_id', models.CharField(max_length=200)),
                ('label', models.CharField(max_length=300)),
                ('field', models.CharField(max_length=60)),
                ('old', models.JSONField(null=True)),
                ('new', models.JSONField(null=True)),
                ('reason', models.TextField()),
                ('rule', models.CharField(max_length=100)),
                ('confidence', models.FloatField(default=1.0)),
                ('reduces_risk', models.BooleanField(default=False)),
                ('costs', models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('approved', 'Approved'), ('rejected', 'Rejected'), ('expired', 'Expired'), ('submitted', 'Submitted'), ('applied', 'Applied'), ('refused', 'Refused'), ('failed', 'Failed'), ('unknown', 'Unknown')], default='proposed', max_length=10)),
                ('decided_by', models.CharField(blank=True, max_length=100)),
                ('decided_at', models.DateTimeField(null=True)),
                ('before', models.JSONField(null=True)),
                ('submitted_at', models.DateTimeField(null=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('explanation', models.TextField(blank=True)),
                ('next_step', models.TextField(blank=True)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='automation_plans.plan')),
            ],
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('before', models.JSONField(null=True)),
                ('shown', models.JSONField(null=True)),
                ('reference', models.CharField(blank=True, max_length=200)),
                ('answer', models.JSONField(default=dict)),
                ('no_undo', models.TextField(blank=True)),
                ('run', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='automation_history.run')),
                ('row', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='receipt', to='automation_plans.row')),
            ],
        ),
        migrations.AddIndex(
            model_name='row',
            index=models.Index(fields=['platform', 'account', 'state'], name='row_by_state'),
        ),
        migrations.AddConstraint(
            model_name='row',
            constraint=models.UniqueConstraint(fields=('plan', 'number'), name='one_row_each_number'),
        ),
        migrations.AddConstraint(
            model_name='row',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['proposed', 'approved', 'submitted', 'unknown'])), fields=('platform', 'account', 'kind', 'object_id', 'field'), name='one_open_row_each_field'),
        ),
    ]
