import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('automation_history', '0006_incident_changes'),
    ]

    operations = [
        migrations.CreateModel(
            name='DayFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('platform', models.CharField(max_length=40)),
                ('account', models.CharField(max_length=100)),
                ('day', models.DateField()),
                ('subject', models.CharField(blank=True, max_length=100)),
                ('name', models.CharField(max_length=60)),
                ('value', models.DecimalField(decimal_places=4, max_digits=18, null=True)),
                ('unit', models.CharField(max_length=10)),
                ('read_at', models.DateTimeField()),
                ('run', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='day_figures', to='automation_history.run')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('platform', 'account', 'day', 'subject', 'name'), name='one_value_each_figure')],
            },
        ),
    ]
