/** How an error is answered over HTTP [design 5.3]. */
import type { ErrorCode } from '../course/errors.ts'

type HttpStatus = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 426 | 503 | 507

export function errorBody(code: string, message: string) {
  return { error: { code, message } }
}

export function statusOf(code: ErrorCode): HttpStatus {
  switch (code) {
    case 'malformed':
      return 400
    case 'sign-in':
      return 401
    case 'not-allowed':
      return 403
    case 'unknown-course':
    case 'unknown-operation':
    case 'unknown-upload':
    case 'course-deleted':
      return 404
    case 'other-epoch':
    case 'wrong-offset':
      return 409
    case 'too-large':
      return 413
    case 'wrong-type':
      return 415
    case 'client-too-old':
      return 426
    case 'store-full':
      return 507
    case 'busy':
    case 'store-unavailable':
    case 'store-corrupt':
    case 'store-version':
      return 503
    default:
      return 422
  }
}
