/** Plays recordings, one at a time: their sound is asked for when it is first wanted. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { RecordingPlace } from '../../compute/spec/recording.ts'
import { invoke } from '../bridge/invoke.ts'

export interface Player {
  /** The recording that plays, by its key, and the share of it that was played. */
  readonly playing: { readonly key: string; readonly played: number } | null
  readonly error: Error | null
  /** Plays a recording from its beginning; the one that plays is stopped. */
  readonly toggle: (key: string, place: RecordingPlace) => void
}

interface Sound {
  readonly audio: HTMLAudioElement
  readonly address: string
}

/** Stops a sound and lets go of it; one that is still being loaded is let go once it is, lest its address lead nowhere. */
function silence({ audio, address }: Sound): void {
  audio.pause()
  const release = () => URL.revokeObjectURL(address)
  if (audio.readyState > 0) release()
  else audio.addEventListener('loadedmetadata', release, { once: true })
}

/** A player that falls silent with its component. */
export function usePlayer(): Player {
  const client = useQueryClient()
  const [playing, setPlaying] = useState<Player['playing']>(null)
  const [error, setError] = useState<Error | null>(null)
  const current = useRef<Sound | null>(null)
  /** Counts what was asked for, so that a sound that comes late is not played over another. */
  const asked = useRef(0)

  const stop = () => {
    asked.current++
    if (current.current !== null) {
      silence(current.current)
      current.current = null
    }
    setPlaying(null)
  }
  useEffect(
    () => () => {
      if (current.current !== null) silence(current.current)
    },
    [],
  )

  const play = async (key: string, place: RecordingPlace) => {
    stop()
    const turn = asked.current
    setError(null)
    setPlaying({ key, played: 0 })
    try {
      const queryKey = ['recordings.hear', place]
      const { sound } = await client.query({
        queryKey,
        queryFn: () => invoke('recordings.hear', place),
        staleTime: Infinity,
      })
      if (turn !== asked.current) return
      const address = URL.createObjectURL(new Blob([sound], { type: 'audio/wav' }))
      const audio = new Audio(address)
      current.current = { audio, address }
      audio.addEventListener('timeupdate', () => {
        if (turn === asked.current) setPlaying({ key, played: audio.currentTime / (audio.duration || 1) })
      })
      audio.addEventListener('ended', () => {
        if (turn === asked.current) stop()
      })
      await audio.play()
    } catch (thrown) {
      if (turn !== asked.current) return
      setPlaying(null)
      setError(thrown instanceof Error ? thrown : new Error(String(thrown)))
    }
  }

  return {
    playing,
    error,
    toggle: (key, place) => (playing?.key === key ? stop() : void play(key, place)),
  }
}
