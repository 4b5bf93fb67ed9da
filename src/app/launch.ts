// What the app was opened for: a new task from a shortcut or a share, or a device that joins an account. Read once
// from the address, which then becomes an ordinary one.

export type Launch = { for: 'new'; text: string } | { for: 'join'; code: string };

const JOIN = '#join=';

export const pathToJoin = (code: string): string => `/${JOIN}${encodeURIComponent(code)}`;

/** Null when the address is just a place in the app. */
export function readLaunch({ pathname, searchParams, hash }: URL): Launch | null {
  if (hash.startsWith(JOIN)) return { for: 'join', code: decodeURIComponent(hash.slice(JOIN.length)) };
  if (pathname !== '/new') return null;
  // Android shares a page's title and its address, which comes as the text or as the URL.
  const parts = ['title', 'text', 'url'].map((name) => searchParams.get(name)?.trim() ?? '');
  return { for: 'new', text: [...new Set(parts.filter(Boolean))].join(' ') };
}

/** Reads what this page was opened for, and leaves an address behind that can be reloaded. */
export function takeLaunch(): Launch | null {
  const launch = readLaunch(new URL(location.href));
  if (launch) history.replaceState(history.state, '', '/');
  return launch;
}

/** Launches of an app that is open already (Web App Launch Handler API); not in TypeScript's library. */
interface LaunchQueue {
  setConsumer(take: (launch: { targetURL?: string; files?: { getFile(): Promise<File> }[] }) => void): void;
}

/** Hands on what the open app is opened for again instead of another window, and files that are opened with it. */
export function onLaunch(take: (launch: Launch) => void, open: (files: File[]) => void): void {
  const { launchQueue } = globalThis as { launchQueue?: LaunchQueue };
  let isFirst = true;
  launchQueue?.setConsumer(({ targetURL, files = [] }) => {
    if (files.length > 0) void Promise.all(files.map((file) => file.getFile())).then(open, () => {});
    // The first one is the address that this page was loaded with.
    const launch = targetURL && !isFirst ? readLaunch(new URL(targetURL)) : null;
    isFirst = false;
    if (launch) take(launch);
  });
}
