/** Which rows of a list have the words of a search. */

import { Coded, hasWord, isSpelled, pinyinMatches } from "./filter";
import type { ListSpec } from "./lists";

type Condition = (row: number) => boolean;

const spellings = new WeakMap<ListSpec, Promise<Coded>>();

/** Return the condition that a row has all of the words. */
export async function havingAll(spec: ListSpec, words: readonly string[]): Promise<Condition> {
  const conditions = await Promise.all(words.map((word) => having(spec, word)));
  return (row) => conditions.every((has) => has(row));
}

async function having(spec: ListSpec, word: string): Promise<Condition> {
  const [said, spelled] = await Promise.all([saying(spec, word), spelling(spec, word)]);
  return spelled ? (row) => said(row) || spelled(row) : said;
}

/** By the index of the texts; where a list has none, and of a word with marks, by reading them. */
async function saying(spec: ListSpec, word: string): Promise<Condition> {
  const rows = await spec.index?.rowsWith(word);
  if (rows) return (row) => rows[row] === 1;
  const columns = await spec.table.columnsOf(spec.searched);
  const texts = spec.searched.map((name) => columns[name] as (string | null)[]);
  return (row) => texts.some((column) => hasWord(word, column[row]));
}

async function spelling(spec: ListSpec, word: string): Promise<Condition | null> {
  if (!spec.pinyin || !isSpelled(word)) return null;
  const { codes, values } = await pinyinOf(spec, spec.pinyin);
  const passing = Uint8Array.from(values, (pinyin) => (pinyin && pinyinMatches(word, pinyin) ? 1 : 0));
  return (row) => passing[codes[row]!] === 1;
}

function pinyinOf(spec: ListSpec, name: string): Promise<Coded> {
  let pinyin = spellings.get(spec);
  if (!pinyin) {
    pinyin = spec.table.column(name).then((column) => new Coded(column as (string | null)[]));
    pinyin.catch(() => spellings.delete(spec));
    spellings.set(spec, pinyin);
  }
  return pinyin;
}
