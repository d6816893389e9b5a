"""Books of many partners on real clusters of this machine: Dask's and Spark's figures are those of a book at a time."""

import os
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from support.books import write_plain_book

from partnerbook.errors import PartnerbookError
from partnerbook.figures.overview import overview
from partnerbook.figures.partner import partner_line
from partnerbook.frames import book_rows, network_figures, partner_figures, partner_schema, read_frames
from partnerbook.records import Book
from partnerbook.sample import sample_book

DAY = date(2026, 10, 31)
# Spark says of a newer pandas that it has not been tried with all of it; its own sockets are closed late.
pytestmark = [
    pytest.mark.filterwarnings("ignore:PySpark does not yet:FutureWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def partners() -> dict[str, Book]:
    """Partners of whom each has other deals of the made-up one, and its own thresholds."""
    whole = sample_book()
    books = {}
    for number in range(6):
        deals = tuple(deal for at, deal in enumerate(whole.deals) if at % 6 != number)
        clients = tuple(client for at, client in enumerate(whole.clients) if (at + number) % 5)
        names = {client.client for client in clients}
        books[f"Partner {number} (ñ)"] = whole._replace(
            deals=tuple(deal for deal in deals if deal.client in names),
            clients=clients,
            subscriptions=tuple(each for each in whole.subscriptions if each.client in names),
            managing=tuple(each for each in whole.managing if each.client in names),
            renewals=tuple(each for each in whole.renewals if each.client in names),
        )
    return books


@pytest.fixture(scope="module")
def books() -> dict[str, Book]:
    return partners()


@pytest.fixture(scope="module")
def rows(books: dict[str, Book]) -> Any:
    return pd.concat([book_rows(book, name) for name, book in books.items()], ignore_index=True)


def expected(books: dict[str, Book]) -> dict[str, tuple[Any, ...]]:
    """The line of each partner as the core gives it, a book at a time."""
    return {name: tuple(partner_line(overview(book, DAY))._replace(partner=name)) for name, book in books.items()}


def as_lines(frame: Any) -> dict[str, tuple[Any, ...]]:
    """The rows of a frame of figures as values of the core."""

    def value(cell: Any) -> Any:
        if pd.isna(cell):
            return None
        return cell.date() if isinstance(cell, pd.Timestamp) else cell

    lines = (tuple(map(value, line)) for line in frame.astype(object).itertuples(index=False, name=None))
    return {line[0]: line for line in lines}


def same(frame: Any, books: dict[str, Book]) -> None:
    found = as_lines(frame)
    assert found == expected(books)
    assert all(isinstance(line[9], Decimal) for line in found.values())


@pytest.fixture(scope="module")
def dask_client() -> Iterator[Any]:
    from dask.distributed import Client, LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        yield client


def test_dask_groups(rows: Any, books: dict[str, Book], dask_client: Any) -> None:
    import dask.dataframe as dd

    table = dd.from_pandas(rows, npartitions=3)
    meta = partner_figures(rows.iloc[:0], exact=True)
    found = table.groupby("partner").apply(partner_figures, as_of=DAY, exact=True, meta=meta).compute()
    same(found, books)
    assert len(dask_client.scheduler_info()["workers"]) == 2


@pytest.mark.usefixtures("dask_client")
def test_dask_partitions_of_paths(books: dict[str, Book], tmp_path: Path) -> None:
    import dask.dataframe as dd

    paths = _written(books, tmp_path)

    def figures(part: Any) -> Any:
        found = [partner_figures(read_frames(path), as_of=DAY, exact=True) for path in part["path"]]
        return pd.concat([partner_figures(part.iloc[:0], exact=True), *found])

    table = dd.from_pandas(pd.DataFrame({"path": [str(path) for path in paths.values()]}), npartitions=2)
    meta = partner_figures(pd.DataFrame(), exact=True)
    same(table.map_partitions(figures, meta=meta).compute(), dict(_read(books)))


@pytest.mark.usefixtures("dask_client")
def test_dask_partitions_of_whole_partners(rows: Any, books: dict[str, Book]) -> None:
    import dask.dataframe as dd

    first = rows["partner"] < "Partner 3"
    table = dd.concat([dd.from_pandas(part, npartitions=1) for part in (rows[first], rows[~first])])
    meta = network_figures(rows.iloc[:0], exact=True)
    same(table.map_partitions(network_figures, as_of=DAY, exact=True, meta=meta).compute(), books)


@pytest.mark.usefixtures("dask_client")
def test_dask_names_the_partner_that_fails(rows: Any) -> None:
    import dask.dataframe as dd

    table = dd.from_pandas(_broken(rows), npartitions=3)
    meta = partner_figures(rows.iloc[:0])
    with pytest.raises(PartnerbookError, match='The partner "Partner 3'):
        table.groupby("partner").apply(partner_figures, as_of=DAY, meta=meta).compute()


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable  # else the first python3 of the path
    session = (
        SparkSession.builder.master("local[2]")
        .appName("partnerbook")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate()
    )
    yield session
    session.stop()


def test_spark_groups(rows: Any, books: dict[str, Book], spark: Any) -> None:
    def figures(of_partner: Any) -> Any:
        return partner_figures(of_partner, as_of=DAY, exact=True)

    table = spark.createDataFrame(rows.astype(object))
    found = table.groupBy("partner").applyInPandas(figures, partner_schema(exact=True)).toPandas()
    same(found, books)


def test_spark_batches_of_paths(books: dict[str, Book], tmp_path: Path, spark: Any) -> None:
    def figures(batches: Iterator[Any]) -> Iterator[Any]:
        for batch in batches:
            for path in batch["path"]:
                yield partner_figures(read_frames(path), as_of=DAY, exact=True)

    paths = _written(books, tmp_path)
    table = spark.createDataFrame([(str(path),) for path in paths.values()], "path string").repartition(3)
    same(table.mapInPandas(figures, partner_schema(exact=True)).toPandas(), dict(_read(books)))


def test_spark_names_the_partner_that_fails(rows: Any, spark: Any) -> None:
    def figures(of_partner: Any) -> Any:
        return partner_figures(of_partner, as_of=DAY)

    table = spark.createDataFrame(_broken(rows).astype(object))
    with pytest.raises(Exception, match='The partner "Partner 3'):
        table.groupBy("partner").applyInPandas(figures, partner_schema()).toPandas()


def _broken(rows: Any) -> Any:
    """The rows with one of a partner that is no record."""
    broken = rows.copy()
    [first] = broken[(broken["partner"] == "Partner 3 (ñ)") & (broken["table"] == "deals")].index[:1]
    broken.loc[first, "record"] = '{"mrr": "twelve"}'
    return broken


def _named(name: str, book: Book) -> Book:
    return book._replace(settings=book.settings._replace(partner=name))


def _written(books: dict[str, Book], folder: Path) -> dict[str, Path]:
    paths = {name: folder / f"{number}.xlsx" for number, name in enumerate(books)}
    for name, path in paths.items():
        write_plain_book(_named(name, books[name]), path)
    return paths


def _read(books: dict[str, Book]) -> Iterator[tuple[str, Book]]:
    for name, book in books.items():
        yield name, _named(name, book)
