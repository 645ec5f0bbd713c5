import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

from cleanclaim.apps.practices.tables import NewTables


class Migration(NewTables):

    initial = True

    dependencies = [
        ('practices', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Guarantor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line1', models.CharField(blank=True, max_length=55)),
                ('line2', models.CharField(blank=True, max_length=55)),
                ('city', models.CharField(blank=True, max_length=30)),
                ('state', models.CharField(blank=True, max_length=2)),
                ('zip', models.CharField(blank=True, help_text='Five or nine digits, without the hyphen', max_length=9)),
                ('first_name', models.CharField(max_length=35)),
                ('last_name', models.CharField(max_length=60)),
                ('birth_date', models.DateField(blank=True, null=True)),
                ('phone', models.CharField(blank=True, max_length=10)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Patient',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line1', models.CharField(blank=True, max_length=55)),
                ('line2', models.CharField(blank=True, max_length=55)),
                ('city', models.CharField(blank=True, max_length=30)),
                ('state', models.CharField(blank=True, max_length=2)),
                ('zip', models.CharField(blank=True, help_text='Five or nine digits, without the hyphen', max_length=9)),
                ('mrn', models.CharField(max_length=20)),
                ('first_name', models.CharField(max_length=35)),
                ('middle_name', models.CharField(blank=True, max_length=25)),
                ('last_name', models.CharField(max_length=60)),
                ('suffix', models.CharField(blank=True, max_length=10)),
                ('birth_date', models.DateField()),
                ('sex', models.CharField(choices=[('F', 'Female'), ('M', 'Male'), ('U', 'Unknown')], max_length=1)),
                ('date_of_death', models.DateField(blank=True, null=True)),
                ('phone', models.CharField(blank=True, max_length=10)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('external_id', models.CharField(blank=True, max_length=120)),
                ('created_at', models.DateTimeField()),
                ('guarantor', models.ForeignKey(blank=True, help_text='None: the patient', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='patients', to='patients.guarantor')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'last_name', 'first_name', 'id'], name='patient_name')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'mrn'), name='mrn_once'), models.UniqueConstraint(condition=models.Q(('external_id', ''), _negated=True), fields=('practice', 'external_id'), name='patient_external_id_once')],
            },
        ),
        migrations.CreateModel(
            name='PatientWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(max_length=60)),
                ('patient', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='words', to='patients.patient')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'word', 'patient'], name='patient_word', opclasses=['int8_ops', 'varchar_pattern_ops', 'int8_ops'])],
                'constraints': [models.UniqueConstraint(fields=('patient', 'word'), name='patient_word_once')],
            },
        ),
        migrations.CreateModel(
            name='Coverage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('effective_from', models.DateField()),
                ('effective_to', models.DateField(blank=True, null=True)),
                ('rank', models.PositiveSmallIntegerField(choices=[(1, 'Primary'), (2, 'Secondary'), (3, 'Tertiary')])),
                ('member_id', models.CharField(max_length=40)),
                ('member_key', models.GeneratedField(db_persist=True, editable=False, expression=django.db.models.functions.text.Lower('member_id'), output_field=models.CharField(max_length=40))),
                ('group_number', models.CharField(blank=True, max_length=40)),
                ('plan_name', models.CharField(blank=True, max_length=60)),
                ('relationship', models.CharField(choices=[('18', 'Self'), ('01', 'Spouse'), ('19', 'Child'), ('20', 'Employee'), ('53', 'Life partner'), ('G8', 'Other')], default='18', max_length=2)),
                ('subscriber_first_name', models.CharField(blank=True, max_length=35)),
                ('subscriber_last_name', models.CharField(blank=True, max_length=60)),
                ('subscriber_birth_date', models.DateField(blank=True, null=True)),
                ('subscriber_sex', models.CharField(blank=True, choices=[('F', 'Female'), ('M', 'Male'), ('U', 'Unknown')], max_length=1)),
                ('insurance_type', models.CharField(blank=True, help_text='SBR05, when Medicare is not primary', max_length=2)),
                ('external_id', models.CharField(blank=True, max_length=120)),
                ('payer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.payer')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='coverages', to='patients.patient')),
            ],
            options={
                'ordering': ['rank'],
                'indexes': [models.Index(fields=['practice', 'patient', 'rank'], name='coverage_order'), models.Index(fields=['practice', 'member_key'], name='coverage_member', opclasses=['int8_ops', 'varchar_pattern_ops'])],
            },
        ),
        migrations.CreateModel(
            name='SignedForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('notice', 'Notice of noncoverage (ABN)'), ('consent', 'Consent to sterilization or hysterectomy')], max_length=10)),
                ('signed_on', models.DateField()),
                ('option', models.PositiveSmallIntegerField(choices=[(1, '1: do it and bill Medicare'), (2, '2: do it, do not bill Medicare'), (3, '3: do not do it')], default=1, help_text='Of a notice')),
                ('procedure', models.CharField(blank=True, help_text='Empty: every service of the day', max_length=5)),
                ('is_early_allowed', models.BooleanField(default=False, help_text='Premature delivery or emergency surgery')),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signed_forms', to='patients.patient')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
            ],
            options={
                'ordering': ['-signed_on', '-pk'],
                'indexes': [models.Index(fields=['practice', 'patient'], name='signed_form_patient')],
            },
        ),
    ]
