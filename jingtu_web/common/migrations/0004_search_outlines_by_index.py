from django.db import migrations

from jingtu_web.common.postgis import RunPostgreSQL


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0003_one_manager_for_accounts'),
    ]

    operations = [
        RunPostgreSQL(
            'CREATE INDEX common_place_outline_gist ON common_place USING gist (outline)',
            'DROP INDEX common_place_outline_gist',
        ),
    ]
