/** Saves rows as CSV, which spreadsheets open, or Parquet. */

import type { ListSpec } from "./lists";

type Values = Record<string, unknown[]>;

/** Save rows of a list, by their numbers, with the columns of a download. */
export async function download(name: string, spec: ListSpec, rows: readonly number[], kind: "csv" | "parquet"): Promise<void> {
  const columns = await spec.table.columnsOf(spec.downloaded);
  const values: Values = {};
  for (const column of spec.downloaded) values[column] = rows.map((row) => plain(columns[column]![row]));
  await save(name, values, kind);
}

/** Save columns of equal length, in their order. */
export async function save(name: string, values: Values, kind: "csv" | "parquet"): Promise<void> {
  const content = kind === "csv" ? new Blob([csv(values)], { type: "text/csv;charset=utf-8" }) : await parquet(values);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = `${name}.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Lists become text, as in `jiceng query --format csv`; what is missing stays missing. */
function plain(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (typeof value === "bigint") return Number(value);
  return typeof value === "object" ? JSON.stringify(value) : value;
}

/** CSV with a byte-order mark, by which Excel knows that it is UTF-8. */
export function csv(values: Values): string {
  const names = Object.keys(values);
  const lines = [names.map(cell).join(",")];
  const length = values[names[0]!]?.length ?? 0;
  for (let row = 0; row < length; row++) lines.push(names.map((name) => cell(values[name]![row])).join(","));
  return `\ufeff${lines.join("\r\n")}\r\n`;
}

/** A cell that a spreadsheet would compute gets an apostrophe before it, as with `--safe-csv`. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

async function parquet(values: Values): Promise<Blob> {
  const { parquetWriteBuffer } = await import("hyparquet-writer");
  const columnData = Object.entries(values).map(([name, data]) => ({ name, data, type: kindOf(data), nullable: true }));
  return new Blob([parquetWriteBuffer({ columnData })], { type: "application/vnd.apache.parquet" });
}

function kindOf(data: readonly unknown[]): "STRING" | "INT32" | "DOUBLE" | "BOOLEAN" {
  const present = data.filter((value) => value !== null);
  if (present.length && present.every((value) => typeof value === "boolean")) return "BOOLEAN";
  if (present.length && present.every((value) => typeof value === "number")) return present.every((value) => Number.isInteger(value) && Math.abs(value as number) < 2 ** 31) ? "INT32" : "DOUBLE";
  return "STRING";
}
