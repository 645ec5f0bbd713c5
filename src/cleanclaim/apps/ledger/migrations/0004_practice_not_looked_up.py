from django.db import migrations

from cleanclaim.apps.practices.growing import PracticeNotLookedUp


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_chain")]
    operations = [
        PracticeNotLookedUp("journaltransaction"),
        PracticeNotLookedUp("journalentry"),
        PracticeNotLookedUp("journallink"),
        PracticeNotLookedUp("balance"),
        PracticeNotLookedUp("lineanswer"),
    ]
