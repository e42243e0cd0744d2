/** Updates that once hurt, as they were sent: what each did before it was mended, and what becomes of it now. */
import type { StoredCase } from '../updates/corpus-case.ts'

export interface UpdateCase extends StoredCase {
  readonly name: string
  /** Of each update, in order: what the room made of it, or the code it was refused with. */
  readonly outcomes: readonly string[]
}

/** A save of an honest author: a chapter. */
const anas = [
  'ana',
  'AQVlACgBBmNvdXJzZQZzY2hlbWEBfQEnAQhjaGFwdGVycwZiYXNpY3MBKABlAQV0aXRsZQF3BkJhc2ljcygAZQEIcG9zaXRpb24BdwJhMCgBCm9wZXJhdGlvbnMFMTAxLjABdgULb3BlcmF0aW9uSWR3JDAxOTBmM2EwLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDAwMQZkZXZpY2V3A2FuYQJieXYCAmlkdwNhbmEEbmFtZXcDYW5hB3NhdmVkQXR9AQhjb21tYW5kc3UBdgQEdHlwZXcLYWRkLWNoYXB0ZXIJY2hhcHRlcklkdwZiYXNpY3MFdGl0bGV3BkJhc2ljcwhwb3NpdGlvbncCYTAA',
] as const

export const updateCases: readonly UpdateCase[] = [
  {
    name: 'clocks taken that another will write',
    why: 'Collected content for ana’s clientID: what she writes under these clocks later passes for known and is never stored.',
    sent: [
      anas,
      ['eve', 'AQFlBQCg9zYA'],
      [
        'ana',
        'AQJlBahlAgF3C0ZvdW5kYXRpb25zqGUEAXYFC29wZXJhdGlvbklkdyQwMTkwZjNhMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDkGZGV2aWNldwNhbmECYnl2AgJpZHcDYW5hBG5hbWV3A2FuYQdzYXZlZEF0fQEIY29tbWFuZHN1AXYEBHR5cGV3DnJlbmFtZS1jaGFwdGVyCWNoYXB0ZXJJZHcGYmFzaWNzBXRpdGxldwtGb3VuZGF0aW9ucwN3YXN3BkJhc2ljcwFlAgIBBAE=',
      ],
    ],
    outcomes: ['committed', 'foreign-client', 'committed'],
  },
  {
    name: 'deletion of what is not written yet',
    why: 'Killed ana’s future edits on arrival; state vectors stay equal.',
    sent: [
      anas,
      ['eve', 'AAFlAQXoBw=='],
      [
        'ana',
        'AQJlBahlAgF3C0ZvdW5kYXRpb25zqGUEAXYFC29wZXJhdGlvbklkdyQwMTkwZjNhMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDkGZGV2aWNldwNhbmECYnl2AgJpZHcDYW5hBG5hbWV3A2FuYQdzYXZlZEF0fQEIY29tbWFuZHN1AXYEBHR5cGV3DnJlbmFtZS1jaGFwdGVyCWNoYXB0ZXJJZHcGYmFzaWNzBXRpdGxldwtGb3VuZGF0aW9ucwN3YXN3BkJhc2ljcwFlAgIBBAE=',
      ],
    ],
    outcomes: ['committed', 'incomplete', 'committed'],
  },
  {
    name: 'a value that inherits its fields',
    why: 'Decoding sets the prototype of an object with a key __proto__: a schema finds the fields, the stored JSON has none.',
    sent: [
      anas,
      [
        'eve',
        'AQGvAgAoAGUBB2RlbGV0ZWQBdgEJX19wcm90b19fdgQCYnl2AgJpZHcBeARuYW1ldwF4AmF0fQELb3BlcmF0aW9uSWR3AXgIdmlkZW9JZHN1AAA=',
      ],
    ],
    outcomes: ['committed', 'out-of-schema'],
  },
  {
    name: 'bytes in a record',
    why: 'The schema of operations threw on them instead of refusing: the room failed, for everybody in it.',
    sent: [
      anas,
      [
        'eve',
        'AQKvAgAoAQZjb3Vyc2ULZGVzY3JpcHRpb24BdwF4KAEKb3BlcmF0aW9ucwUzMDMuMAF2BQtvcGVyYXRpb25JZHckMDE5MGYzYTAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAyBmRldmljZXcDZXZlAmJ5dgICaWR3A2V2ZQRuYW1ldwNldmUHc2F2ZWRBdH0BCGNvbW1hbmRzdAMBAgMA',
      ],
    ],
    outcomes: ['committed', 'out-of-schema'],
  },
  {
    name: 'a deep value that is overwritten at once',
    why: 'What is applied never shows it; the log keeps it, and every reader decodes it.',
    sent: [
      anas,
      [
        'eve',
        'AQKvAgAoAQZjb3Vyc2ULZGVzY3JpcHRpb24BdQF1AXUBdQF1AXUBdQF1AXUBdQF1AXUBdQF1AXUBdQF1AXUBdQF1AXUBdQF1AXUBdQF1AXUBdQF1AXUBdQF1AXUBdQF1AXUBdQF1AXUBdQF1AXUBdQF1AXUBdQF1AXUBdQF1AXUBdQF1AXUBdQF1AXUBdQF1AXUBfQGIrwIAAXcFYWJvdXQA',
      ],
    ],
    outcomes: ['committed', 'out-of-schema'],
  },
  {
    name: 'an unknown root in what is known already',
    why: 'Only what was new was looked at: the first item stood for a known one, and Yjs made its root.',
    sent: [
      anas,
      ['eve', 'AQGvAgAoAQZjb3Vyc2ULZGVzY3JpcHRpb24BdwFhAA=='],
      ['eve', 'AQKvAgAoAQVvdGhlcgF4AXcBYSgBBmNvdXJzZQhsYW5ndWFnZQF3AmVuAA=='],
    ],
    outcomes: ['committed', 'committed', 'out-of-schema'],
  },
  {
    name: 'an item that is known in part',
    why: 'Yjs hangs its new half onto what stands before it. The title was gone, documents differed by how they were read, and an honest save was refused.',
    sent: [
      anas,
      ['eve', 'AQGvAgAoAQZjb3Vyc2ULZGVzY3JpcHRpb24BdwVhYm91dAA='],
      ['eve', 'AQGvAgAhAQZjb3Vyc2UFdGl0bGUCAA=='],
    ],
    outcomes: ['committed', 'committed', 'incomplete'],
  },
  {
    name: 'a value in the place of an entity',
    why: 'Applying it threw after a part of it: the document in memory had a language that no commit holds.',
    sent: [anas, ['eve', 'AQKvAgAoAQZjb3Vyc2UIbGFuZ3VhZ2UBdwJlbqhlAQF3BGdvbmUBZQEBAw==']],
    outcomes: ['committed', 'malformed'],
  },
  {
    name: 'items that wait for each other',
    why: 'Yjs keeps them aside without a word, and whatever comes after them under these clientIDs.',
    sent: [anas, ['eve', 'AgGwAgCIrwIAAXcBeAGvAgCIsAIAAXcBeAA=']],
    outcomes: ['committed', 'malformed'],
  },
  {
    name: 'content of no length',
    why: 'The next item has the same clock: loaded again, the document is another one.',
    sent: [anas, ['eve', 'AQKvAgAoAQZjb3Vyc2UIbGFuZ3VhZ2UAKAEGY291cnNlCGxhbmd1YWdlAXcCZW4A']],
    outcomes: ['committed', 'malformed'],
  },
]
