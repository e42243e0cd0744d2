/** Pins what goes over the wire: a change here is a change for clients that are already out there. */
import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import * as z from 'zod'
import { commandSchema } from '../../../course/command.ts'
import { wireErrorCodes } from '../../../course/errors.ts'
import { eventSchema } from '../../../course/event.ts'
import { operationSchema } from '../../../course/operation.ts'
import { ackSchema, historyEntrySchema, serverStateSchema } from '../../../course/wire/ack.ts'
import { closeCodeOf, closeCodes } from '../../../course/wire/close-code.ts'
import {
  encodeAwareness,
  encodeQueryAwareness,
  encodeSyncStep1,
  encodeSyncStep2,
  encodeUpdate,
  wireVersion,
} from '../../../course/wire/frame.ts'
import * as http from '../../../course/wire/http.ts'
import * as uploads from '../../../course/wire/uploads.ts'

const entry = { clientId: 1, clock: 1, state: 'null' }
const empty = new Uint8Array()

const wire = {
  command: z.toJSONSchema(commandSchema),
  operation: z.toJSONSchema(operationSchema),
  event: z.toJSONSchema(eventSchema),
  ack: z.toJSONSchema(ackSchema),
  serverState: z.toJSONSchema(serverStateSchema),
  historyEntry: z.toJSONSchema(historyEntrySchema),
  syncRequest: z.toJSONSchema(http.syncRequestSchema),
  syncResponse: z.toJSONSchema(http.syncResponseSchema),
  courseList: z.toJSONSchema(http.courseListSchema),
  courseDetails: z.toJSONSchema(http.courseDetailsSchema),
  courseVersion: z.toJSONSchema(http.courseVersionSchema),
  history: z.toJSONSchema(http.historySchema),
  errorBody: z.toJSONSchema(http.errorBodySchema),
  courseUploads: z.toJSONSchema(uploads.courseUploadsSchema),
  knownUploadRequest: z.toJSONSchema(uploads.knownUploadRequestSchema),
  knownUpload: z.toJSONSchema(uploads.knownUploadSchema),
  closeCodes: { closeCodes, byError: wireErrorCodes.map(code => [code, closeCodeOf(code)]) },
  frames: [
    encodeSyncStep1(empty),
    encodeSyncStep2(empty),
    encodeUpdate(empty),
    encodeAwareness([entry]),
    encodeQueryAwareness(),
  ].map(bytes => [...bytes]),
}

const fingerprints = Object.fromEntries(
  Object.entries(wire).map(([name, shape]) => [
    name,
    createHash('sha256').update(JSON.stringify(shape)).digest('hex').slice(0, 16),
  ]),
)

it('[A5] says over the wire what it said in this version of it', () => {
  expect(
    { wireVersion, ...fingerprints },
    'The wire changed: raise wireVersion, or explain in course/README.md why old clients understand it; then pin it here.',
  ).toEqual({
    wireVersion: 1,
    command: '6daaab4f0f903ce3',
    operation: '5a2159b8cf40ffe1',
    event: '990ed19ae0ea5d45',
    ack: 'b955a445cc5d4b9c',
    serverState: 'c15de3c1a45d8504',
    historyEntry: '699ca75fdd057332',
    syncRequest: '7a017887c17cac07',
    syncResponse: '584c2ef295d88510',
    courseList: '556b7d926bd9ffd5',
    courseDetails: '5d0bf398afab951e',
    courseVersion: '2b4fc72d558a3154',
    history: 'be203a07c32bf0e9',
    errorBody: 'd01f93dc1cc8f495',
    courseUploads: 'eca4992b9da3799d',
    knownUploadRequest: 'c40e9eb05439f345',
    knownUpload: '8688be792bec1944',
    closeCodes: 'f0b656b74d29e107',
    frames: '890ededa7129ffa9',
  })
})
