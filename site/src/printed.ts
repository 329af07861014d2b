/** Raw text as it is printed. Offsets of the dataset count code points, and so does everything here. */

export interface Line {
  /** From 1. */
  number: number;
  start: number;
  /** One after its last character; its line end begins here. */
  end: number;
}

export function codePoints(text: string): string[] {
  return Array.from(text);
}

const LINE_ENDS = new Set(["\n", "\r", "\f", "\u0085", "\u2028", "\u2029"]);

/** Return the lines of a raw text; CR and LF together are one line end, and what is after the last one is a line if it has text. */
export function linesOf(text: readonly string[]): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (let offset = 0; offset < text.length; offset++) {
    if (!LINE_ENDS.has(text[offset]!)) continue;
    lines.push({ number: lines.length + 1, start, end: offset });
    if (text[offset] === "\r" && text[offset + 1] === "\n") offset++;
    start = offset + 1;
  }
  if (start < text.length) lines.push({ number: lines.length + 1, start, end: text.length });
  return lines;
}
