from jiceng.steps import heard_by, tracked


def test_a_listener_hears_how_many_are_done_and_nobody_must_listen() -> None:
    heard: list[tuple[str, int, int]] = []
    with heard_by(lambda *told: heard.append(told)):
        assert [*tracked("ab", "letters")] == ["a", "b"]
    assert [*tracked("c", "letters")] == ["c"]
    assert heard == [("letters", 0, 2), ("letters", 1, 2), ("letters", 2, 2)]
