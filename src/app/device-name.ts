// A first guess at what a person would call this device; they can change it.

const BROWSERS = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;

const SYSTEMS = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Mac OS X', 'Mac'],
  ['Windows', 'Windows'],
  ['CrOS', 'Chromebook'],
  ['Linux', 'Linux'],
] as const;

export function guessDeviceName(userAgent: string): string {
  const find = (table: readonly (readonly [string, string])[]) =>
    table.find(([mark]) => userAgent.includes(mark))?.[1];
  const browser = find(BROWSERS) ?? 'Browser';
  const system = find(SYSTEMS);
  return system ? `${browser} on ${system}` : browser;
}
