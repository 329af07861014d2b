import pyarrow as pa

from jiceng.dataset.buckets import Bucketing, bucket_count, in_buckets, partials_path, table_of_partials


def test_buckets_follow_from_the_number_of_rows() -> None:
    assert [bucket_count(rows) for rows in (0, 1, 50_000, 50_001, 100_000, 100_001, 200_001)] == [1, 1, 1, 2, 2, 4, 8]


def test_an_entity_is_in_one_bucket() -> None:
    rows = pa.table({"person_id": [f"甲{number}@乙市" for number in range(40)]})
    bucketing = Bucketing("people", 4)
    divided = dict(in_buckets(bucketing, rows))
    assert list(divided) == [0, 1, 2, 3]
    assert sum(len(part) for part in divided.values()) == len(rows)
    for bucket, part in divided.items():
        assert set(bucketing.buckets_of(part)) == {bucket}
    assert list(in_buckets(bucketing, rows.slice(0, 0))) == []


def test_partial_rows_are_known_by_their_path() -> None:
    assert partials_path("people", 3) == "partials/people-0003.parquet"
    assert table_of_partials("partials/people-0003.parquet") == "people"
    assert table_of_partials("people/part-0003-00000.parquet") is None
