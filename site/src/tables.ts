/** Reads the tables of the site by ranges: whole columns of Parquet to narrow a list, blocks of rows to show them. */

import { asyncBufferFromUrl, parquetMetadataAsync, parquetRead, type AsyncBuffer, type FileMetaData } from "hyparquet";
import { decompressZstd } from "hyparquet-compressors";
import { site } from "./site";

const compressors = { ZSTD: (input: Uint8Array, length: number) => decompressZstd(input, new Uint8Array(length)) };
const parsers = { dateFromDays: (days: number) => new Date(days * 86_400_000).toISOString().slice(0, 10) };

/** Where each block of rows begins, and by what its first row is looked up. */
interface Index {
  /** Rows of a block. */
  rows: number;
  offsets: number[];
  keys: string[];
}

/** Blocks that are kept; a reader goes back and forth between few. */
const KEPT = 400;

export class Table<Row extends object> {
  private opened: Promise<{ file: AsyncBuffer; metadata: FileMetaData }> | undefined;
  private indexed: Promise<Index> | undefined;
  private readonly columns = new Map<string, Promise<unknown[]>>();
  private readonly blocks = new Map<number, Promise<Row[]>>();

  /** `lookup` is the column by which its rows are sorted. */
  constructor(readonly name: string, private readonly lookup: keyof Row & string) {}

  private open() {
    this.opened ??= (async () => {
      const path = `${this.name}.parquet`;
      const file = await asyncBufferFromUrl({ url: address(path), byteLength: site().bytes[path] });
      return { file, metadata: await parquetMetadataAsync(file, { initialFetchSize: 32_768 }) };
    })();
    return this.opened;
  }

  private index(): Promise<Index> {
    this.indexed ??= fetched(`${this.name}.index`).then(async (bytes) => (await unpacked(bytes)) as Index);
    return this.indexed;
  }

  /** Return a whole column; it is read once. */
  column<Name extends keyof Row & string>(name: Name): Promise<Row[Name][]> {
    let column = this.columns.get(name);
    if (!column) {
      column = this.open().then(async ({ file, metadata }) => {
        const values = new Array<unknown>(Number(metadata.num_rows)).fill(null);
        await parquetRead({
          file, metadata, columns: [name], compressors, parsers: parsers as never,
          onChunk: ({ columnData, rowStart }) => {
            for (let i = 0; i < columnData.length; i++) values[rowStart + i] = columnData[i] ?? null;
          },
        });
        return values;
      });
      this.columns.set(name, column);
    }
    return column as Promise<Row[Name][]>;
  }

  /** Return the columns of a name each, whole. */
  async columnsOf<Name extends keyof Row & string>(names: readonly Name[]): Promise<{ [N in Name]: Row[N][] }> {
    const values = await Promise.all(names.map((name) => this.column(name)));
    return Object.fromEntries(names.map((name, i) => [name, values[i]])) as { [N in Name]: Row[N][] };
  }

  /** Return rows by their numbers, in that order. */
  async rows(numbers: readonly number[]): Promise<Row[]> {
    const { rows } = await this.index();
    const wanted = [...new Set(numbers.map((number) => Math.floor(number / rows)))].sort((a, b) => a - b);
    const blocks = new Map(wanted.map((block, i) => [block, i]));
    const read = await this.read(wanted);
    return numbers.map((number) => read[blocks.get(Math.floor(number / rows))!]![number % rows]!);
  }

  /** Return the rows that are looked up by one of the values. */
  async find(values: readonly string[]): Promise<Row[]> {
    const { keys } = await this.index();
    const wanted = new Set<number>();
    for (const value of values) {
      // From the last block that begins before the value to the last that begins with it.
      let block = Math.max(0, firstNotBelow(keys, value) - 1);
      for (; block < keys.length && compare(keys[block]!, value) <= 0; block++) wanted.add(block);
    }
    const found = new Set<unknown>(values);
    return (await this.read([...wanted].sort((a, b) => a - b))).flat().filter((row) => found.has(row[this.lookup]));
  }

  /** Read blocks, neighbours by one request. */
  private async read(numbers: readonly number[]): Promise<Row[][]> {
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

function address(path: string): string {
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
