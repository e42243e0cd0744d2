/** What is used of packages that only `bench/peers` installs: without them the types are still checked. */

declare module '@hocuspocus/server' {
  export interface HocuspocusDocument {
    broadcastStateless(payload: string): void
  }

  export interface ServerOptions {
    readonly address: string
    readonly port: number
    readonly quiet: boolean
    readonly stopOnSignals: boolean
    /** In ms: a socket that says nothing for so long is closed. */
    readonly timeout: number
    readonly extensions: object[]
    /** In ms; 0: at each change. */
    readonly debounce?: number
    readonly afterStoreDocument?: (payload: { readonly document: HocuspocusDocument }) => Promise<void>
  }

  export class Server {
    constructor(options: ServerOptions)
    readonly address: { readonly port: number }
    listen(): Promise<unknown>
    destroy(): Promise<void>
  }
}

declare module '@hocuspocus/extension-sqlite' {
  export class SQLite {
    constructor(options: { readonly database: string })
  }
}

declare module '@y/websocket-server/utils' {
  export interface Persistence {
    readonly provider: object
    bindState(name: string, doc: import('yjs').Doc): Promise<void>
    writeState(name: string, doc: import('yjs').Doc): Promise<void>
  }
  export function setPersistence(persistence: Persistence): void
  export function setupWSConnection(socket: import('ws').WebSocket, request: import('node:http').IncomingMessage): void
}

declare module 'y-leveldb' {
  export class LeveldbPersistence {
    constructor(folder: string)
    getYDoc(name: string): Promise<import('yjs').Doc>
    storeUpdate(name: string, update: Uint8Array): Promise<number>
  }
}

declare module '@tus/file-store' {
  import { DataStore } from '@tus/server'
  export class FileStore extends DataStore {
    constructor(options: { readonly directory: string })
  }
}
