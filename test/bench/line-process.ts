/** A peer in a process of its own that is asked in lines of JSON, and answers each with one. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export type Answer = Readonly<Record<string, unknown>>

export interface LineProcess {
  /** What it says of itself when it has started. */
  readonly greeting: Answer
  ask(request: object): Promise<Answer>
  end(): void
}

/** Starts one. @throws where it ends before it has said anything */
export async function startLineProcess(
  command: string,
  args: readonly string[],
  stderr: 'inherit' | 'ignore' = 'inherit',
): Promise<LineProcess> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', stderr] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const answer = async () => {
    const line = await lines.next()
    if (line.done === true) throw new Error(`${command} ended; see its message above`)
    return JSON.parse(line.value) as Answer
  }
  return {
    greeting: await answer(),
    ask: (request) => {
      child.stdin.write(`${JSON.stringify(request)}\n`)
      return answer()
    },
    end: () => child.stdin.end(),
  }
}
