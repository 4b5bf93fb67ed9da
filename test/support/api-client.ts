// API clients that are signed in to a server, wherever it runs.
import { v7 as uuidv7 } from 'uuid';
import type { Mutation, MutationResponse } from '../../src/protocol/mutations.ts';
import type { LiveRow } from '../../src/protocol/rows.ts';
import type { ChangesPage } from '../../src/protocol/stream.ts';
import { HEADERS, PATHS } from '../../src/protocol/wire.ts';
import { mutation } from './mutation.ts';
import { SseClient, type StreamOptions } from './sse-client.ts';

export const PASSWORD = 'correct horse battery staple';

/** A server as its clients see it. */
export class Api {
  readonly origin: string;

  constructor(origin: string) {
    this.origin = origin;
  }

  /** Answers to requests as they come; `body` is parsed where it is JSON. */
  async request(method: string, path: string, options: RequestOptions = {}): Promise<Answer> {
    const { json, headers = {}, ...init } = options;
    const response = await fetch(new URL(path, this.origin), {
      method,
      redirect: 'manual',
      headers: { ...(json === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      ...init,
    });
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').startsWith('application/json');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : null,
    };
  }

  /** A new account with one device. */
  signUp(deviceName = 'Laptop', email = `${uuidv7()}@example.org`): Promise<ApiClient> {
    return this.#enter(PATHS.register, email, deviceName);
  }

  /** Another device of the same account. */
  signIn({ email }: { email: string }, deviceName = 'Phone'): Promise<ApiClient> {
    return this.#enter(PATHS.login, email, deviceName);
  }

  async #enter(path: string, email: string, deviceName: string): Promise<ApiClient> {
    const answer = await this.request('POST', path, { json: { email, password: PASSWORD, deviceName } });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.text}`);
    const cookie = answer.headers.get('set-cookie')!.split(';')[0]!;
    const client = new ApiClient(this, { ...answer.body, email, cookie });
    await client.mint();
    return client;
  }

  /** One number from `/metrics`; the sum over its labels. */
  async metric(name: string): Promise<number> {
    const { text } = await this.request('GET', '/metrics');
    const lines = text
      .split('\n')
      .filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`));
    return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  }
}

interface RequestOptions extends Omit<RequestInit, 'headers'> {
  json?: unknown;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // A test reads the fields that it expects and fails where they are not.
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any;
}

export class ApiClient {
  readonly achieverId: string;
  readonly deviceId: string;
  readonly email: string;
  readonly cookie: string;
  readonly #server: Api;
  token = '';

  constructor(server: Api, session: { achieverId: string; deviceId: string; email: string; cookie: string }) {
    this.#server = server;
    this.achieverId = session.achieverId;
    this.deviceId = session.deviceId;
    this.email = session.email;
    this.cookie = session.cookie;
  }

  /** Exchanges the cookie for a new bearer token. */
  async mint(): Promise<Answer> {
    const headers = { cookie: this.cookie, [HEADERS.csrf]: '1' };
    const answer = await this.#server.request('POST', PATHS.token, { headers });
    this.token = answer.body.token;
    return answer;
  }

  request(method: string, path: string, { headers = {}, ...options }: RequestOptions = {}): Promise<Answer> {
    const authorization = `Bearer ${this.token}`;
    return this.#server.request(method, path, { headers: { authorization, ...headers }, ...options });
  }

  /** Sends a batch; the test says what is wrong when it is not taken. */
  async mutate(
    mutations: Mutation[],
    { clientId, connectionId }: { clientId?: string; connectionId?: string } = {},
  ): Promise<MutationResponse> {
    const headers: Record<string, string> = {};
    if (connectionId !== undefined) headers[HEADERS.connectionId] = connectionId;
    const json = clientId === undefined ? { mutations } : { clientId, mutations };
    const answer = await this.request('POST', PATHS.mutations, { json, headers });
    if (answer.status !== 200) throw new Error(answer.text);
    return answer.body;
  }

  /** Adds one task and returns its row. */
  async add(title: string, fields: Record<string, unknown> = {}): Promise<LiveRow> {
    const { results } = await this.mutate([mutation({ fields: { title, ...fields } })]);
    return results[0]!.row as LiveRow;
  }

  async changes(query: { syncAt?: string; limit?: number } = {}): Promise<ChangesPage> {
    const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
    const answer = await this.request('GET', `${PATHS.changes}?${search}`);
    if (answer.status !== 200) throw new Error(answer.text);
    return answer.body;
  }

  stream(options: Omit<StreamOptions, 'token'> = {}): SseClient {
    return new SseClient(this.#server.origin, { token: this.token, ...options });
  }

  /** A stream whose replay is over. */
  async liveStream(
    options: Omit<StreamOptions, 'token'> = {},
  ): Promise<SseClient & { connectionId: string }> {
    const stream = this.stream(options);
    const { data } = await stream.first('connected');
    await stream.first('live');
    return Object.assign(stream, { connectionId: data.connectionId });
  }
}
