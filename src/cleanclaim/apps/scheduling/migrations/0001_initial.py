import django.db.models.deletion
from django.db import migrations, models

from cleanclaim.apps.practices.tables import NewTables


class Migration(NewTables):

    initial = True

    dependencies = [
        ('patients', '0001_initial'),
        ('practices', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField()),
                ('minutes', models.PositiveSmallIntegerField(default=20)),
                ('visit_type', models.CharField(choices=[('new_patient', 'New patient'), ('follow_up', 'Follow-up'), ('sick', 'Sick visit'), ('annual', 'Annual visit'), ('procedure', 'Procedure')], max_length=20)),
                ('reason', models.CharField(blank=True, max_length=120)),
                ('state', models.CharField(default='booked', max_length=20)),
                ('copay_due', models.BigIntegerField(blank=True, help_text='Cents; empty: not known', null=True)),
                ('checked_in_at', models.DateTimeField(blank=True, null=True)),
                ('clinician', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.clinician')),
                ('location', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.location')),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='patients.patient')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'starts_at'], name='appointment_day'), models.Index(fields=['practice', 'patient', 'starts_at'], name='appointment_patient')],
            },
        ),
        migrations.CreateModel(
            name='Slot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField()),
                ('appointment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='slots', to='scheduling.appointment')),
                ('clinician', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.clinician')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'clinician', 'starts_at'), name='slot_taken_once')],
            },
        ),
    ]
