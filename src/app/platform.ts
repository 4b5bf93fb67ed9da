// What this browser lets the app do, found out by trying and never by its name.

export type Ability = 'offline' | 'install' | 'background' | 'badge' | 'share' | 'files' | 'persistence';

export interface Finding {
  ability: Ability;
  /** `asks`: it would, once the person allows it. */
  state: 'yes' | 'no' | 'asks';
}

/** Not in TypeScript's library yet. */
interface Platform {
  launchQueue?: unknown;
  BeforeInstallPromptEvent?: unknown;
  SyncManager?: unknown;
}

/** The app runs in a window of its own already. */
export const isInstalled = (): boolean =>
  matchMedia('(display-mode: standalone), (display-mode: window-controls-overlay)').matches ||
  (navigator as { standalone?: boolean }).standalone === true;

/** How this browser installs apps, where the person does it: from its menu, from the share sheet, or not at all. */
export function wayToInstall(): 'menu' | 'share' | 'none' {
  if ('BeforeInstallPromptEvent' in globalThis) return 'menu';
  // Safari's; on a phone it says whether the page was opened from the home screen.
  return 'standalone' in navigator || 'GestureEvent' in globalThis ? 'share' : 'none';
}

export async function inspectPlatform(): Promise<Finding[]> {
  const platform = globalThis as Platform;
  const yes = (ability: Ability, holds: boolean): Finding => ({ ability, state: holds ? 'yes' : 'no' });
  const kept = (await navigator.storage?.persisted?.().catch(() => false)) ?? false;
  return [
    yes('offline', 'serviceWorker' in navigator),
    yes('install', isInstalled() || 'BeforeInstallPromptEvent' in platform),
    yes('background', 'SyncManager' in platform),
    yes('badge', 'setAppBadge' in navigator),
    yes('share', isInstalled() && 'BeforeInstallPromptEvent' in platform),
    yes('files', 'launchQueue' in platform),
    { ability: 'persistence', state: kept ? 'yes' : 'persist' in (navigator.storage ?? {}) ? 'asks' : 'no' },
  ];
}
