/** Ten questions that show what can be asked; each runs on every dataset and release. */

import type { Language } from "./words";

export interface Example {
  title: Record<Language, string>;
  sql: string;
}

export const examples: readonly Example[] = [
  {
    title: { en: "Who is quoted most?", zh: "谁被引述最多？" },
    sql: `SELECT speaker, speaker_organization, speaker_title, count(*) AS quotes
FROM quotes
WHERE speaker_kind = 'person'
GROUP BY ALL
ORDER BY quotes DESC, speaker
LIMIT 20`,
  },
  {
    title: { en: "How many quotes has each class of office?", zh: "各类职务各有多少引语？" },
    sql: `SELECT coalesce(role_class, 'none') AS class, count(*) AS quotes
FROM quotes
GROUP BY ALL
ORDER BY quotes DESC`,
  },
  {
    title: { en: "What do communities and villages say themselves?", zh: "社区和村自己说了什么？" },
    sql: `SELECT c.name AS community, q.speaker, q.speaker_title, q.text
FROM quotes q JOIN communities c USING (community_id)
WHERE c.level IN ('community', 'village')
ORDER BY c.community_id, q.quote_id
LIMIT 100`,
  },
  {
    title: { en: "Who talks about governance (治理)?", zh: "谁在谈“治理”？" },
    sql: `SELECT speaker, count(*) AS quotes
FROM quotes
WHERE text LIKE '%治理%' AND speaker IS NOT NULL
GROUP BY ALL
ORDER BY quotes DESC, speaker
LIMIT 20`,
  },
  {
    title: { en: "Which initiatives has each place started?", zh: "各地推出了哪些举措？" },
    sql: `SELECT community_id AS place, count(*) AS initiatives, list(name ORDER BY name) AS names
FROM initiatives
WHERE community_id IS NOT NULL
GROUP BY ALL
ORDER BY initiatives DESC, place
LIMIT 30`,
  },
  {
    title: { en: "Where does the stated number of parts disagree with the list?", zh: "哪些举措所称数目与所列不符？" },
    sql: `SELECT name, holder, stated_count, len(components) AS listed, components
FROM initiatives
WHERE stated_count IS NOT NULL AND len(components) > 0
ORDER BY stated_count = len(components), name`,
  },
  {
    title: { en: "How do quotes develop month by month?", zh: "引语数逐月如何变化？" },
    sql: `SELECT coalesce(strftime(issue_date, '%Y-%m'), 'undated') AS month, count(*) AS quotes,
    count(*) FILTER (WHERE kind = 'direct') AS direct
FROM quotes
GROUP BY ALL
ORDER BY month`,
  },
  {
    title: { en: "Which people have the same name?", zh: "哪些人同名？" },
    sql: `SELECT name, count(*) AS people, list(person_id ORDER BY person_id) AS ids
FROM people
GROUP BY name
HAVING count(*) > 1
ORDER BY people DESC, name`,
  },
  {
    title: { en: "Which rules make the quotes, and how often are they right?", zh: "引语由哪些规则得出，准确率如何？" },
    sql: `SELECT q.rule, count(*) AS quotes, any_value(r.precision) AS precision, any_value(r.support) AS measured
FROM quotes q LEFT JOIN rules r USING (rule)
GROUP BY q.rule
ORDER BY quotes DESC`,
  },
  {
    title: { en: "Which line ends are doubtful?", zh: "哪些行末判断存疑？" },
    sql: `SELECT page_id, raw_offset, verdict, reason, confidence
FROM breaks
WHERE confidence < 0.9
ORDER BY confidence
LIMIT 100`,
  },
];
