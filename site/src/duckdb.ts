/** DuckDB in a worker of this page, with the database file of the site attached; started at the first question. */

import * as duckdb from "@duckdb/duckdb-wasm";
import workerAddress from "@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url";
import wasmAddress from "@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url";

export interface Answer {
  columns: string[];
  rows: Record<string, unknown>[];
}

let connecting: Promise<duckdb.AsyncDuckDBConnection> | undefined;

function connection(): Promise<duckdb.AsyncDuckDBConnection> {
  connecting ??= connect();
  connecting.catch(() => { connecting = undefined; });
  return connecting;
}

async function connect(): Promise<duckdb.AsyncDuckDBConnection> {
  const worker = new Worker(new URL(workerAddress, document.baseURI));
  const database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
  await database.instantiate(new URL(wasmAddress, document.baseURI).href);
  await database.open({ query: { castBigIntToDouble: true, castDecimalToDouble: true, castTimestampToDate: true },
    filesystem: { reliableHeadRequests: true, allowFullHTTPReads: true, forceFullHTTPReads: false } });
  const opened = await database.connect();
  const file = new URL("data/jiceng.duckdb", document.baseURI).href;
  await opened.query("SET autoinstall_known_extensions = false");
  await opened.query("SET autoload_known_extensions = false");
  await opened.query(`ATTACH '${file.replaceAll("'", "''")}' AS dataset (READ_ONLY)`);
  await opened.query("USE dataset");
  return opened;
}

/** Answer a question; raises what DuckDB says is wrong with it. */
export async function ask(question: string): Promise<Answer> {
  const result = await (await connection()).query(question);
  const fields = result.schema.fields;
  const dates = new Set(fields.filter((field) => /^Date/.test(String(field.type))).map((field) => field.name));
  const rows = result.toArray().map((row) => {
    const values = row.toJSON() as Record<string, unknown>;
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plain(value, dates.has(name))]));
  });
  return { columns: fields.map((field) => field.name), rows };
}

/** Return an Arrow value as plain JSON; a day as YYYY-MM-DD. */
function plain(value: unknown, isDate: boolean): unknown {
  if (value === null || value === undefined) return null;
  if (isDate) return new Date(value as number).toISOString().slice(0, 10);
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "object") {
    const json = "toJSON" in value ? (value as { toJSON: () => unknown }).toJSON() : value;
    return JSON.parse(JSON.stringify(json, (_, inner: unknown) => (typeof inner === "bigint" ? Number(inner) : inner))) as unknown;
  }
  return value;
}

/** Return table → its columns with their types. */
export async function columnsOfTables(): Promise<Record<string, { name: string; type: string }[]>> {
  const { rows } = await ask("SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE database_name = 'dataset' AND NOT internal ORDER BY table_name, column_index");
  const found: Record<string, { name: string; type: string }[]> = {};
  for (const row of rows) (found[String(row.table_name)] ??= []).push({ name: String(row.column_name), type: String(row.data_type) });
  return found;
}
