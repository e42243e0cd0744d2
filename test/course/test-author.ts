/** Authors who save on their own documents and exchange what they wrote in any order. */
import * as fc from 'fast-check'
import * as Y from 'yjs'
import type { Command } from '../../course/command.ts'
import type { Operation } from '../../course/operation.ts'
import { writeOperation } from '../../course/write-operation.ts'
import { ann, anyCommand } from './any-command.ts'

export function operationIdOf(index: number): string {
  return `019aae00-0000-7000-8000-${index.toString(16).padStart(12, '0')}`
}

export function operationOf(index: number, commands: readonly Command[], device = 'laptop'): Operation {
  return { operationId: operationIdOf(index), device, by: ann, savedAt: 1_763_870_000_000 + index, commands }
}

export class TestAuthor {
  readonly device: string
  readonly doc = new Y.Doc()
  readonly updates: Uint8Array[] = []
  /** Operations without a final fate. */
  readonly awaited = new Set<string>()

  constructor(device: string, clientId: number) {
    this.device = device
    this.doc.clientID = clientId
  }

  save(index: number, commands: readonly Command[]): Uint8Array {
    const operation = operationOf(index, commands, this.device)
    const update = writeOperation(this.doc, { operation, awaited: this.awaited })
    this.awaited.add(operation.operationId)
    this.updates.push(update)
    return update
  }

  receive(update: Uint8Array): void {
    Y.applyUpdate(this.doc, update)
  }
}

type Step =
  | { readonly kind: 'save'; readonly author: number; readonly commands: readonly Command[] }
  /** One update, perhaps out of order, perhaps again. */
  | { readonly kind: 'send'; readonly author: number; readonly to: number; readonly update: number }
  | { readonly kind: 'sync'; readonly author: number; readonly to: number }
  | { readonly kind: 'learn-fates'; readonly author: number }

const who = fc.nat({ max: 2 })

export const anySteps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: saveOf(fc.array(anyCommand, { minLength: 1, maxLength: 5 })) },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('send' as const), author: who, to: who, update: fc.nat() }),
    },
    fc.record({ kind: fc.constant('sync' as const), author: who, to: who }),
    fc.record({ kind: fc.constant('learn-fates' as const), author: who }),
  ),
  { minLength: 1, maxLength: 30, size: 'max' },
)

function saveOf(commands: fc.Arbitrary<Command[]>): fc.Arbitrary<Step> {
  return fc.record({ kind: fc.constant('save' as const), author: who, commands })
}

export function threeAuthors(): TestAuthor[] {
  return ['laptop', 'phone', 'laptop'].map((device, index) => new TestAuthor(device, index + 1))
}

export function takeSteps(authors: readonly TestAuthor[], steps: readonly Step[]): void {
  for (const [index, step] of steps.entries()) {
    const author = authors[step.author % authors.length]
    const other = 'to' in step ? authors[step.to % authors.length] : undefined
    if (step.kind === 'save') author?.save(index, step.commands)
    if (step.kind === 'learn-fates') author?.awaited.clear()
    if (!author || !other) continue
    if (step.kind === 'sync') other.receive(Y.encodeStateAsUpdate(author.doc, Y.encodeStateVector(other.doc)))
    const update = author.updates[('update' in step ? step.update : 0) % author.updates.length]
    if (step.kind === 'send' && update) other.receive(update)
  }
}

/** Everybody gets everything, a second time too. */
export function exchangeAll(authors: readonly TestAuthor[]): void {
  for (const from of [...authors, ...authors]) {
    for (const to of authors) to.receive(Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)))
  }
}
