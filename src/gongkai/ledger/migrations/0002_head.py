"""The chain's one head row."""

from django.db import migrations


def begin(apps, schema_editor):
    apps.get_model("ledger", "Head").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
