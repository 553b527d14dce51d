/** Jobs in progress at the sidebar's foot, each with its progress and a way to cancel it. */
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { cancelJob, useJobs } from '../bridge/jobs.ts'
import { Progress } from '../components/progress.tsx'
import { Scale } from '../components/scale.tsx'
import { useWords } from '../i18n/words.ts'

/** Nothing while nothing is in progress; otherwise a line that opens the list. */
export function JobList() {
  const { text, say } = useWords()
  const jobs = useJobs((state) => state.jobs)
  const first = jobs[0]
  if (first === undefined) return null
  return (
    <DialogTrigger>
      <AriaButton className="job-line">
        <span className="job-words ellipsis">
          {jobs.length === 1 ? say(first.title) : text('shell.jobsCount', { count: jobs.length })}
        </span>
        <Scale fraction={first.progress?.fraction ?? null} />
      </AriaButton>
      <Popover className="job-popover" placement="right bottom" offset={8}>
        <Dialog className="job-list" aria-label={text('shell.jobs')}>
          {jobs.map((job) => (
            <Progress
              key={job.id}
              label={say(job.title)}
              progress={job.progress}
              cancelling={job.cancelling}
              onCancel={() => cancelJob(job.id)}
            />
          ))}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
