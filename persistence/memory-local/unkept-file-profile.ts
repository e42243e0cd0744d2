import { LecternError } from '../../course/errors.ts'
import { MemoryFileProfile } from './memory-local-file-store.ts'

/** For a browser that keeps nothing: files are sent as long as the tab lives, and no copy of one is promised. */
export class UnkeptFileProfile extends MemoryFileProfile {
  override commit(): void {
    throw new LecternError('store-unavailable', 'this browser keeps nothing for this site')
  }
}
