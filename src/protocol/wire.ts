// The names and numbers of the wire that both ends need at run time.
// Nothing here may import a schema library: the client bundles this file.

/** Version of the wire. It rises only when an older client can no longer write safely. */
export const PROTOCOL_VERSION = 1;

/** The oldest client version whose writes the server takes; an older one gets 426 and keeps its outbox. */
export const OLDEST_WRITER = 1;

/** Request and response headers of our own. */
export const HEADERS = {
  protocol: 'X-Protocol',
  connectionId: 'X-Connection-Id',
  /** Sent with cookie-authenticated requests: a cross-site form cannot set it. */
  csrf: 'X-Lockstep',
} as const;

/** Paths of the API, relative to the origin. */
export const PATHS = {
  register: '/api/auth/register',
  login: '/api/auth/login',
  token: '/api/auth/token',
  logout: '/api/auth/logout',
  devices: '/api/auth/devices',
  password: '/api/auth/password',
  invitations: '/api/auth/invitations',
  join: '/api/auth/join',
  /** Only where the server is a demo. */
  demo: '/api/demo',
  stream: '/api/achiever/events/stream',
  changes: '/api/achiever/changes',
  mutations: '/api/achiever/mutations',
  digest: '/api/achiever/digest',
  bucketRows: '/api/achiever/digest/rows',
  feeds: '/api/achiever/feeds',
} as const;

/** How the address of a demo's account ends; nobody can have mail there (RFC 2606 §2). */
export const DEMO_EMAIL_END = '@demo.invalid';

/** The page of a demo says so by a `meta` of this name. */
export const DEMO_META = 'lockstep-demo';

/** Where calendars read a feed: `<path>/<secret>.ics`. */
export const FEED_PATH = '/feeds';

/** Feeds of one account. */
export const MAX_FEEDS = 50;

/** Where the rows of each kind are, one by one: `<path>/<id>/history`. */
export const ROW_PATHS = {
  task: '/api/achiever/tasks',
  project: '/api/achiever/projects',
  section: '/api/achiever/sections',
  label: '/api/achiever/labels',
  filter: '/api/achiever/filters',
} as const satisfies Record<EntityName, string>;

/** Events of the stream, in the order in which a client first meets them (DESIGN.md §4 "Stream"). */
export const STREAM_EVENTS = [
  'connected',
  'changes',
  'ack',
  'live',
  'behind',
  'resync',
  'reauth',
  'goodbye',
] as const;
export type StreamEventName = (typeof STREAM_EVENTS)[number];

/** Seconds between two comment heartbeats; a client gives up after two silent periods. */
export const HEARTBEAT_SECONDS = 25;

/** Most mutations in one batch. */
export const MAX_BATCH = 100;

/** Most rows that a stream replays; past it the client pages through `changes`. */
export const MAX_REPLAY_ROWS = 500;

/** Most rows on one page of `changes`. */
export const MAX_PAGE_ROWS = 1000;

/** Most entries to ask for on one page of a row's history. */
export const MAX_HISTORY_ENTRIES = 100;

/** The kinds of rows that sync. */
export const ENTITIES = ['task', 'project', 'section', 'label', 'filter'] as const;
export type EntityName = (typeof ENTITIES)[number];

/** Longest title and notes, in UTF-16 code units. */
export const MAX_TITLE = 16_384;
export const MAX_NOTES = 200_000;

/** Longest query of a saved filter, in UTF-16 code units. */
export const MAX_QUERY = 2_000;

/** Shortest and longest password, in UTF-16 code units. */
export const MIN_PASSWORD = 8;
export const MAX_PASSWORD = 1024;
