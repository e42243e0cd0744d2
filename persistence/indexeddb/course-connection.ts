import type { StoreNames } from 'idb'
import { Connection } from './connection.ts'
import {
  type CourseSchema,
  courseDatabaseName,
  courseDatabaseVersion,
  upgradeCourseDatabase,
} from './course-database.ts'

export type CourseConnection = Connection<CourseSchema>
export type CourseStores = StoreNames<CourseSchema>[]

export interface CourseConnectionOptions {
  readonly courseId: string
  readonly indexedDB?: IDBFactory
}

/** Not opened yet. */
export function courseConnection({ courseId, indexedDB }: CourseConnectionOptions): CourseConnection {
  return new Connection<CourseSchema>({
    ...(indexedDB && { indexedDB }),
    name: courseDatabaseName(courseId),
    version: courseDatabaseVersion,
    upgrade: upgradeCourseDatabase,
  })
}
