/** The tables of the site, read by ranges: whole columns of Parquet to narrow a list, blocks of rows to show them. */

import { asyncBufferFromUrl, parquetMetadataAsync, parquetRead, type AsyncBuffer, type FileMetaData } from "hyparquet";
import { decompressZstd } from "hyparquet-compressors";
import { address, Blocks } from "./blocks";
import { site } from "./site";

const compressors = { ZSTD: (input: Uint8Array, length: number) => decompressZstd(input, new Uint8Array(length)) };
const parsers = { dateFromDays: (days: number) => new Date(days * 86_400_000).toISOString().slice(0, 10) };

export class Table<Row extends object> extends Blocks<Row> {
  private opened: Promise<{ file: AsyncBuffer; metadata: FileMetaData }> | undefined;
  private readonly columns = new Map<string, Promise<unknown[]>>();

  private open() {
    this.opened ??= (async () => {
      const path = `${this.name}.parquet`;
      const file = await asyncBufferFromUrl({ url: address(path), byteLength: site().bytes[path] });
      return { file, metadata: await parquetMetadataAsync(file, { initialFetchSize: 32_768 }) };
    })();
    this.opened.catch(() => { this.opened = undefined; });
    return this.opened;
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
      column.catch(() => this.columns.delete(name));
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
    const rows = (await this.index()).rows!;
    const wanted = [...new Set(numbers.map((number) => Math.floor(number / rows)))].sort((a, b) => a - b);
    const blocks = new Map(wanted.map((block, i) => [block, i]));
    const read = await this.read(wanted);
    return numbers.map((number) => read[blocks.get(Math.floor(number / rows))!]![number % rows]!);
  }
}
