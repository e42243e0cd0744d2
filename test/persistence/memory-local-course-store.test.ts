import { localCourseInterleavings } from './local-course-interleavings.ts'
import { localCourseStoreContract } from './local-course-store-contract.ts'
import { openMemoryProfile } from './memory-profile.ts'

localCourseStoreContract('memory', openMemoryProfile)
localCourseInterleavings('memory', openMemoryProfile, 300)
