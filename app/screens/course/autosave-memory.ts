/** Whether this device's author lets Lectern save by itself. A convenience: what cannot be kept is not missed. */

export interface AutosaveMemory {
  recall(): boolean
  keep(isOn: boolean): void
}

const key = 'lectern:autosave'

/** @param storage throws where the browser refuses it; then nothing is kept, and nothing is said */
export function autosaveMemory(storage: () => Pick<Storage, 'getItem' | 'setItem'>): AutosaveMemory {
  return {
    recall: () => {
      try {
        return storage().getItem(key) === 'on'
      } catch {
        return false // Storage that is refused.
      }
    },
    keep: isOn => {
      try {
        storage().setItem(key, isOn ? 'on' : 'off')
      } catch {
        // Storage that is full or refused: the switch holds for this window.
      }
    },
  }
}
