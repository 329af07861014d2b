CREATE OR REPLACE MACRO ${macro}(
    query, most := 20, since := NULL, until := NULL, in_newspaper := NULL, place := NULL
) AS TABLE
WITH words AS (
    SELECT row_number() OVER (ORDER BY word) AS term, word
    FROM (SELECT DISTINCT unnest(string_split_regex(lower(query), '\s+')) AS word)
    WHERE regexp_matches(word, '[\pL\pN]')
),
alternatives AS (
    SELECT term, word FROM words
    UNION SELECT term, name FROM words JOIN (${named}) AS named ON named.pinyin = words.word
),
pairs AS (
    SELECT DISTINCT term, word, substring(word, number, 2) AS token
    FROM (SELECT term, word, unnest(range(1, length(word))) AS number FROM alternatives)
    WHERE regexp_full_match(substring(word, number, 2), '[\pL\pN][\pL\pN]')
),
wanted AS (SELECT term, word, token, count(*) OVER (PARTITION BY term, word) AS tokens FROM pairs),
matched AS (
    SELECT term, document, max(weight) AS weight FROM (
        SELECT term, word, document, min(weight) AS weight FROM search JOIN wanted USING (token)
        WHERE target = '${target}' GROUP BY term, word, document HAVING count(*) = any_value(tokens)
        UNION ALL
        SELECT term, word, document, max(weight) AS weight
        FROM search JOIN (
            SELECT term, word, regexp_extract(word, '[\pL\pN]') AS letter FROM alternatives
            WHERE (term, word) NOT IN (SELECT (term, word) FROM pairs)
        ) AS letters ON starts_with(token, letter)
        WHERE target = '${target}' GROUP BY term, word, document
    ) GROUP BY term, document
),
rarity AS (SELECT term, 1 / ln(2 + count(*)) AS rare FROM matched GROUP BY term),
ranked AS (
    SELECT document, sum(weight * rare) AS score FROM matched JOIN rarity USING (term)
    GROUP BY document HAVING count(*) = (SELECT count(*) FROM words)
),
best AS (  -- without conditions no document is looked up but the best
    SELECT document, score FROM (
        SELECT document, score FROM ranked
        WHERE coalesce(since, until, in_newspaper, place) IS NULL ORDER BY score DESC, document LIMIT ${more} * most
    ) UNION ALL SELECT document, score FROM (
        SELECT document, score FROM ranked JOIN search_documents AS documents USING (document)
        WHERE coalesce(since, until, in_newspaper, place) IS NOT NULL AND documents.target = '${target}'
            AND (since IS NULL OR documents.issue_date >= since::DATE)
            AND (until IS NULL OR documents.issue_date <= until::DATE)
            AND (in_newspaper IS NULL OR ${of_newspaper})
            AND (place IS NULL OR ${of_place})
        ORDER BY score DESC, document LIMIT ${more} * most
    )
),
rows AS (
    SELECT documents.row_id, best.score, ${text} AS said
    FROM best JOIN search_documents AS documents ON documents.document = best.document
        AND documents.target = '${target}'
    JOIN ${target} AS row ON row.${key} = documents.row_id
),
marks AS (SELECT string_agg(regexp_escape(word), '|' ORDER BY length(word) DESC, word) AS pattern FROM alternatives)
SELECT row_id AS ${key}, score,
    regexp_replace(substring(replace(said, chr(10), ' '), start, ${snippet_length}), '(' || pattern || ')', '【\1】', 'gi')
        AS snippet
FROM (
    SELECT *, greatest(1, length(regexp_extract(said, '^(.*?)(' || pattern || ')', 1, 'is')) - ${context}) AS start
    FROM rows, marks
)
WHERE (SELECT count(DISTINCT term) FROM alternatives WHERE contains(lower(said), word)) = (SELECT count(*) FROM words)
ORDER BY score DESC, row_id LIMIT most
