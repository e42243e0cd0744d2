/** The browser's port for what belongs to the device and not to one course. */

/** A course that was opened on this device, so that the list works with no network. */
export interface KnownCourse {
  readonly courseId: string
  readonly title: string
  /** ms since 1970, this device's clock. */
  readonly openedAt: number
}

export interface DeviceProfile {
  /** Stable over reloads; names the device to the server (`device=`). */
  readonly device: string
  /** The name its author chose, and the id that goes with it in operations' records. */
  readonly author: { readonly id: string; readonly name: string }
}

/** Every driver passes test/persistence/device-store-contract.ts. Methods @throws {LecternError} `store-full`, `store-unavailable` */
export interface DeviceStore {
  /** Makes the profile with `create` where there is none, in one transaction: two tabs get the same. */
  loadProfile(create: () => DeviceProfile): Promise<DeviceProfile>
  saveProfile(profile: DeviceProfile): Promise<void>
  listCourses(): Promise<readonly KnownCourse[]>
  rememberCourse(course: KnownCourse): Promise<void>
  forgetCourse(courseId: string): Promise<void>
  close(): Promise<void>
}
