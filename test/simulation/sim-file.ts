/** Files that authors choose: read at once, so that no turn of the machine decides anything. */
import type { Random } from '../crash/random.ts'

export class SimFile extends File {
  readonly content: Uint8Array<ArrayBuffer>

  constructor(content: Uint8Array<ArrayBuffer>, name: string) {
    super([content], name, { type: 'application/pdf', lastModified: 0 })
    this.content = content
  }

  override slice(start = 0, end = this.size): SimFile {
    return new SimFile(this.content.slice(start, end), this.name)
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    return this.content.slice().buffer
  }
}

const mostBytes = 3000
const head = new TextEncoder().encode('%PDF-1.7\n')

/** @param isTrue false: another kind of file under this name, which the server refuses */
export function drawFile(
  random: Random,
  { name, isTrue }: { readonly name: string; readonly isTrue: boolean },
): SimFile {
  const content = Uint8Array.from(random.bytes(head.length + random.below(mostBytes)))
  if (isTrue) content.set(head)
  else content.fill(0x78, 0, head.length)
  return new SimFile(content, `${name}.pdf`)
}
