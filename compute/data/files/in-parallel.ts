/** Does something with all of many, several at a time, and takes what comes out in their order. */

/**
 * Starts `work` on up to `atOnce` items ahead of the one that is taken next.
 * @throws whatever work or take throws first
 */
export async function inParallel<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T, index: number) => Promise<R>,
  take: (result: R, index: number) => void | Promise<void>,
): Promise<void> {
  const running: Promise<R>[] = []
  const start = (index: number): void => {
    const result = work(items[index]!, index)
    result.catch(() => undefined)
    running.push(result)
  }
  for (let index = 0; index < Math.min(atOnce, items.length); index++) start(index)
  for (let index = 0; index < items.length; index++) {
    const result = await running.shift()!
    if (index + atOnce < items.length) start(index + atOnce)
    await take(result, index)
  }
}
