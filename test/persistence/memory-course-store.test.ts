import { MemoryCourseStore } from '../../persistence/memory/course-store.ts'
import { courseStoreContract } from './course-store-contract.ts'

courseStoreContract('memory', async () => new MemoryCourseStore())
