from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("infra", "0002_rate_window")]

    operations = [
        migrations.AddField(model_name="dailydigest", name="stamp", field=models.BinaryField(null=True)),
    ]
