/** The browser's own parts for uploads. Where one is missing (plain http, an old browser), another does its work. */

import type { LocalFileStore } from '../../persistence/local-file-store.ts'
import type { SessionTransport } from '../session/session-seams.ts'
import { systemClock, systemLock, systemRandomBytes } from '../session/system-seams.ts'
import { UnreadableFileError } from './file-bytes.ts'
import type { EstimateRoom } from './file-room.ts'
import { type HashFile, hashFile } from './hash-file.ts'
import type { HashMessage } from './hash-worker.ts'
import { leasedLock } from './leased-lock.ts'
import { tusByteSender } from './tus-byte-sender.ts'
import type { UploadSeams } from './upload-seams.ts'

export interface SystemUploadOptions {
  readonly store: LocalFileStore
  readonly transport: SessionTransport
  /** Names the device to the server. */
  readonly device: string
  /** New for each tab and each load of it. */
  readonly tabId: string
}

export function systemUploadSeams(options: SystemUploadOptions): Omit<UploadSeams, 'adoptKnown' | 'report'> {
  const { store, transport, device, tabId } = options
  return {
    store,
    sender: tusByteSender({ baseUrl: transport.baseUrl, device, fetch: transport.fetch }),
    hashFile: 'Worker' in globalThis ? hashInWorker : hashFile,
    clock: systemClock,
    randomBytes: systemRandomBytes,
    network: transport,
    lock: systemLock().lock ?? leasedLock(store, systemClock, tabId),
    estimateRoom,
  }
}

const estimateRoom: EstimateRoom = async () => {
  const storage: StorageManager | undefined = globalThis.navigator?.storage
  return storage?.estimate ? storage.estimate() : undefined
}

const hashInWorker: HashFile = async (file, { signal, onHashed }) => {
  signal.throwIfAborted()
  const worker = new Worker(new URL('./hash-worker.ts', import.meta.url), { type: 'module' })
  try {
    return await new Promise<string>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
      // Its part of the app cannot be had now: the page does it itself.
      worker.onerror = () => resolve(hashFile(file, { signal, onHashed }))
      worker.onmessage = ({ data }: MessageEvent<HashMessage>) => {
        if (data.kind === 'hashed') onHashed(data.hashedBytes)
        else if (data.kind === 'hash') resolve(data.sha256)
        else reject(new UnreadableFileError('the browser does not read this file'))
      }
      worker.postMessage(file)
    })
  } finally {
    worker.terminate()
  }
}
