"""The list of tasks, many tasks at once, and the search."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import pytest
from django.test import Client

from motcua.domain.dossiers.models import Dossier, OpenTask
from tests.delivery.desk.officers import act, text_of
from tests.office import Office
from tests.permit import ECONOMY, accepted, drafted, resolved, to_be_supplemented


def boxes(client: Client, query: str = "") -> list[str]:
    """How the boxes of the list name its tasks, in the order of the list."""
    return re.findall(r'name="task" value="([^"]+)"', client.get(f"/lam-viec/{query}").content.decode())


def test_the_list_opens_at_what_there_is_to_do_and_says_how_urgent_it_is(working_city: Office, head: Client) -> None:
    accepted(working_city)
    to_be_supplemented(working_city)
    page = text_of(head.get("/lam-viec/"))
    assert "quá hạn 6 ngày" in page
    assert "Chờ bổ sung" in page
    assert page.index("quá hạn 6 ngày") < page.index("Chờ bổ sung")


def test_a_result_that_lies_ready_waits_to_be_fetched(working_city: Office, clerk: Client) -> None:
    act(clerk, resolved(working_city), "nop-phi", amount="75.000", receipt="0000123")
    page = text_of(clerk.get("/lam-viec/"))
    assert "kết quả chờ người đến nhận" in page
    assert "không có hạn" not in page


def test_a_list_is_narrowed_by_urgency_procedure_and_step(working_city: Office, head: Client) -> None:
    late, waiting, review = accepted(working_city), to_be_supplemented(working_city), drafted(working_city)

    def shown(query: str) -> set[UUID]:
        return {UUID(each.split(":")[0]) for each in boxes(head, f"?xem=bo-phan&{query}")}

    assert shown("") == {late, waiting, review}
    assert shown("han=qua-han") == {late, review}
    assert shown("han=cho-nguoi-nop") == {waiting}
    assert shown("buoc=review") == {review}
    assert shown("thu-tuc=9.999999") == set()
    assert "Không có việc nào khớp bộ lọc này." in text_of(head.get("/lam-viec/?xem=bo-phan&thu-tuc=9.999999"))


@pytest.mark.parametrize(
    "query", ["trang=0", "trang=x", "trang=999999", "han=%00", "xem='", "buoc=" + "x" * 500, "thu-tuc=%00", "buoc=%00"]
)
def test_an_odd_address_still_shows_a_list(working_city: Office, head: Client, query: str) -> None:
    accepted(working_city)
    assert head.get(f"/lam-viec/?{query}").status_code == 200


def test_the_counts_come_anew_and_tell_when_the_list_has_changed(working_city: Office, head: Client) -> None:
    def mark() -> str:
        found = re.search(r'data-mark="(\w+)"', head.get("/lam-viec/so-viec/?xem=bo-phan").content.decode())
        assert found
        return found[1]

    accepted(working_city)
    before = mark()
    assert mark() == before
    accepted(working_city)
    assert mark() != before


def test_many_are_given_to_one_officer_each_with_its_own_answer(working_city: Office, head: Client) -> None:
    first, second, gone = (accepted(working_city) for _ in range(3))
    marks = boxes(head, "?xem=bo-phan")
    officer = working_city.city.who(ECONOMY, "specialist")
    _end(gone)
    posted = {"task": marks, "act": "assign", "officer": officer, "command": uuid4(), "back": "xem=bo-phan"}
    page = text_of(head.post("/lam-viec/nhieu-viec/", posted))
    assert "Đã làm 2 trong 3 hồ sơ." in page
    assert page.count("Không làm được") == 1
    assert {Dossier.objects.get(pk=each).handler_id for each in (first, second)} == {officer}


def test_many_are_moved_on_where_there_is_only_one_way(working_city: Office, head: Client) -> None:
    dossier = drafted(working_city)
    accepted(working_city)
    posted = {"task": boxes(head, "?xem=bo-phan"), "act": "forward", "command": uuid4()}
    page = text_of(head.post("/lam-viec/nhieu-viec/", posted))
    assert "Đã làm 1 trong 2 hồ sơ." in page
    assert "Bước này cần mở từng hồ sơ để xử lý." in page
    assert not OpenTask.objects.filter(dossier_id=dossier, step="review").exists()


def test_a_batch_sent_twice_is_done_once(working_city: Office, head: Client) -> None:
    dossier = drafted(working_city)
    posted = {"task": boxes(head, "?xem=bo-phan"), "act": "forward", "command": uuid4()}
    head.post("/lam-viec/nhieu-viec/", posted)
    before = Dossier.objects.get(pk=dossier).seq
    assert "Đã làm 1 trong 1 hồ sơ." in text_of(head.post("/lam-viec/nhieu-viec/", posted))
    assert Dossier.objects.get(pk=dossier).seq == before


def test_a_stranger_cannot_slip_dossiers_into_his_batch(working_city: Office, head: Client, stranger: Client) -> None:
    dossier = drafted(working_city)
    marks = boxes(head, "?xem=bo-phan")
    page = text_of(stranger.post("/lam-viec/nhieu-viec/", {"task": marks, "act": "forward", "command": uuid4()}))
    assert "Đã làm 0 trong 1 hồ sơ." in page
    assert "Nguyễn Trúc Lam" not in page
    assert OpenTask.objects.filter(dossier_id=dossier, step="review").exists()


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({"act": "forward"}, "Hãy đánh dấu ít nhất một hồ sơ."),
        ({"act": "assign", "task": "x"}, "Hãy chọn cán bộ được phân công."),
        ({"act": "none", "task": "x"}, "Hãy chọn việc cần làm với các hồ sơ đã đánh dấu."),
    ],
)
def test_a_batch_that_lacks_something_says_what(
    working_city: Office, head: Client, posted: dict[str, str], said: str
) -> None:
    drafted(working_city)
    filled = {**posted, "task": boxes(head, "?xem=bo-phan")} if "task" in posted else posted
    answer = head.post("/lam-viec/nhieu-viec/", {**filled, "command": uuid4(), "back": "xem=bo-phan"}, follow=True)
    assert said in text_of(answer)


def test_a_task_is_taken_from_the_list(working_city: Office, head: Client) -> None:
    drafted(working_city)
    [mark] = boxes(head, "?xem=bo-phan")
    answer = head.post("/lam-viec/nhieu-viec/", {"claim": mark, "command": uuid4(), "back": "xem=cua-toi"}, follow=True)
    assert "Ông/bà đã nhận việc này." in text_of(answer)


def test_a_code_that_is_meant_exactly_opens_its_dossier(working_city: Office, head: Client) -> None:
    dossier = accepted(working_city)
    code = Dossier.objects.get(pk=dossier).code
    answer = head.get("/lam-viec/tim/", {"q": f" {code.lower()} "})
    assert answer["Location"] == f"/lam-viec/ho-so/{dossier}/"
    for words in ("truc lam", "Trúc Lam", "0903 123 456", "079088910001"):
        assert str(dossier) in text_of(head.get("/lam-viec/tim/", {"q": words})), words


@pytest.mark.parametrize("words", ["\x00", "%", "_", "'; --", "x" * 500, "  "])
def test_an_odd_search_is_only_a_search(working_city: Office, head: Client, words: str) -> None:
    assert head.get("/lam-viec/tim/", {"q": words}).status_code == 200


def test_a_search_without_hits_says_what_can_be_searched_for(working_city: Office, head: Client) -> None:
    page = text_of(head.get("/lam-viec/tim/", {"q": "không có ai"}))
    assert "Không thấy hồ sơ nào trong phạm vi ông/bà được xem." in page
    assert "Tìm được bằng mã hồ sơ" in page


def _end(dossier: UUID) -> None:
    """Somebody else has ended the dossier since the list was shown."""
    OpenTask.objects.filter(dossier_id=dossier).delete()
