// The files of a ZIP archive (PKWARE APPNOTE 6.3.10 §4.3): Todoist's backup is one. Only what such an archive needs:
// stored and deflated files, found by the central directory; no encryption, no ZIP64.
import { ImportProblem, type NamedFile } from './model.ts';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 65_535;
/** What an archive may grow to: a small one can be made to hold terabytes. */
const MAX_BYTES = 300 * 1024 * 1024;

export const isZip = (bytes: Uint8Array): boolean =>
  bytes.length > END_BYTES && viewOf(bytes).getUint32(0, true) === LOCAL;

/** @throws ImportProblem `broken-zip`, `too-large` */
export async function readZip(bytes: Uint8Array, wanted: (name: string) => boolean): Promise<NamedFile[]> {
  try {
    const files: NamedFile[] = [];
    let left = MAX_BYTES;
    for (const entry of entriesOf(bytes)) {
      if (!wanted(entry.name)) continue;
      const content = await inflate(bytes, entry, left);
      left -= content.length;
      files.push({ name: entry.name, bytes: content });
    }
    return files;
  } catch (error) {
    throw error instanceof ImportProblem ? error : new ImportProblem('broken-zip');
  }
}

interface Entry {
  name: string;
  method: number;
  size: number;
  offset: number;
}

function* entriesOf(bytes: Uint8Array): Generator<Entry> {
  const view = viewOf(bytes);
  let end = bytes.length - END_BYTES;
  const first = Math.max(0, end - LONGEST_COMMENT);
  while (end >= first && view.getUint32(end, true) !== END) end--;
  if (end < first) throw new ImportProblem('broken-zip');
  let at = view.getUint32(end + 16, true);
  for (let n = view.getUint16(end + 10, true); n > 0; n--) {
    if (view.getUint32(at, true) !== ENTRY) throw new ImportProblem('broken-zip');
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((offset) =>
      view.getUint16(at + offset, true),
    );
    const name = bytes.subarray(at + 46, at + 46 + nameBytes!);
    yield {
      name: new TextDecoder().decode(name),
      method: view.getUint16(at + 10, true),
      size: view.getUint32(at + 20, true),
      offset: view.getUint32(at + 42, true),
    };
    at += 46 + nameBytes! + extraBytes! + commentBytes!;
  }
}

async function inflate(
  bytes: Uint8Array,
  { method, size, offset }: Entry,
  left: number,
): Promise<Uint8Array> {
  const view = viewOf(bytes);
  if (view.getUint32(offset, true) !== LOCAL) throw new ImportProblem('broken-zip');
  const begin = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const packed = bytes.slice(begin, begin + size);
  if (packed.length < size) throw new ImportProblem('broken-zip');
  if (method === 0) return packed;
  if (method !== 8) throw new ImportProblem('broken-zip');
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  for (const reader = stream.getReader(); ;) {
    const { value, done } = await reader.read();
    if (done) return new Uint8Array(await new Blob(chunks).arrayBuffer());
    length += value.length;
    if (length > left) throw new ImportProblem('too-large');
    chunks.push(value);
  }
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);
