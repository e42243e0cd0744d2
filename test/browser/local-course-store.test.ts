import { openIndexedDbProfile } from '../persistence/indexeddb-profile.ts'
import { indexedDbRulesContract } from '../persistence/indexeddb-rules-contract.ts'
import { localCourseInterleavings } from '../persistence/local-course-interleavings.ts'
import { localCourseStoreContract } from '../persistence/local-course-store-contract.ts'
import { yIndexedDbContract } from '../persistence/y-indexeddb-contract.ts'

const openProfile = () => openIndexedDbProfile(indexedDB)

localCourseStoreContract('Chromium', openProfile)
localCourseInterleavings('Chromium', openProfile, 20)
indexedDbRulesContract('Chromium', () => indexedDB)
yIndexedDbContract('Chromium')
