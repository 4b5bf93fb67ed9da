// Bytes to text: by the byte order mark, else UTF-8 where it is valid, UTF-16 where every other byte is zero, and
// Windows-1252 for the rest, which is what spreadsheets on Windows still write.

const SAMPLE_BYTES = 4096;

export function decodeText(bytes: Uint8Array): string {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  return text.replace(/\r\n?/g, '\n');
}

function encodingOf(bytes: Uint8Array): string {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const zeros = (odd: number) => sample.filter((byte, i) => byte === 0 && i % 2 === odd).length;
  // Text in Latin letters: in UTF-16, half of its bytes are zero, all on one side.
  const many = sample.length * 0.3;
  if (zeros(1) > many) return 'utf-16le';
  if (zeros(0) > many) return 'utf-16be';
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
