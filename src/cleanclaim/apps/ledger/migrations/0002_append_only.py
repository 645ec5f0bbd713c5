from django.db import migrations

from cleanclaim.apps.activity.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [
        append_only("ledger_journaltransaction", "ledger_journalentry", "ledger_journallink", "ledger_period")
    ]
