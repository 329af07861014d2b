/** Reads the tables of the site: Parquet files, by ranges, each column and row group only when it is needed. */

import {
  asyncBufferFromUrl, parquetMetadataAsync, parquetRead, parquetReadObjects, parquetSchema, rowIndex,
} from "hyparquet";
import type { AsyncBuffer, FileMetaData, ParquetQueryFilter } from "hyparquet";
import { decompressZstd } from "hyparquet-compressors";
import { site } from "./site";

const compressors = { ZSTD: (input: Uint8Array, length: number) => decompressZstd(input, new Uint8Array(length)) };
const parsers = { dateFromDays: (days: number) => new Date(days * 86_400_000).toISOString().slice(0, 10) };

export class Table<Row extends object> {
  private opened: Promise<{ file: AsyncBuffer; metadata: FileMetaData }> | undefined;
  private readonly columns = new Map<string, Promise<unknown[]>>();

  constructor(readonly name: string) {}

  private open() {
    this.opened ??= (async () => {
      const path = `${this.name}.parquet`;
      const url = new URL(`data/${path}`, document.baseURI).href;
      const file = await asyncBufferFromUrl({ url, byteLength: site().bytes[path] });
      return { file, metadata: await parquetMetadataAsync(file, { initialFetchSize: 65_536 }) };
    })();
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
      this.columns.set(name, column);
    }
    return column as Promise<Row[Name][]>;
  }

  /** Return the columns of a name each, whole. */
  async columnsOf<Name extends keyof Row & string>(names: readonly Name[]): Promise<{ [N in Name]: Row[N][] }> {
    const values = await Promise.all(names.map((name) => this.column(name)));
    return Object.fromEntries(names.map((name, i) => [name, values[i]])) as { [N in Name]: Row[N][] };
  }

  /** Return rows by their numbers, in that order; only the row groups that have one are read. */
  async rows<Name extends keyof Row & string>(numbers: readonly number[], columns: readonly Name[]): Promise<Pick<Row, Name>[]> {
    const { file, metadata } = await this.open();
    const found = new Map<number, Pick<Row, Name>>();
    let start = 0;
    const reads: Promise<void>[] = [];
    for (const group of metadata.row_groups) {
      const end = start + Number(group.num_rows);
      const wanted = numbers.filter((number) => number >= start && number < end);
      if (wanted.length) {
        const first = Math.min(...wanted);
        const read = parquetReadObjects({
          file, metadata, columns: [...columns], rowStart: first, rowEnd: Math.max(...wanted) + 1, compressors,
          parsers: parsers as never,
        });
        reads.push(read.then((rows) => {
          for (const number of wanted) found.set(number, rows[number - first] as Pick<Row, Name>);
        }));
      }
      start = end;
    }
    await Promise.all(reads);
    return numbers.map((number) => found.get(number)!);
  }

  /** Return the rows in which a column has one of the values; row groups that cannot have one are not read. */
  async find<Name extends keyof Row & string>(column: Name, values: readonly string[]): Promise<Row[]> {
    if (!values.length) return [];
    const { file, metadata } = await this.open();
    const filter = { [column]: { $in: [...values] } } as ParquetQueryFilter;
    const found = await parquetReadObjects({
      file, metadata, filter, columns: [column], includeRowIndex: true, compressors, parsers: parsers as never,
    });
    return this.rows(found.map((row) => row[rowIndex]!), this.names(metadata)) as Promise<Row[]>;
  }

  /** Return the row in which a column has a value. */
  async get<Name extends keyof Row & string>(column: Name, value: string): Promise<Row | undefined> {
    return (await this.find(column, [value]))[0];
  }

  private names(metadata: FileMetaData): (keyof Row & string)[] {
    return parquetSchema(metadata).children.map((child) => child.element.name as keyof Row & string);
  }
}
