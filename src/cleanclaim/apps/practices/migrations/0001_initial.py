import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from cleanclaim.apps.practices.tables import NewTables


class Migration(NewTables):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Organization',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line1', models.CharField(blank=True, max_length=55)),
                ('line2', models.CharField(blank=True, max_length=55)),
                ('city', models.CharField(blank=True, max_length=30)),
                ('state', models.CharField(blank=True, max_length=2)),
                ('zip', models.CharField(blank=True, help_text='Five or nine digits, without the hyphen', max_length=9)),
                ('name', models.CharField(max_length=60)),
                ('kind', models.CharField(choices=[('practice', 'Practice'), ('billing_company', 'Billing company')], max_length=20)),
                ('npi', models.CharField(blank=True, max_length=10)),
                ('tax_id', models.CharField(blank=True, help_text='Nine digits', max_length=9)),
                ('taxonomy', models.CharField(blank=True, max_length=10)),
                ('phone', models.CharField(blank=True, max_length=10)),
                ('contact_name', models.CharField(blank=True, max_length=60)),
                ('submitter_id', models.CharField(blank=True, help_text='ISA06, as the clearinghouse knows us', max_length=15)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('theme', models.CharField(default='system', max_length=6)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'user',
                'verbose_name_plural': 'users',
                'abstract': False,
            },
            managers=[
                ('objects', django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name='Location',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line1', models.CharField(blank=True, max_length=55)),
                ('line2', models.CharField(blank=True, max_length=55)),
                ('city', models.CharField(blank=True, max_length=30)),
                ('state', models.CharField(blank=True, max_length=2)),
                ('zip', models.CharField(blank=True, help_text='Five or nine digits, without the hyphen', max_length=9)),
                ('name', models.CharField(max_length=60)),
                ('npi', models.CharField(blank=True, max_length=10)),
                ('place_of_service', models.CharField(default='11', max_length=2)),
                ('phone', models.CharField(blank=True, max_length=10)),
                ('clia', models.CharField(blank=True, help_text='Of its laboratory: 33D0123456', max_length=10)),
                ('clia_kind', models.CharField(blank=True, choices=[('waiver', 'Waiver: waived tests only'), ('ppm', 'Microscopy by the provider (PPM)'), ('compliance', 'Compliance'), ('accreditation', 'Accreditation')], help_text='What it may test', max_length=13)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FeeSchedule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('effective_from', models.DateField()),
                ('effective_to', models.DateField(blank=True, null=True)),
                ('name', models.CharField(max_length=60)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='BillingAgreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('effective_from', models.DateField()),
                ('effective_to', models.DateField(blank=True, null=True)),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clients', to='practices.organization')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='practices.organization')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Payer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line1', models.CharField(blank=True, max_length=55)),
                ('line2', models.CharField(blank=True, max_length=55)),
                ('city', models.CharField(blank=True, max_length=30)),
                ('state', models.CharField(blank=True, max_length=2)),
                ('zip', models.CharField(blank=True, help_text='Five or nine digits, without the hyphen', max_length=9)),
                ('name', models.CharField(max_length=60)),
                ('payer_id', models.CharField(help_text='NM109 of loop 2010BB', max_length=20)),
                ('kind', models.CharField(choices=[('medicare', 'Medicare'), ('medicaid', 'Medicaid'), ('commercial', 'Commercial'), ('wc', "Workers' compensation")], max_length=20)),
                ('filing_code', models.CharField(help_text='SBR09', max_length=2)),
                ('receiver_id', models.CharField(blank=True, help_text='ISA08 of the trading partner that takes its claims', max_length=15)),
                ('timely_filing_days', models.PositiveIntegerField(default=365, help_text='From the date of service')),
                ('corrected_claim_days', models.PositiveIntegerField(default=365, help_text="From the payer's answer")),
                ('appeal_days', models.PositiveIntegerField(default=180, help_text="From the payer's answer")),
                ('takes_replacements', models.BooleanField(default=True, help_text='Accepts frequency 7 and 8')),
                ('phone', models.CharField(blank=True, max_length=10)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'payer_id'), name='payer_id_once')],
            },
        ),
        migrations.CreateModel(
            name='Contract',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('effective_from', models.DateField()),
                ('effective_to', models.DateField(blank=True, null=True)),
                ('name', models.CharField(max_length=60)),
                ('percent_of_charge', models.PositiveIntegerField(blank=True, null=True)),
                ('sequestration', models.BooleanField(default=False)),
                ('pricing', models.CharField(choices=[('fee_table', 'A price for each code'), ('medicare', 'Percent of Medicare'), ('charge', 'Percent of what is billed'), ('per_diem', 'An amount for the day'), ('case_rate', 'An amount for the whole case')], default='fee_table', max_length=10)),
                ('percent', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                ('amount', models.BigIntegerField(blank=True, help_text='Cents a day or a case', null=True)),
                ('conversion_factor', models.DecimalField(blank=True, decimal_places=4, help_text="Dollars a unit; empty: Medicare's of the day", max_digits=8, null=True)),
                ('mac', models.CharField(blank=True, help_text='Medicare contractor of the locality: 13282', max_length=5)),
                ('locality', models.CharField(blank=True, max_length=2)),
                ('lesser_of', models.BooleanField(default=False, help_text='Never more than is billed')),
                ('second_percent', models.PositiveSmallIntegerField(default=100, help_text='Of the second procedure of a day')),
                ('later_percent', models.PositiveSmallIntegerField(default=100, help_text='Of the third procedure and those after it')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
                ('payer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contracts', to='practices.payer')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TradingPartner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('identifier', models.CharField(help_text='ISA08', max_length=15)),
                ('adapter', models.CharField(default='simulator', max_length=30)),
                ('settings', models.JSONField(blank=True, default=dict)),
                ('is_test', models.BooleanField(default=True, help_text='ISA15: T or P')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'identifier'), name='partner_once')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('effective_from', models.DateField()),
                ('effective_to', models.DateField(blank=True, null=True)),
                ('role', models.CharField(max_length=20)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='practices.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organization', 'user', 'role'), name='role_once')],
            },
        ),
        migrations.CreateModel(
            name='Fee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('procedure', models.CharField(max_length=5)),
                ('modifier', models.CharField(blank=True, max_length=2)),
                ('amount', models.BigIntegerField()),
                ('schedule', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fees', to='practices.feeschedule')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('schedule', 'procedure', 'modifier'), name='fee_once')],
            },
        ),
        migrations.CreateModel(
            name='ControlNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.CharField(max_length=40)),
                ('next', models.BigIntegerField(default=1)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'series'), name='series_once')],
            },
        ),
        migrations.CreateModel(
            name='ContractRate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('procedure', models.CharField(max_length=5)),
                ('modifier', models.CharField(blank=True, max_length=2)),
                ('allowed', models.BigIntegerField()),
                ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rates', to='practices.contract')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('contract', 'procedure', 'modifier'), name='rate_once')],
            },
        ),
        migrations.CreateModel(
            name='Clinician',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('effective_from', models.DateField()),
                ('effective_to', models.DateField(blank=True, null=True)),
                ('first_name', models.CharField(max_length=35)),
                ('last_name', models.CharField(max_length=60)),
                ('credential', models.CharField(blank=True, max_length=10)),
                ('npi', models.CharField(blank=True, help_text='Without one nobody renders services on a claim', max_length=10)),
                ('taxonomy', models.CharField(max_length=10)),
                ('external_id', models.CharField(blank=True, max_length=80)),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='clinician', to=settings.AUTH_USER_MODEL)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('npi', ''), _negated=True), fields=('practice', 'npi'), name='clinician_npi_once')],
            },
        ),
        migrations.CreateModel(
            name='Enrollment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('effective_from', models.DateField()),
                ('effective_to', models.DateField(blank=True, null=True)),
                ('clinician', models.ForeignKey(blank=True, help_text='None: the practice', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.clinician')),
                ('payer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrollments', to='practices.payer')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('payer', 'clinician'), name='clinician_enrolled_once'), models.UniqueConstraint(condition=models.Q(('clinician', None)), fields=('payer',), name='practice_enrolled_once')],
            },
        ),
    ]
