/** Rows in compressed blocks, read by ranges: a block is found by the key of its first row. */

/** Where each block of rows begins, and by what its first row is looked up. */
interface Index {
  /** Rows of a block, where all but the last have as many. */
  rows: number | null;
  offsets: number[];
  keys: string[];
}

/** Blocks that are kept; a reader goes back and forth between few. */
const KEPT = 400;

export class Blocks<Row extends object> {
  private indexed: Promise<Index> | undefined;
  private readonly blocks = new Map<number, Promise<Row[]>>();

  /** `lookup` is the column by which the rows are sorted. */
  constructor(readonly name: string, private readonly lookup: keyof Row & string) {}

  protected index(): Promise<Index> {
    if (!this.indexed) {
      this.indexed = fetched(`${this.name}.index`).then(async (bytes) => (await unpacked(bytes)) as Index);
      this.indexed.catch(() => { this.indexed = undefined; });
    }
    return this.indexed;
  }

  /** Return the rows that are looked up by one of the values. */
  async find(values: readonly string[]): Promise<Row[]> {
    const sought = new Set<unknown>(values);
    return (await this.near(values.map((value) => [value, value]))).filter((row) => sought.has(row[this.lookup]));
  }

  /** Return the rows of all blocks that may have a key of a range, which has its last key. */
  async near(ranges: readonly (readonly [string, string])[]): Promise<Row[]> {
    const { keys } = await this.index();
    const wanted = new Set<number>();
    for (const [first, last] of ranges) {
      // From the last block that begins before the range to the last that begins in it.
      let block = Math.max(0, firstNotBelow(keys, first) - 1);
      for (; block < keys.length && compare(keys[block]!, last) <= 0; block++) wanted.add(block);
    }
    return (await this.read([...wanted].sort((a, b) => a - b))).flat();
  }

  /** Read blocks, neighbours by one request. */
  protected async read(numbers: readonly number[]): Promise<Row[][]> {
    const { offsets } = await this.index();
    const missing = numbers.filter((number) => !this.blocks.has(number));
    for (let i = 0; i < missing.length; ) {
      let next = i + 1;
      while (next < missing.length && missing[next] === missing[next - 1]! + 1) next++;
      const run = missing.slice(i, next);
      const start = offsets[run[0]!]!;
      const bytes = fetched(`${this.name}.rows`, start, offsets[run.at(-1)! + 1]!);
      for (const number of run) {
        const block = bytes.then((all) => unpacked(all.slice(offsets[number]! - start, offsets[number + 1]! - start)) as Promise<Row[]>);
        block.catch(() => this.blocks.delete(number));
        this.blocks.set(number, block);
      }
      i = next;
    }
    const read = await Promise.all(numbers.map((number) => this.blocks.get(number)!));
    for (const number of this.blocks.keys()) {
      if (this.blocks.size <= KEPT) break;
      this.blocks.delete(number);
    }
    return read;
  }
}

export function address(path: string): string {
  return new URL(`data/${path}`, document.baseURI).href;
}

/** Return a file of the site, or a range of it; a server that knows no ranges sends the whole. */
async function fetched(path: string, start?: number, end?: number): Promise<ArrayBuffer> {
  const headers: HeadersInit = start === undefined ? {} : { Range: `bytes=${start}-${end! - 1}` };
  const answer = await fetch(address(path), { headers });
  if (!answer.ok) throw new Error(`data/${path}: ${answer.status} ${answer.statusText}`);
  const bytes = await answer.arrayBuffer();
  return answer.status === 206 || start === undefined ? bytes : bytes.slice(start, end);
}

async function unpacked(bytes: ArrayBuffer): Promise<unknown> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

/** Return the first position whose key is not below a value. */
function firstNotBelow(keys: readonly string[], value: string): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(keys[middle]!, value) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Compare by code points, as the tables are sorted; JavaScript's own order is another beyond the first 65,536. */
export function compare(a: string, b: string): number {
  for (let i = 0; i < a.length && i < b.length; ) {
    const [x, y] = [a.codePointAt(i)!, b.codePointAt(i)!];
    if (x !== y) return x - y;
    i += x > 0xffff ? 2 : 1;
  }
  return a.length - b.length;
}
