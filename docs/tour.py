"""Five questions to the dataset, with charts: a marimo notebook.

    marimo edit docs/tour.py                       beside output/jiceng.duckdb, which `jiceng build` writes
    JICENG_DATABASE=…/jiceng.duckdb marimo edit docs/tour.py    with that of a release, or of `jiceng export`

Needs marimo, duckdb and altair (.ci/tour.lock), nothing of jiceng. `python docs/tour.py` runs it from end to end.
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="A tour of the dataset")


@app.cell
def _():
    import os
    from pathlib import Path

    import altair as alt
    import duckdb
    import marimo as mo

    beside = Path(__file__).parents[1] / "output/jiceng.duckdb"
    dataset = duckdb.connect(os.environ.get("JICENG_DATABASE", str(beside)), read_only=True)

    def ask(sql):
        return dataset.sql(sql).to_arrow_table()

    return alt, ask, mo


@app.cell
def _(ask, mo):
    _pages, _articles, _quotes = (
        ask(f"SELECT count(*) AS n FROM {t}")["n"][0] for t in ("pages", "articles", "quotes")
    )
    mo.md(f"""
    # A tour of the dataset

    {_pages} pages, {_articles} articles, {_quotes} quotes. Each cell asks `jiceng.duckdb` in SQL: change it.
    What the tables mean is in [dictionary.md](dictionary.md).
    """)
    return


@app.cell
def _(alt, ask, mo):
    most_quoted = ask("""
        SELECT name, kind, quotes, direct FROM speakers ORDER BY quotes DESC, name LIMIT 15
    """)
    mo.vstack(
        [
            mo.md("## 1. Who is quoted most?"),
            alt.Chart(most_quoted)
            .mark_bar()
            .encode(
                x=alt.X("quotes:Q", axis=alt.Axis(tickMinStep=1)),
                y=alt.Y("name:N", sort="-x", title=None),
                color="kind:N",
                tooltip=["name", "quotes", "direct"],
            ),
        ]
    )
    return


@app.cell
def _(alt, ask, mo):
    by_class = ask("""
        SELECT coalesce(role_class, 'no office named') AS office, kind, count(*) AS quotes
        FROM quotes GROUP BY ALL ORDER BY ALL
    """)
    mo.vstack(
        [
            mo.md("## 2. Who is quoted in their own words, and who is only reported?"),
            alt.Chart(by_class)
            .mark_bar()
            .encode(
                x=alt.X("quotes:Q", stack="normalize", axis=alt.Axis(format="%"), title="share of quotes"),
                y=alt.Y("office:N", title=None),
                color="kind:N",
                tooltip=["office", "kind", "quotes"],
            ),
        ]
    )
    return


@app.cell
def _(alt, ask, mo):
    who_speaks = ask("""
        SELECT coalesce(place, 'no place') AS place, coalesce(role_class, 'no office named') AS office,
            count(*) AS quotes
        FROM statements GROUP BY ALL ORDER BY quotes DESC, place, office LIMIT 100
    """)
    mo.vstack(
        [
            mo.md("## 3. Who speaks for which place?"),
            alt.Chart(who_speaks)
            .mark_rect()
            .encode(
                x=alt.X("office:N", title=None),
                y=alt.Y("place:N", title=None),
                color="quotes:Q",
                tooltip=["place", "office", "quotes"],
            ),
        ]
    )
    return


@app.cell
def _(alt, ask, mo):
    initiatives = ask("""
        SELECT kind, coalesce(place, 'no place') AS place, count(*) AS initiatives,
            string_agg(initiative, '、') AS names
        FROM (SELECT initiatives.kind, communities.name AS place, initiatives.name AS initiative
              FROM initiatives LEFT JOIN communities USING (community_id) ORDER BY initiative_id)
        GROUP BY ALL ORDER BY ALL
    """)
    mo.vstack(
        [
            mo.md("## 4. Which initiatives are there, and where?"),
            alt.Chart(initiatives)
            .mark_bar()
            .encode(
                x=alt.X("initiatives:Q", axis=alt.Axis(tickMinStep=1)),
                y=alt.Y("kind:N", sort="-x", title=None),
                color="place:N",
                tooltip=["kind", "place", "names"],
            ),
        ]
    )
    return


@app.cell
def _(mo):
    words = mo.ui.text(value="社区 治理", label="words, all of which must be said")
    mo.vstack([mo.md("## 5. What is said of …?"), words])
    return (words,)


@app.cell
def _(ask, mo, words):
    _wanted = words.value.replace("'", "''")
    said = ask(f"""
        SELECT statements.speaker, statements.office, statements.place, snippet
        FROM search_quotes('{_wanted}', most := 10) JOIN statements USING (quote_id) ORDER BY score DESC, quote_id
    """)
    mo.ui.table(said, selection=None)
    return


if __name__ == "__main__":
    app.run()
