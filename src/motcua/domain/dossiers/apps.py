from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DossiersConfig(AppConfig):
    name = "motcua.domain.dossiers"
    verbose_name = "Hồ sơ"

    def ready(self) -> None:
        """After a migration the tables of trials are made to look like the real ones; open dossiers follow the calendar
        when it changes.
        """
        from motcua.domain.dossiers.calendar_change.services import order_following  # noqa: PLC0415 models come first
        from motcua.domain.identity.events import CalendarChanged, subscribe  # noqa: PLC0415 models come first

        post_migrate.connect(_prepare_trial_space, sender=self)
        subscribe(CalendarChanged, order_following)


def _prepare_trial_space(**_signal: object) -> None:
    from motcua.domain.dossiers.trial.space import prepare_trial_space  # noqa: PLC0415 few processes migrate

    prepare_trial_space()
