// A device's hue: one of six, always the same for the same device.

/** A CSS colour for the device. Set it as the property `style`: the content policy does not take attributes of that name. */
export function deviceHue(deviceId: string): string {
  let sum = 0;
  for (const character of deviceId) sum = (sum * 31 + character.charCodeAt(0)) % 6;
  return `var(--hue-${sum})`;
}
