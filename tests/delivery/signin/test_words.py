from motcua.delivery.signin import problems


def problem_pages() -> list[problems.Page]:
    kinds = [each for each in vars(problems).values() if isinstance(each, type) and hasattr(each, "page")]
    return [problems.LEVEL_TOO_LOW, *(each.page for each in kinds if each is not problems.NotLetIn)]


def test_each_problem_says_what_happened_and_what_to_do() -> None:
    for page in problem_pages():
        assert page.status >= 400
        assert len(str(page.what)) > 40
        assert len(str(page.next_step)) > 40
