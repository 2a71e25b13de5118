from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "motcua.config"
    label = "wiring"

    def ready(self) -> None:
        """Join the ports of the domain to what stands behind them, once all apps are there."""
        from motcua.config.wiring import join  # noqa: PLC0415 models exist only now

        join()
