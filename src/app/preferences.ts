// How close rows stand on this device. Kept like the theme.

export const DENSITIES = ['default', 'compact', 'touch'] as const;
export type Density = (typeof DENSITIES)[number];

const DENSITY = 'lockstep-density';

export function readDensity(): Density {
  const stored = localStorage.getItem(DENSITY);
  return DENSITIES.find((density) => density === stored) ?? 'default';
}

/** `default` is what fits the pointer: a finger gets taller rows. */
export function applyDensity(density: Density): void {
  if (density === 'default') {
    localStorage.removeItem(DENSITY);
    delete document.documentElement.dataset['density'];
  } else {
    localStorage.setItem(DENSITY, density);
    document.documentElement.dataset['density'] = density;
  }
}
