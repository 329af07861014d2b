from flows.console.statistics import bar, counted


def test_bars_and_counts() -> None:
    assert [bar(number, 24) for number in (0, 1, 12, 24)] == ["", "█", "█" * 12, "█" * 24]
    assert bar(1, 10**9) == "▏"
    assert [counted(number, "quotes") for number in (0, 1, 2_000)] == ["0 quotes", "1 quote", "2,000 quotes"]
