"""What a whole knows of its parts, and a part that asks for something."""

from motcua.domain.dossiers.models import DossierEvent, DossierPart
from motcua.domain.dossiers.services import steps
from motcua.domain.dossiers.types import SupplementItem
from tests.linked import (
    Linked,
    carried,
)

ITEM = SupplementItem("relation_proof", "Văn bản đồng ý của chủ hộ", "Chưa có ý kiến của chủ hộ.")


def known(whole: Linked, child: str) -> DossierPart:
    """What the whole knows of a part."""
    return DossierPart.objects.get(dossier_id=whole.whole, child=child)


def kinds(dossier) -> list[str]:
    return list(DossierEvent.objects.filter(dossier_id=dossier).order_by("seq").values_list("kind", flat=True))


def asked(whole: Linked, child: str = "residence", when: str = "2026-11-02 13:40") -> None:
    """The police asks for the one supplement."""
    part = whole.part(child)
    whole.does(part, "receive", "2026-11-02 11:10")
    task = whole.task(part, "verify")
    steps.request_supplement(part, task.n, (ITEM,), whole.by(task, when))
    carried(when)
