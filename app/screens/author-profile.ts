/** Who the author of this device is. Kept in the device store, shown in every header. */
import type { DeviceProfile, DeviceStore } from '../../persistence/device-store.ts'

/** Is a profile itself, always the present one: a session that was opened with it saves under the author's new name. */
export class AuthorProfile implements DeviceProfile {
  readonly #devices: Pick<DeviceStore, 'saveProfile'>
  readonly #listeners = new Set<() => void>()
  #profile: DeviceProfile

  constructor(profile: DeviceProfile, devices: Pick<DeviceStore, 'saveProfile'>) {
    this.#profile = profile
    this.#devices = devices
  }

  get device(): string {
    return this.#profile.device
  }

  get author(): DeviceProfile['author'] {
    return this.#profile.author
  }

  /** Resolves when it is kept. @throws {LecternError} `store-full`, `store-unavailable`: the name holds for this window only */
  async rename(name: string): Promise<void> {
    this.#profile = { ...this.#profile, author: { ...this.#profile.author, name } }
    for (const listener of this.#listeners) listener()
    await this.#devices.saveProfile(this.#profile)
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
