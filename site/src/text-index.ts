/** Finds words in the texts of a table by the positions of their tokens: no text is read. */

import { Blocks } from "./blocks";

/** A table that is searched: its files are named so, and its column says how many characters of each row are. */
interface Searched {
  name: string;
  column(name: "search_length"): Promise<number[]>;
}

/** A token, and where it is said in the texts of the table, one after the other: the first position, then gaps. */
interface Posting { token: string; gaps: number[] }

/** A token that must begin so many characters after a word's first; all that begin with it, if it is `open`. */
interface Wanted { token: string; offset: number; open: boolean }

const LETTER = /[\p{L}\p{N}]/u;
const LAST = "\u{10ffff}";

export class TextIndex {
  private readonly postings: Blocks<Posting>;
  private starts: Promise<Float64Array> | undefined;

  constructor(private readonly table: Searched) {
    this.postings = new Blocks<Posting>(`${table.name}.search`, "token");
  }

  /** Return for each row whether it has a word, which is in lower case; null for one with marks, which are in no index. */
  async rowsWith(word: string): Promise<Uint8Array | null> {
    const characters = Array.from(word);
    if (!characters.every((character) => LETTER.test(character))) return null;
    const wanted = tokensOf(characters);
    const [found, starts] = await Promise.all([
      this.postings.near(wanted.map(({ token, open }) => [token, open ? token + LAST : token])), this.rowStarts()]);
    const rows = new Uint8Array(starts.length);
    let row = 0;
    for (const position of begun(wanted, found)) {
      while (row + 1 < starts.length && starts[row + 1]! <= position) row++;
      rows[row] = 1;
    }
    return rows;
  }

  /** Return where the text of each row begins. */
  private rowStarts(): Promise<Float64Array> {
    if (!this.starts) {
      this.starts = this.table.column("search_length").then((lengths) => {
        const starts = new Float64Array(lengths.length);
        for (let row = 1; row < starts.length; row++) starts[row] = starts[row - 1]! + lengths[row - 1]!;
        return starts;
      });
      this.starts.catch(() => { this.starts = undefined; });
    }
    return this.starts;
  }
}

/** Return the tokens of a word: its pairs of letters; of a single letter, all that begin with it. */
function tokensOf(letters: readonly string[]): Wanted[] {
  if (letters.length === 1) return [{ token: letters[0]!, offset: 0, open: true }];
  return letters.slice(1).map((letter, offset) => ({ token: letters[offset]! + letter, offset, open: false }));
}

/** Return, in their order, the positions at which a word begins whose tokens are all where they should be. */
function begun(wanted: readonly Wanted[], found: readonly Posting[]): Float64Array {
  const lists = wanted.map(({ token, offset, open }) => {
    const positions = found.filter((each) => (open ? each.token.startsWith(token) : each.token === token)).map((each) => positionsOf(each, offset));
    return positions.length === 1 ? positions[0]! : joined(positions);
  });
  return lists.sort((a, b) => a.length - b.length).reduce(both);
}

function positionsOf({ gaps }: Posting, offset: number): Float64Array {
  const positions = new Float64Array(gaps.length);
  let at = -offset;
  gaps.forEach((gap, i) => { positions[i] = at += gap; });
  return positions;
}

function joined(lists: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(lists.reduce((sum, list) => sum + list.length, 0));
  let end = 0;
  for (const list of lists) {
    all.set(list, end);
    end += list.length;
  }
  return all.sort();
}

/** Return what two sorted lists have in common. */
function both(a: Float64Array, b: Float64Array): Float64Array {
  const common = new Float64Array(a.length);
  let count = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      common[count++] = a[i]!;
      i++;
      j++;
    } else if (a[i]! < b[j]!) i++;
    else j++;
  }
  return common.subarray(0, count);
}
