/** What every engine of the CourseStore port promises. Each engine's test calls this with how it is opened. */
import { afterEach, beforeEach, describe } from 'vitest'
import type { CourseStore } from '../../persistence/course-store.ts'
import { commitRules } from './course-store-contract/commits.ts'
import { ledgerRules } from './course-store-contract/ledger.ts'
import { listingRules } from './course-store-contract/listing.ts'
import { updateRules } from './course-store-contract/updates.ts'
import { uploadRules } from './course-store-contract/uploads.ts'
import { versionRules } from './course-store-contract/versions.ts'

export function courseStoreContract(engine: string, open: () => Promise<CourseStore>): void {
  describe(`${engine} keeps the contract of a course store`, () => {
    let store: CourseStore
    beforeEach(async () => {
      store = await open()
    })
    afterEach(() => store.close())

    const rules = [commitRules, ledgerRules, listingRules, updateRules, uploadRules, versionRules]
    for (const describeRules of rules) describeRules(() => store)
  })
}
