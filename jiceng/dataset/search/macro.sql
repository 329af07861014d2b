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
letters AS (  -- of words that have no pair
    SELECT term, regexp_extract(word, '[\pL\pN]') AS letter FROM words WHERE term NOT IN (SELECT term FROM pairs)
),
postings AS MATERIALIZED (
    SELECT term, word, tokens, document, weight FROM search JOIN wanted USING (token) WHERE target = '${target}'
),
complete AS (
    SELECT term, document, weight FROM postings WHERE tokens = 1
    UNION ALL
    SELECT term, document, min(weight) FROM postings WHERE tokens > 1
    GROUP BY term, word, document HAVING count(*) = any_value(tokens)
    UNION ALL  -- the first and last letter of the question are no column of a table, so that no other token is read
    SELECT term, document, max(weight) FROM search JOIN letters ON starts_with(token, letter)
    WHERE target = '${target}' AND token >= list_min(${letters}) AND token < list_max(${letters}) || chr(1114111)
    GROUP BY term, document
),
matched AS MATERIALIZED (
    SELECT term, document, weight FROM complete
    WHERE (SELECT count(*) FROM alternatives) = (SELECT count(*) FROM words)
    UNION ALL
    SELECT term, document, max(weight) FROM complete
    WHERE (SELECT count(*) FROM alternatives) > (SELECT count(*) FROM words) GROUP BY term, document
),
rarity AS (SELECT term, 1 / ln(2 + count(*)) AS rare FROM matched GROUP BY term),
ranked AS (
    SELECT document, weight * rare AS score FROM matched JOIN rarity USING (term)
    WHERE (SELECT count(*) FROM words) = 1
    UNION ALL
    SELECT document, sum(weight * rare) FROM matched JOIN rarity USING (term)
    WHERE (SELECT count(*) FROM words) > 1
    GROUP BY document HAVING count(*) = (SELECT count(*) FROM words)
),
best AS (  -- without conditions no document is looked up but the best
    SELECT document, score FROM (
        SELECT document, score FROM ranked
        WHERE coalesce(since, until, in_newspaper, place) IS NULL ORDER BY score DESC, document LIMIT ${tried}
    ) UNION ALL SELECT document, score FROM (
        SELECT document, score FROM ranked JOIN search_documents AS documents USING (document)
        WHERE coalesce(since, until, in_newspaper, place) IS NOT NULL AND documents.target = '${target}'
            AND (since IS NULL OR documents.issue_date >= since::DATE)
            AND (until IS NULL OR documents.issue_date <= until::DATE)
            AND (in_newspaper IS NULL OR ${of_newspaper})
            AND (place IS NULL OR ${of_place})
        ORDER BY score DESC, document LIMIT ${tried}
    )
),
tried AS (  -- one or two letters that are there need not be proved
    SELECT document, score FROM best ORDER BY score DESC, document LIMIT (
        SELECT CASE WHEN bool_and(regexp_full_match(word, '[\pL\pN]{1,2}')) THEN most ELSE ${tried} END FROM alternatives
    )
),
rows AS (
    SELECT documents.row_id, tried.score, ${text} AS said
    FROM tried JOIN search_documents AS documents ON documents.document = tried.document
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
