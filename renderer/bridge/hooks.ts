/** React's side of the bridge: requests, commands and events as hooks. */
import {
  keepPreviousData,
  useMutation,
  type UseMutationResult,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import type { Channel, RequestOf, ResponseOf } from '../../main/ipc/contract/channels.ts'
import type { EventName, EventPayload } from '../../main/ipc/contract/events.ts'
import { invoke, listen } from './invoke.ts'

export interface RequestOptions {
  /** False while what the request needs is not known yet. */
  readonly enabled?: boolean
  /** Shows the answer to the previous request while a changed one is under way. */
  readonly keepPrevious?: boolean
}

/** The answer to a request, cached by channel and request. Its error is a StudioError. */
export function useRequest<C extends Channel>(
  channel: C,
  request: RequestOf<C>,
  { enabled = true, keepPrevious = false }: RequestOptions = {},
): UseQueryResult<ResponseOf<C>> {
  return useQuery<ResponseOf<C>>({
    queryKey: [channel, request],
    queryFn: () => invoke(channel, request),
    enabled,
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  })
}

/** A request that changes something. The answers of `changes` are asked for again when it has succeeded. */
export function useCommand<C extends Channel>(
  channel: C,
  changes: readonly Channel[] = [],
): UseMutationResult<ResponseOf<C>, Error, RequestOf<C>> {
  const client = useQueryClient()
  return useMutation({
    mutationKey: [channel],
    mutationFn: (request: RequestOf<C>) => invoke(channel, request),
    onSuccess: () => Promise.all(changes.map((changed) => client.invalidateQueries({ queryKey: [changed] }))),
  })
}

/** Listens to an event as long as the component is there; the newest `listener` is the one that is called. */
export function useEvent<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): void {
  const newest = useEffectEvent(listener)
  useEffect(() => listen(event, (payload) => newest(payload)), [event])
}
