import { LecternError } from '../../course/errors.ts'
import { type MemoryCourse, MemoryProfile } from './memory-profile.ts'

/** For a browser that keeps nothing: what belongs to the device lives as long as the tab, and no course is kept. */
export class UnkeptProfile extends MemoryProfile {
  override readCourse(): MemoryCourse {
    throw new LecternError('store-unavailable', 'this browser keeps nothing for this site')
  }
}
