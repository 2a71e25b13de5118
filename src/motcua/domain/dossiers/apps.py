from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DossiersConfig(AppConfig):
    name = "motcua.domain.dossiers"
    verbose_name = "Hồ sơ"

    def ready(self) -> None:
        """After a migration the tables of trials are made to look like the real ones."""
        from motcua.domain.dossiers.trial.space import prepare_trial_space  # noqa: PLC0415 apps are ready only now

        post_migrate.connect(prepare_trial_space, sender=self)
