from django.db import migrations

from cleanclaim.apps.practices.growing import PracticeNotLookedUp


class Migration(migrations.Migration):
    dependencies = [("remittances", "0001_initial")]
    operations = [PracticeNotLookedUp("remittanceclaim")]
