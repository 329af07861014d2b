/** Which rows of a table match, and how many each choice would leave: one pass over columns in memory. */

/** A column whose values are few, each a number. */
export class Coded {
  readonly codes: Uint32Array;
  readonly values: string[] = [];

  constructor(column: readonly (string | null)[]) {
    const numbers = new Map<string, number>();
    this.codes = new Uint32Array(column.length);
    column.forEach((value, row) => {
      const key = value ?? "";
      let number = numbers.get(key);
      if (number === undefined) {
        number = this.values.length;
        numbers.set(key, number);
        this.values.push(key);
      }
      this.codes[row] = number;
    });
  }

  /** Return which codes have a value that passes. */
  passing(test: (value: string) => boolean): Uint8Array {
    return Uint8Array.from(this.values, (value) => (test(value) ? 1 : 0));
  }
}

export interface Facet {
  name: string;
  column: Coded;
  /** Codes that pass; null where nothing is chosen. */
  passing: Uint8Array | null;
}

export interface Matches {
  rows: number[];
  /** Facet → how many rows each of its codes has among those that all other conditions let pass. */
  counts: Map<string, Uint32Array>;
}

/** Return the rows that pass the other conditions and every facet, with the counts of each facet. */
export function match(length: number, facets: readonly Facet[], others: readonly ((row: number) => boolean)[]): Matches {
  const rows: number[] = [];
  const counts = new Map(facets.map((facet) => [facet.name, new Uint32Array(facet.column.values.length)]));
  const counters = facets.map((facet) => counts.get(facet.name)!);
  for (let row = 0; row < length; row++) {
    if (!others.every((passes) => passes(row))) continue;
    let failed = -1;
    let failures = 0;
    for (let i = 0; i < facets.length && failures < 2; i++) {
      const { column, passing } = facets[i]!;
      if (passing && !passing[column.codes[row]!]) {
        failed = i;
        failures++;
      }
    }
    if (failures === 0) {
      rows.push(row);
      for (let i = 0; i < facets.length; i++) counters[i]![facets[i]!.column.codes[row]!]!++;
    } else if (failures === 1) counters[failed]![facets[failed]!.column.codes[row]!]!++;
  }
  return { rows, counts };
}

/** Return the words of a search, which must all be found. */
export function searchWords(search: string): string[] {
  return search.toLowerCase().split(/\s+/u).filter(Boolean);
}

export function hasWord(word: string, text: string | null | undefined): boolean {
  return text?.toLowerCase().includes(word) ?? false;
}

/** Return whether a word may be the pinyin of a name, with or without its spaces. */
export function isSpelled(word: string): boolean {
  return /^[a-z]+$/.test(word);
}

/** Return whether a word is the beginning of a name's syllables, or their initials: lingyong, lyh of ling yong hang. */
export function pinyinMatches(word: string, pinyin: string): boolean {
  const syllables = pinyin.toLowerCase().split(" ");
  if (syllables.map((syllable) => syllable[0]).join("") === word) return true;
  return syllables.some((_, start) => syllables.slice(start).join("").startsWith(word));
}
