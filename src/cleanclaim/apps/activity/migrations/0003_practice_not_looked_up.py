from django.db import migrations

from cleanclaim.apps.practices.growing import PracticeNotLookedUp


class Migration(migrations.Migration):
    dependencies = [("activity", "0002_append_only")]
    operations = [PracticeNotLookedUp("activityentry")]
