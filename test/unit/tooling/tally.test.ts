/** Counting results: what the closing line says must be true whatever went wrong. */
import { describe, expect, it } from 'vitest'
import { stepLine, sumTallies, tallyLine } from '../../../main/tooling/tally.ts'
import { countReport } from '../../../main/tooling/vitest-run.ts'

const report = (numbers: { passed?: number; failed?: number; pending?: number; success?: boolean }): string =>
  JSON.stringify({
    success: numbers.success ?? (numbers.failed ?? 0) === 0,
    numPassedTests: numbers.passed ?? 0,
    numFailedTests: numbers.failed ?? 0,
    numPendingTests: numbers.pending ?? 0,
    numTodoTests: 0,
  })

describe('a tally', () => {
  it('is one line, with the skipped where there are any', () => {
    expect(tallyLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed')
    expect(tallyLine({ passed: 12, failed: 3, skipped: 1 })).toBe('12 passed, 3 failed, 1 skipped')
  })

  it('sums over steps', () => {
    const sum = sumTallies([
      { passed: 1, failed: 0, skipped: 0 },
      { passed: 20, failed: 2, skipped: 3 },
    ])
    expect(sum).toEqual({ passed: 21, failed: 2, skipped: 3 })
  })

  it('marks a step that failed', () => {
    const step = { name: 'lint', seconds: 1, output: '', tally: { passed: 0, failed: 1, skipped: 0 } }
    expect(stepLine(step)).toMatch(/^✗ lint .*failed$/)
    expect(stepLine({ ...step, tally: { passed: 1, failed: 0, skipped: 0 } })).toMatch(/^✓ lint .*passed$/)
  })
})

describe('counting a test report', () => {
  it('takes the numbers of the report', () => {
    expect(countReport(report({ passed: 5, failed: 1, pending: 2 }), 1)).toEqual({ passed: 5, failed: 1, skipped: 2 })
  })

  it('counts a run that ended badly as failed though no test failed, for example when a file does not load', () => {
    expect(countReport(report({ passed: 5, success: false }), 1).failed).toBe(1)
    expect(countReport(report({ passed: 5 }), 1).failed).toBe(1)
  })

  it('counts a run without a report as failed unless it ended well', () => {
    expect(countReport(null, 137).failed).toBe(1)
    expect(countReport(null, 0).failed).toBe(0)
  })
})
