/** A browser's IndexedDB whose transactions can be cut off in the middle, as a full or failing disk does. */
export interface FaultyIndexedDb {
  readonly indexedDB: IDBFactory
  /** The next readwrite transaction aborts with this DOMException after its first change. */
  failNextWrite(errorName: string): void
  /** Every readwrite transaction that was begun. */
  readonly writes: IDBTransaction[]
  /** Every connection that was opened. */
  readonly connections: IDBDatabase[]
}

export function withFaults(factory: IDBFactory): FaultyIndexedDb {
  const writes: IDBTransaction[] = []
  const connections: IDBDatabase[] = []
  let errorName: string | undefined
  const onBegin = (transaction: IDBTransaction) => {
    if (transaction.mode !== 'readwrite') return
    writes.push(transaction)
    if (errorName) cutOff(transaction, errorName)
    errorName = undefined
  }
  const open = (name: string, version?: number) => {
    const request = factory.open(name, version)
    request.addEventListener('success', () => {
      connections.push(request.result)
      watchTransactions(request.result, onBegin)
    })
    return request
  }
  return {
    indexedDB: { ...inherited(factory), open },
    failNextWrite: name => {
      errorName = name
    },
    writes,
    connections,
  }
}

function inherited(factory: IDBFactory): IDBFactory {
  return {
    cmp: (one, other) => factory.cmp(one, other),
    databases: () => factory.databases(),
    deleteDatabase: name => factory.deleteDatabase(name),
    open: (name, version) => factory.open(name, version),
  }
}

function watchTransactions(database: IDBDatabase, onBegin: (transaction: IDBTransaction) => void): void {
  const begin = database.transaction.bind(database)
  database.transaction = (stores, mode, options) => {
    const transaction = begin(stores, mode, options)
    onBegin(transaction)
    return transaction
  }
}

function cutOff(transaction: IDBTransaction, errorName: string): void {
  const error = new DOMException('cut off by the test', errorName)
  Object.defineProperty(transaction, 'error', { value: error })
  let hasAborted = false
  const abortOnce = () => {
    if (!hasAborted) transaction.abort()
    hasAborted = true
  }
  const objectStore = transaction.objectStore.bind(transaction)
  transaction.objectStore = name => {
    const store = objectStore(name)
    for (const change of ['add', 'put', 'delete', 'clear'] as const) runAfter(store, change, abortOnce)
    return store
  }
}

function runAfter(store: IDBObjectStore, change: 'add' | 'put' | 'delete' | 'clear', onDone: () => void): void {
  const original = store[change].bind(store) as (...values: unknown[]) => IDBRequest
  Object.defineProperty(store, change, {
    value: (...values: unknown[]) => {
      const request = original(...values)
      request.addEventListener('success', onDone)
      return request
    },
    configurable: true,
  })
}
